// Files under one root. The kernel resolves every path (openat2), so there is no moment in which a link can be swapped.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "tool.h"

// How often a path with `..` is tried again: while anything is being renamed, the kernel cannot always follow it.
#define TRIES 1000

static int root = -1, outside = -1;

bool files_root(const char *path) {
  root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  outside = open(OUTSIDE, O_PATH | O_DIRECTORY | O_CLOEXEC);
  return root >= 0 && outside >= 0;
}

static int open_in(int folder, const char *path, uint64_t flags, uint64_t resolve) {
  struct open_how how = {.flags = flags | O_CLOEXEC, .resolve = resolve};
  for (int tries = 0; tries < TRIES; tries++) {
    int file = (int)syscall(SYS_openat2, folder, *path ? path : ".", &how, sizeof how);
    if (file >= 0 || errno != EAGAIN) return file;
  }
  errno = EBUSY;
  return -1;
}

static int open_beneath(const char *path, uint64_t flags) {
  return open_in(root, path, flags, RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS);
}

int files_folder(const char *path) { return open_beneath(path, O_RDONLY | O_DIRECTORY); }

// Opening a FIFO or a device must not block, nor do anything else: only what turns out to be a regular file is read.
#define TO_READ (O_RDONLY | O_NONBLOCK | O_NOCTTY)

static void read_whole(long long id, int file, long long max_bytes) {
  if (file < 0) return reply_errno(id, errno);
  struct stat status;
  const char *error = NULL;
  Buffer bytes = {0};
  if (fstat(file, &status) < 0 || !S_ISREG(status.st_mode)) error = "not-file";
  while (!error) {
    char chunk[65536];
    ssize_t length = read(file, chunk, sizeof chunk);
    if (length == 0) break;
    if (length < 0) error = "failed";
    else if (bytes.length + (size_t)length > (size_t)max_bytes) error = "too-large";
    else buffer_append(&bytes, chunk, (size_t)length);
  }
  close(file);
  if (error) reply_error(id, error);
  else reply_bytes(id, &bytes);
  buffer_free(&bytes);
}

void files_read(long long id, const char *path, long long max_bytes) {
  read_whole(id, open_beneath(path, TO_READ), max_bytes);
}

void files_read_outside(long long id, const char *path, long long max_bytes) {
  read_whole(id, open_in(outside, path, TO_READ, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV), max_bytes);
}

// The folder that will hold `path`, made with its parents where missing; -1 and errno.
static int parent_folder(const char *path) {
  char *copy = strdup(path);
  int folder = open_beneath(".", O_PATH | O_DIRECTORY);
  for (char *slash = strchr(copy, '/'); slash && folder >= 0; slash = strchr(slash + 1, '/')) {
    if (slash == copy) errno = EXDEV, folder = (close(folder), -1);
    if (folder < 0) break;
    *slash = '\0';
    int next = open_beneath(copy, O_PATH | O_DIRECTORY);
    if (next < 0 && errno == ENOENT) {
      const char *name = strrchr(copy, '/');
      if (mkdirat(folder, name ? name + 1 : copy, 0777) == 0 || errno == EEXIST)
        next = open_beneath(copy, O_PATH | O_DIRECTORY);
    }
    int error = errno;
    close(folder);
    errno = error;
    folder = next;
    *slash = '/';
  }
  int error = errno;
  free(copy);
  errno = error;
  return folder;
}

static bool write_whole(int file, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t written = write(file, bytes, length);
    if (written < 0) return false;
    bytes += written;
    length -= (size_t)written;
  }
  return true;
}

// A new file takes the old one's place in one step: nobody ever sees half of it, and a full disk leaves the old one.
static int replace(int folder, const char *name, const char *bytes, size_t length) {
  static unsigned count;
  char temporary[64];
  int file;
  struct stat old;
  bool exists = fstatat(folder, name, &old, AT_SYMLINK_NOFOLLOW) == 0;
  if (exists && S_ISDIR(old.st_mode)) return EISDIR;
  if (exists && !S_ISREG(old.st_mode)) return ENXIO;
  do {
    // A process that kills us in the middle leaves this file behind; no patch contains it.
    snprintf(temporary, sizeof temporary, ".issuewright-writing-%d-%u", getpid(), count++);
    file = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
  } while (file < 0 && errno == EEXIST);
  if (file < 0) return errno;
  bool done = write_whole(file, bytes, length) && (!exists || fchmod(file, old.st_mode & 07777) == 0);
  int error = errno;
  if (close(file) < 0) done = false, error = errno;
  if (done && renameat(folder, temporary, folder, name) == 0) return 0;
  if (done) error = errno;
  unlinkat(folder, temporary, 0);
  return error;
}

void files_write(long long id, const char *path, const char *bytes, size_t length) {
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) return reply_error(id, "not-file");
  int folder = parent_folder(path);
  if (folder < 0) return reply_errno(id, errno);
  int error = replace(folder, name, bytes, length);
  close(folder);
  if (error) return reply_errno(id, error);
  reply_bytes(id, &(Buffer){0});
}

static char kind_of(mode_t mode) {
  if (S_ISREG(mode)) return 'f';
  if (S_ISDIR(mode)) return 'd';
  return S_ISLNK(mode) ? 'l' : 'o';
}

// Entries as `kind size name NUL`; a name may hold anything but NUL and `/`.
void files_list(long long id, const char *path, long long max_entries) {
  int folder = files_folder(path);
  DIR *entries = folder < 0 ? NULL : fdopendir(folder);
  if (!entries) return reply_errno(id, errno);
  Buffer list = {0};
  struct dirent *entry;
  while ((entry = readdir(entries)) && max_entries > 0) {
    struct stat status;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0) continue;
    buffer_text(&list, "%c %lld ", kind_of(status.st_mode), (long long)status.st_size);
    buffer_append(&list, entry->d_name, strlen(entry->d_name) + 1);
    max_entries--;
  }
  closedir(entries);
  reply_bytes(id, &list);
  buffer_free(&list);
}
