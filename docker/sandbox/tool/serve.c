// Answers the worker's requests, one line of JSON each, until its end of the line closes.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tool.h"

#define MAX_LINE (64 * 1024 * 1024)
// The largest answer, in base64 and with names of any length, stays below MAX_LINE, the longest that the worker reads.
#define MAX_BYTES (32 * 1024 * 1024)
#define MAX_ENTRIES 100000
#define MAX_MS (24LL * 3600 * 1000)

typedef bool Operation(long long id, const Request *request, Buffer *path, Buffer *content);

// Such a path or command would end at its NUL and mean something else.
static bool has_nul(const Buffer *text) { return memchr(text->bytes, '\0', text->length - 1) != NULL; }

static bool op_ping(long long id, const Request *request, Buffer *path, Buffer *content) {
  (void)request, (void)path, (void)content;
  reply_bytes(id, &(Buffer){0});
  return true;
}

static bool op_run(long long id, const Request *request, Buffer *cwd, Buffer *line) {
  long long timeout_ms, output_bytes;
  if (!request_bytes(request, "cwd", cwd) || !request_bytes(request, "line", line) ||
      !request_number(request, "timeoutMs", 1, MAX_MS, &timeout_ms) ||
      !request_number(request, "outputBytes", 2, MAX_BYTES, &output_bytes))
    return false;
  if (has_nul(cwd) || has_nul(line)) reply_error(id, "has-nul");
  else if (run_busy()) reply_error(id, "busy");
  else run_start(&(Command){id, line->bytes, cwd->bytes, timeout_ms, (size_t)output_bytes});
  return true;
}

static bool op_cancel(long long id, const Request *request, Buffer *path, Buffer *content) {
  (void)path, (void)content;
  long long target;
  if (!request_number(request, "target", 0, MAX_MS * MAX_MS, &target)) return false;
  run_cancel(target);
  reply_bytes(id, &(Buffer){0});
  return true;
}

typedef void Reader(long long id, const char *path, long long max_bytes);

static bool read_with(Reader *reader, long long id, const Request *request, Buffer *path) {
  long long max_bytes;
  if (!request_bytes(request, "path", path) || !request_number(request, "maxBytes", 0, MAX_BYTES, &max_bytes))
    return false;
  if (has_nul(path)) reply_error(id, "has-nul");
  else reader(id, path->bytes, max_bytes);
  return true;
}

static bool op_read(long long id, const Request *request, Buffer *path, Buffer *content) {
  (void)content;
  return read_with(files_read, id, request, path);
}

static bool op_read_outside(long long id, const Request *request, Buffer *path, Buffer *content) {
  (void)content;
  return read_with(files_read_outside, id, request, path);
}

static bool op_write(long long id, const Request *request, Buffer *path, Buffer *content) {
  if (!request_bytes(request, "path", path) || !request_bytes(request, "content", content)) return false;
  if (has_nul(path)) reply_error(id, "has-nul");
  else files_write(id, path->bytes, content->bytes, content->length - 1);
  return true;
}

static bool op_list(long long id, const Request *request, Buffer *path, Buffer *content) {
  (void)content;
  long long max_entries;
  if (!request_bytes(request, "path", path) || !request_number(request, "maxEntries", 1, MAX_ENTRIES, &max_entries))
    return false;
  if (has_nul(path)) reply_error(id, "has-nul");
  else files_list(id, path->bytes, max_entries);
  return true;
}

static const struct {
  const char *name;
  Operation *run;
} OPERATIONS[] = {{"ping", op_ping}, {"run", op_run},     {"cancel", op_cancel},
                  {"read", op_read}, {"read-outside", op_read_outside},
                  {"write", op_write}, {"list", op_list}};

static bool answer(const char *line, size_t length) {
  Request request;
  long long id;
  if (!request_parse(&request, line, length) || !request_number(&request, "id", 0, MAX_MS * MAX_MS, &id)) return false;
  for (size_t at = 0; at < sizeof OPERATIONS / sizeof *OPERATIONS; at++) {
    if (!request_is(&request, "op", OPERATIONS[at].name)) continue;
    Buffer path = {0}, content = {0};
    bool understood = OPERATIONS[at].run(id, &request, &path, &content);
    buffer_free(&path);
    buffer_free(&content);
    return understood;
  }
  return false;
}

// False at the end of input, or when a line makes no sense: then nothing that follows can be trusted either.
static bool take_input(Buffer *input) {
  char chunk[65536];
  ssize_t length = read(STDIN_FILENO, chunk, sizeof chunk);
  if (length < 0 && errno == EINTR) return true;
  if (length <= 0) return false;
  size_t seen = input->length, start = 0;
  buffer_append(input, chunk, (size_t)length);
  for (char *end; (end = memchr(input->bytes + seen, '\n', input->length - seen)); seen = start) {
    size_t stop = (size_t)(end - input->bytes);
    if (!answer(input->bytes + start, stop - start)) return false;
    start = stop + 1;
  }
  memmove(input->bytes, input->bytes + start, input->length - start);
  input->length -= start;
  return input->length <= MAX_LINE;
}

// The main process of the container has another uid, so signalling every process of ours spares it; root has no such limit.
static bool prepare(const char *root) {
  if (getuid() == 0) {
    fprintf(stderr, "tool serve: not as root, because it kills every process it may\n");
    return false;
  }
  run_setup();
  if (prctl(PR_SET_DUMPABLE, 0) < 0 || prctl(PR_SET_CHILD_SUBREAPER, 1) < 0 || !files_root(root)) {
    perror("tool serve");
    return false;
  }
  umask(022);
  signal(SIGPIPE, SIG_IGN);
  run_kill_all();
  // Also at an exit in the middle.
  return atexit(run_kill_all) == 0;
}

int serve(const char *root, const char *socket) {
  Buffer input = {0};
  sigset_t child;
  // In this order: when the token comes, no process is alive that could have opened our input.
  if (!prepare(root) || (socket && !wire_open(socket))) return 1;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, NULL);
  int children = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  for (bool open = true; open;) {
    struct pollfd events[] = {{STDIN_FILENO, POLLIN, 0}, {children, POLLIN, 0}, {run_pipe(), POLLIN, 0}};
    poll(events, 3, run_wait_ms());
    struct signalfd_siginfo signal;
    if (events[1].revents && read(children, &signal, sizeof signal) > 0) run_reap();
    if (events[2].revents) run_output();
    run_tick();
    if (events[0].revents) open = take_input(&input);
  }
  buffer_free(&input);
  return 0;
}
