// Answers, one line each. Writing blocks, because the worker always reads. Where the worker is gone, this server ends.
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include "tool.h"

void reply_line(Buffer *line) {
  buffer_append(line, "\n", 1);
  for (size_t done = 0; done < line->length;) {
    ssize_t written = write(STDOUT_FILENO, line->bytes + done, line->length - done);
    if (written < 0 && errno != EINTR) exit(1);
    if (written > 0) done += (size_t)written;
  }
  buffer_free(line);
}

void reply_error(long long id, const char *error) {
  Buffer line = {0};
  buffer_text(&line, "{\"id\":%lld,\"error\":\"%s\"}", id, error);
  reply_line(&line);
}

void reply_errno(long long id, int number) {
  switch (number) {
    case EXDEV:
    case ELOOP: return reply_error(id, "outside");
    case ENOENT: return reply_error(id, "missing");
    case ENOTDIR: return reply_error(id, "not-folder");
    case ENXIO:
    case EISDIR: return reply_error(id, "not-file");
    case EACCES:
    case EPERM:
    case EROFS: return reply_error(id, "denied");
    case ENOSPC:
    case EDQUOT: return reply_error(id, "no-space");
    case ENAMETOOLONG: return reply_error(id, "name-too-long");
    case EAGAIN: return reply_error(id, "no-process");
    default: return reply_error(id, "failed");
  }
}

void reply_bytes(long long id, const Buffer *bytes) {
  Buffer line = {0};
  buffer_text(&line, "{\"id\":%lld,\"bytes\":\"", id);
  base64_append(&line, bytes->bytes, bytes->length);
  buffer_text(&line, "\"}");
  reply_line(&line);
}
