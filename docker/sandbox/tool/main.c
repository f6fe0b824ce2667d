// The one static program inside every sandbox: `tool serve` answers the worker, `tool hold` keeps the container.
// Outside it, `tool remap` mounts a checkout for one sandbox.
#include <stdio.h>
#include <string.h>
#include "tool.h"

int main(int count, char **words) {
  if (count == 3 && strcmp(words[1], "serve") == 0) return serve(words[2], NULL);
  if (count == 4 && strcmp(words[1], "serve") == 0) return serve(words[2], words[3]);
  if (count == 2 && strcmp(words[1], "hold") == 0) return hold(NULL, NULL);
  if (count == 4 && strcmp(words[1], "hold") == 0) return hold(words[2], words[3]);
  if (count == 6 && strcmp(words[1], "remap") == 0) return remap(words[2], words[3], words[4], words[5]);
  fprintf(stderr, "usage: tool serve ROOT [SOCKET] | tool hold [PORT SOCKET] | tool remap OWNER SHOWN FROM TO\n");
  return 64;
}
