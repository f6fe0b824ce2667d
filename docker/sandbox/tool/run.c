// Runs one command at a time. When it ends, by itself or not, everything it started ends with it.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "tool.h"

// How long a pipe may stay open after the command itself has ended: `cmd &` must not hold the answer back.
#define GRACE_MS 100
// How long a new command waits until the processes of the last one are reaped, where there is no room for both.
#define DYING_MS 5000

static struct {
  bool busy, exited;
  long long id, started_ms, deadline_ms;
  pid_t pid;
  int pipe, status;
  const char *ending;
  Tail output;
} run = {.pipe = -1};

static long long now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

bool run_busy(void) { return run.busy; }
int run_pipe(void) { return run.pipe; }

// Commands are the first to be killed when memory is short. A process inherits its parent's score, so the server takes
// the commands' score while it starts one: set afterwards, it would miss what a quick command has started by then.
static int score_file = -1;
static char own_score[16] = "0";

void run_setup(void) {
  score_file = open("/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC);
  ssize_t length = score_file < 0 ? -1 : pread(score_file, own_score, sizeof own_score - 1, 0);
  if (length > 0) own_score[length] = 0;
}

static void set_score(const char *score) {
  if (score_file < 0) return;
  ssize_t written = pwrite(score_file, score, strlen(score), 0);
  (void)written;
}

// Not by fork, which copies memory that exec then throws away. Returns an error number; 0: the command runs.
static int spawn(const char *line, int folder, int output, pid_t *pid) {
  char *words[] = {"sh", "-c", (char *)line, NULL};
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, pipe_signal;
  sigemptyset(&none);
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addfchdir_np(&actions, folder);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_adddup2(&actions, output, 2);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &pipe_signal);
  set_score("1000");
  int error = posix_spawn(pid, "/bin/sh", &actions, &attributes, words, environ);
  set_score(own_score);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

// Kills the other processes of our uid; true if there were any. While no command runs, they are dying or not yet reaped,
// and still count as processes.
static bool kill_others(void) {
  DIR *processes = opendir("/proc");
  bool found = false;
  for (struct dirent *entry; processes && !found && (entry = readdir(processes));) {
    pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
    found = pid > 1 && pid != getpid() && kill(pid, SIGKILL) == 0;
  }
  if (processes) closedir(processes);
  return found;
}

// A sandbox that is full although its commands have ended is full only until they are reaped, which a busy host delays.
static int spawn_when_room(const char *line, int folder, int output, pid_t *pid) {
  long long until_ms = now_ms() + DYING_MS;
  int error = spawn(line, folder, output, pid);
  // Tries once more after the last process has gone.
  for (bool left = true; error == EAGAIN && left && now_ms() < until_ms; error = spawn(line, folder, output, pid)) {
    left = kill_others();
    run_reap();
    nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
  }
  return error;
}

void run_start(const Command *command) {
  int pipes[2];
  int folder = files_folder(command->cwd);
  if (folder < 0) return reply_errno(command->id, errno);
  if (pipe2(pipes, O_CLOEXEC) < 0) {
    close(folder);
    return reply_error(command->id, "failed");
  }
  pid_t pid;
  int error = spawn_when_room(command->line, folder, pipes[1], &pid);
  close(folder);
  close(pipes[1]);
  if (error != 0) {
    close(pipes[0]);
    return reply_errno(command->id, error);
  }
  fcntl(pipes[0], F_SETFL, O_NONBLOCK);
  run.busy = true;
  run.exited = false;
  run.id = command->id;
  run.pid = pid;
  run.pipe = pipes[0];
  run.ending = "exited";
  run.started_ms = now_ms();
  run.deadline_ms = run.started_ms + command->timeout_ms;
  tail_start(&run.output, command->output_bytes);
}

// Reads what is there; bounded, so that endless output never keeps the rest of the server waiting.
void run_output(void) {
  char chunk[65536];
  for (int rounds = 0; rounds < 16 && run.pipe >= 0; rounds++) {
    ssize_t length = read(run.pipe, chunk, sizeof chunk);
    if (length > 0) tail_add(&run.output, chunk, (size_t)length);
    else if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
    else run.pipe = (close(run.pipe), -1);
  }
}

// An orphan becomes our child (PR_SET_CHILD_SUBREAPER), so waiting reaps all of them.
void run_reap(void) {
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    if (!run.busy || pid != run.pid || run.exited) continue;
    run.exited = true;
    run.status = status;
    run.deadline_ms = now_ms() + GRACE_MS;
  }
}

// In one step the kernel signals every process of our uid in the container except ourselves, forks included.
void run_kill_all(void) {
  for (int tries = 0; tries < 5000; tries++) {
    kill(-1, SIGKILL);
    run_reap();
    if (waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD) return;
    nanosleep(&(struct timespec){.tv_nsec = tries < 20 ? 200000 : 1000000}, NULL);
  }
}

static void finish(void) {
  Buffer line = {0};
  bool exited = strcmp(run.ending, "exited") == 0;
  long long ms = now_ms() - run.started_ms;
  run_kill_all();
  run_output();
  if (run.pipe >= 0) close(run.pipe);
  run.pipe = -1;
  if (exited && !(run.exited && WIFEXITED(run.status))) run.ending = "killed";
  unsigned long long kept = run.output.head.length + run.output.ring_length;
  buffer_text(&line, "{\"id\":%lld,\"ending\":\"%s\",", run.id, run.ending);
  if (strcmp(run.ending, "exited") == 0) buffer_text(&line, "\"status\":%d,", WEXITSTATUS(run.status));
  buffer_text(&line, "\"ms\":%lld,\"cut\":%llu,\"head\":\"", ms, run.output.total - kept);
  base64_append(&line, run.output.head.bytes, run.output.head.length);
  Buffer tail = {0};
  tail_append(&run.output, &tail);
  buffer_text(&line, "\",\"tail\":\"");
  base64_append(&line, tail.bytes, tail.length);
  buffer_text(&line, "\"}");
  buffer_free(&tail);
  tail_free(&run.output);
  run.busy = false;
  reply_line(&line);
}

int run_wait_ms(void) {
  if (!run.busy) return -1;
  if (run.exited && run.pipe < 0) return 0;
  long long left = run.deadline_ms - now_ms();
  if (left < 0) return 0;
  return left > 60000 ? 60000 : (int)left;
}

void run_tick(void) {
  if (!run.busy) return;
  if (run.exited && (run.pipe < 0 || now_ms() >= run.deadline_ms)) return finish();
  if (run.exited || now_ms() < run.deadline_ms) return;
  run.ending = "timed-out";
  finish();
}

void run_cancel(long long id) {
  if (!run.busy || run.id != id) return;
  run.ending = "cancelled";
  finish();
}
