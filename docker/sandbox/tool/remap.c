// On the host, as root: mounts a folder a second time, read-only, its files owned by somebody else. So many sandboxes
// share one checkout, and in each of them every file belongs to that sandbox's own agent.
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tool.h"

static bool write_map(pid_t pid, const char *kind, const char *owner, const char *shown) {
  char path[64], line[64];
  snprintf(path, sizeof path, "/proc/%d/%s", pid, kind);
  int length = snprintf(line, sizeof line, "%s %s 1\n", owner, shown);
  int file = open(path, O_WRONLY | O_CLOEXEC);
  bool done = file >= 0 && write(file, line, (size_t)length) == length;
  if (file >= 0) close(file);
  return done;
}

// A user namespace is the only form in which the kernel takes such a mapping; the process in it exists just for that.
static int namespace_of(const char *owner, const char *shown) {
  int ready[2], space = -1;
  char path[64], byte;
  if (pipe2(ready, O_CLOEXEC) < 0) return -1;
  pid_t pid = fork();
  if (pid == 0) {
    if (unshare(CLONE_NEWUSER) < 0 || write(ready[1], "", 1) < 0) _exit(1);
    for (;;) pause();
  }
  close(ready[1]);
  snprintf(path, sizeof path, "/proc/%d/ns/user", pid);
  if (pid > 0 && read(ready[0], &byte, 1) == 1 && write_map(pid, "uid_map", owner, shown) &&
      write_map(pid, "gid_map", owner, shown))
    space = open(path, O_RDONLY | O_CLOEXEC);
  close(ready[0]);
  if (pid > 0) kill(pid, SIGKILL), waitpid(pid, NULL, 0);
  return space;
}

int remap(const char *owner, const char *shown, const char *from, const char *to) {
  struct mount_attr attributes = {
      .attr_set = MOUNT_ATTR_IDMAP | MOUNT_ATTR_RDONLY | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID,
  };
  int space = namespace_of(owner, shown);
  if (space < 0) return perror("tool remap: user namespace"), 1;
  attributes.userns_fd = (uint64_t)space;
  int tree = (int)syscall(SYS_open_tree, AT_FDCWD, from, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
  if (tree < 0 || syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH, &attributes, sizeof attributes) < 0 ||
      syscall(SYS_move_mount, tree, "", AT_FDCWD, to, MOVE_MOUNT_F_EMPTY_PATH) < 0)
    return perror("tool remap: mount"), 1;
  return 0;
}
