// The container's main process: it lives as long as the worker holds its standard input, and forwards to the proxy.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "tool.h"

static int listen_on(const char *port) {
  int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 64) < 0) return -1;
  return listener;
}

static int connect_to(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int proxy = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
  return connect(proxy, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : proxy;
}

// Moves the bytes that are there from one end to the other; false at the end of input.
static bool pass(int from, int to) {
  char chunk[65536];
  ssize_t length = read(from, chunk, sizeof chunk);
  for (ssize_t done = 0; done < length;) {
    ssize_t written = write(to, chunk + done, (size_t)(length - done));
    if (written < 0) return false;
    done += written;
  }
  if (length <= 0) shutdown(to, SHUT_WR);
  return length > 0;
}

__attribute__((noreturn)) static void forward(int client, const char *socket_path) {
  int proxy = connect_to(socket_path);
  struct pollfd ends[] = {{client, POLLIN, 0}, {proxy, POLLIN, 0}};
  if (proxy < 0) _exit(1);
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    poll(ends, 2, -1);
    if (ends[0].revents && !pass(client, proxy)) ends[0].fd = -1;
    if (ends[1].revents && !pass(proxy, client)) ends[1].fd = -1;
  }
  _exit(0);
}

int hold(const char *port, const char *socket_path) {
  char chunk[4096];
  int listener = port ? listen_on(port) : -1;
  prctl(PR_SET_DUMPABLE, 0);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGCHLD, SIG_IGN);
  if (port && listener < 0) return perror("tool hold"), 1;
  for (;;) {
    struct pollfd events[] = {{STDIN_FILENO, POLLIN, 0}, {listener, POLLIN, 0}};
    poll(events, 2, -1);
    if (events[0].revents && read(STDIN_FILENO, chunk, sizeof chunk) <= 0) return 0;
    int client = events[1].revents ? accept4(listener, NULL, NULL, SOCK_CLOEXEC) : -1;
    if (client >= 0 && fork() == 0) forward(client, socket_path);
    if (client >= 0) close(client);
  }
}
