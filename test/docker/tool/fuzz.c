// The tool server under a fuzzer, as root in a container. Each frame on standard input is `kind pause piece length` and
// that many bytes. Kind p: every line goes through the request parser by itself; the answer is a digit for each, 1 where
// it was accepted. Kind s: the bytes are the whole input of a server of its own, written piece by piece with a pause in
// milliseconds behind each; the answer is what the server wrote. Answers are `status length` and the bytes.
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "tool.h"

#define AGENT 20000
#define HANG_SECONDS 20

typedef struct {
  char kind;
  uint8_t pause_ms;
  uint16_t piece;
  uint32_t length;
} Frame;

static bool move_all(ssize_t (*move)(int, void *, size_t), int file, void *bytes, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t moved = move(file, (char *)bytes + done, length - done);
    if (moved <= 0) return false;
    done += (size_t)moved;
  }
  return true;
}

static ssize_t put(int file, void *bytes, size_t length) { return write(file, bytes, length); }

static void answer(uint32_t status, Buffer *bytes) {
  uint32_t head[] = {status, (uint32_t)bytes->length};
  if (!move_all(put, STDOUT_FILENO, head, sizeof head) || !move_all(put, STDOUT_FILENO, bytes->bytes, bytes->length))
    exit(0);
  buffer_free(bytes);
}

// In memory of exactly its length, so that reading one byte too far is seen.
static bool parse(const char *line, size_t length) {
  char *copy = malloc(length ? length : 1);
  Request request;
  long long number;
  memcpy(copy, line, length);
  bool accepted = request_parse(&request, copy, length);
  for (int at = 0; accepted && at < request.count; at++) {
    char *key = strndup(request.fields[at].key, request.fields[at].key_length);
    Buffer bytes = {0};
    request_bytes(&request, key, &bytes);
    request_number(&request, key, 0, 1 << 20, &number);
    request_is(&request, key, "ping");
    buffer_free(&bytes);
    free(key);
  }
  free(copy);
  return accepted;
}

static void parse_lines(const char *bytes, size_t length) {
  Buffer verdicts = {0};
  for (size_t start = 0; start < length;) {
    const char *end = memchr(bytes + start, '\n', length - start);
    size_t stop = end ? (size_t)(end - bytes) : length;
    buffer_append(&verdicts, parse(bytes + start, stop - start) ? "1" : "0", 1);
    start = stop + 1;
  }
  answer(0, &verdicts);
}

__attribute__((noreturn)) static void become_server(int input, int output) {
  if (dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0) _exit(70);
  close_range(3, ~0U, 0);
  if (setresgid(AGENT, AGENT, AGENT) < 0 || setresuid(AGENT, AGENT, AGENT) < 0) _exit(71);
  alarm(HANG_SECONDS);
  exit(serve("/repo", NULL));
}

static void rest(long ms_tenths) { nanosleep(&(struct timespec){.tv_nsec = ms_tenths * 100000}, NULL); }

static void feed(int input, const Frame *frame, char *bytes) {
  size_t piece = frame->piece ? frame->piece : frame->length;
  for (size_t done = 0; done < frame->length; done += piece) {
    size_t length = frame->length - done < piece ? frame->length - done : piece;
    if (!move_all(put, input, bytes + done, length)) return;
    rest(frame->piece && !frame->pause_ms ? 1 : frame->pause_ms * 10L);
  }
}

static void serve_input(const Frame *frame, char *bytes) {
  int input[2], status, output = memfd_create("answers", MFD_CLOEXEC);
  Buffer answers = {0};
  if (output < 0 || pipe(input) < 0) exit(72);
  pid_t pid = fork();
  if (pid == 0) become_server(input[0], output);
  close(input[0]);
  feed(input[1], frame, bytes);
  close(input[1]);
  if (pid < 0 || waitpid(pid, &status, 0) < 0) exit(73);
  char chunk[65536];
  lseek(output, 0, SEEK_SET);
  for (ssize_t length; (length = read(output, chunk, sizeof chunk)) > 0;) buffer_append(&answers, chunk, (size_t)length);
  close(output);
  answer((uint32_t)status, &answers);
}

int main(void) {
  Frame frame;
  signal(SIGPIPE, SIG_IGN);
  while (move_all(read, STDIN_FILENO, &frame, sizeof frame)) {
    char *bytes = malloc(frame.length + 1);
    if (!bytes || !move_all(read, STDIN_FILENO, bytes, frame.length)) exit(74);
    if (frame.kind == 'p') parse_lines(bytes, frame.length);
    else serve_input(&frame, bytes);
    free(bytes);
  }
  return 0;
}
