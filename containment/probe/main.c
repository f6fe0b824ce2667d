// Finds the attack by its name.
#include "probe.h"

static void last_word(int status, const char *format, va_list words) {
  vprintf(format, words);
  fflush(stdout);
  _exit(status);
}

void worked(const char *format, ...) {
  va_list words;
  va_start(words, format);
  last_word(0, format, words);
  abort();
}

void refused(const char *format, ...) {
  va_list words;
  va_start(words, format);
  last_word(1, format, words);
  abort();
}

void limited(const char *after, long long amount) {
  int error = errno;
  if (error == EAGAIN || error == ENOSPC || error == EDQUOT || error == ENOMEM)
    refused("%s after %lld %s", strerror(error), amount, after);
  printf("%s after %lld %s\n", strerror(error), amount, after);
  exit(3);
}

void judge(long result) {
  static const int REFUSALS[] = {EPERM, EACCES, ENOSYS, EROFS, ENOENT, ENOTDIR, ENXIO, ENODEV, EAFNOSUPPORT, EPROTONOSUPPORT, ESRCH};
  int error = errno;
  if (result >= 0) worked("the kernel did it");
  for (size_t at = 0; at < sizeof REFUSALS / sizeof *REFUSALS; at++)
    if (error == REFUSALS[at]) refused("%s", strerror(error));
  worked("the kernel would do it: %s", strerror(error));
}

int main(int count, char **words) {
  const Named *groups[] = {NETWORK, ESCAPE, ABUSE};
  for (int group = 0; count > 1 && group < 3; group++)
    for (const Named *named = groups[group]; named->name; named++)
      if (strcmp(named->name, words[1]) == 0) named->attempt(count - 2, words + 2);
  fprintf(stderr, "there is no attack called %s\n", count > 1 ? words[1] : "");
  return 3;
}
