// The worker's line to this server: a socket of its own, because a request over the engine's stream passes through several
// processes of the host.
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "tool.h"

#define MAX_TOKEN 128

// Byte by byte: what follows the line is not ours to read. Zero at the end of input, or when the line does not end.
static size_t read_line(char *line) {
  for (size_t length = 0; length < MAX_TOKEN;) {
    ssize_t got = read(STDIN_FILENO, line + length, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return 0;
    if (line[length++] == '\n') return length;
  }
  return 0;
}

static bool use_socket(const char *path, const char *token, size_t length) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof address.sun_path) return false;
  strcpy(address.sun_path, path);
  int line = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (line < 0) return false;
  bool used = connect(line, (struct sockaddr *)&address, sizeof address) == 0 &&
              write(line, token, length) == (ssize_t)length && dup2(line, STDIN_FILENO) >= 0 &&
              dup2(line, STDOUT_FILENO) >= 0;
  close(line);
  return used;
}

// Sends the first line of input, our token, to the socket. Where nobody listens there, the engine's stream stays the line.
bool wire_open(const char *path) {
  char token[MAX_TOKEN];
  size_t length = read_line(token);
  if (length == 0) return false;
  if (use_socket(path, token, length)) return true;
  return write(STDOUT_FILENO, "stream\n", 7) == 7;
}
