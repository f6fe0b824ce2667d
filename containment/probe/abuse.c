// Taking more than one's share: each attack asks for a stated amount, a little over the limit, and stops there.
#include "probe.h"
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>

// forks COUNT: processes that wait, in a group of their own that ends with the attack.
static void forks(int count, char **words) {
  (void)count;
  int wanted = atoi(words[0]), made = 0, error = 0;
  pid_t group = 0;
  for (; made < wanted && !error; made++) {
    pid_t pid = fork();
    if (pid < 0) error = errno, made--;
    if (pid > 0) setpgid(pid, group), group = group ? group : pid;
    if (pid != 0) continue;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) pause();
  }
  if (group) kill(-group, SIGKILL);
  while (wait(NULL) > 0);
  errno = error;
  if (error) limited("processes", made);
  worked("%d processes at once", made);
}

static void memory(int count, char **words) {
  (void)count;
  size_t wanted = (size_t)atoll(words[0]), piece = 4 << 20;
  for (size_t taken = 0; taken < wanted; taken += piece) {
    char *bytes = malloc(piece);
    if (!bytes) refused("no more after %zu MiB", taken >> 20);
    memset(bytes, 1, piece);
  }
  worked("%zu MiB", wanted >> 20);
}

// fill PATH BYTES
static void fill(int count, char **words) {
  static char chunk[1 << 20];
  (void)count;
  memset(chunk, 'x', sizeof chunk);
  long long wanted = atoll(words[1]), done = 0;
  int file = open(words[0], O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (file < 0) limited("MiB", 0);
  while (done < wanted) {
    ssize_t length = write(file, chunk, sizeof chunk);
    if (length < 0) limited("MiB", done >> 20);
    done += length;
  }
  worked("%lld MiB", done >> 20);
}

// inodes FOLDER COUNT
static void inodes(int count, char **words) {
  (void)count;
  char name[32];
  int wanted = atoi(words[1]);
  if (chdir(words[0]) < 0) limited("files", 0);
  for (int made = 0; made < wanted; made++) {
    snprintf(name, sizeof name, "inode-%d", made);
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (file < 0) limited("files", made);
    close(file);
  }
  worked("%d files", wanted);
}

static void rename_self(const char *name) { prctl(PR_SET_NAME, name); }

// undead: children that left their session and ignore every signal they can, with our output held open.
static void undead(int count, char **words) {
  (void)count, (void)words;
  for (int at = 0; at < 8; at++) {
    if (fork() != 0) continue;
    for (int number = 1; number < 32; number++) signal(number, SIG_IGN);
    setsid();
    if (fork() != 0) _exit(0);
    rename_self("undead");
    for (;;) sleep(1);
  }
  while (wait(NULL) > 0);
  usleep(20000);
  worked("eight processes stay behind");
}

// zombies COUNT: orphans that end at once.
static void zombies(int count, char **words) {
  (void)count;
  for (int at = atoi(words[0]); at > 0; at--) {
    pid_t pid = fork();
    if (pid < 0) usleep(1000);
    if (pid == 0) {
      if (fork() == 0) rename_self("zombie"), _exit(0);
      _exit(0);
    }
    while (waitpid(-1, NULL, WNOHANG) > 0);
  }
  worked("orphans made");
}

// remains NAME MOST: processes of that name, dead or alive.
static void remains(int count, char **words) {
  (void)count;
  int found = 0;
  DIR *all = opendir("/proc");
  for (struct dirent *entry; all && (entry = readdir(all));) {
    char path[300], name[32] = "";
    snprintf(path, sizeof path, "/proc/%s/comm", entry->d_name);
    int file = open(path, O_RDONLY);
    if (file < 0) continue;
    if (read(file, name, sizeof name - 1) > 0 && strncmp(name, words[0], strlen(words[0])) == 0) found++;
    close(file);
  }
  if (found > atoi(words[1])) worked("%d are left", found);
  refused("%d are left", found);
}

// output MEBIBYTES
static void output(int count, char **words) {
  static char chunk[1 << 20];
  (void)count;
  memset(chunk, 'o', sizeof chunk);
  for (int left = atoi(words[0]); left > 0; left--)
    for (ssize_t done = 0, length; done < (ssize_t)sizeof chunk; done += length)
      if ((length = write(STDOUT_FILENO, chunk + done, sizeof chunk - (size_t)done)) < 0) _exit(3);
  _exit(0);
}

static void eat(int count, char **words) {
  char bytes[64];
  (void)count, (void)words;
  ssize_t length = read(STDIN_FILENO, bytes, sizeof bytes);
  if (length > 0) worked("ate %zd bytes", length);
  refused("nothing to eat");
}

// race ONE OTHER MILLISECONDS: swaps two names as fast as it can.
static void race(int count, char **words) {
  (void)count;
  struct itimerval end = {.it_value = {.tv_usec = atoi(words[2]) * 1000}};
  setitimer(ITIMER_REAL, &end, NULL);
  for (;;)
    if (syscall(SYS_renameat2, AT_FDCWD, words[0], AT_FDCWD, words[1], 2) < 0) _exit(3);
}

const Named ABUSE[] = {{"forks", forks}, {"memory", memory}, {"fill", fill}, {"inodes", inodes}, {"undead", undead},
                       {"zombies", zombies}, {"remains", remains}, {"output", output}, {"eat", eat}, {"race", race},
                       {NULL, NULL}};
