// Keeps the first and the last bytes of a stream of any length in bounded memory.
#include <stdlib.h>
#include <string.h>
#include "tool.h"

void tail_start(Tail *tail, size_t capacity) {
  *tail = (Tail){.head_capacity = capacity / 2, .ring_capacity = capacity - capacity / 2};
  tail->ring = malloc(tail->ring_capacity + 1);
  if (!tail->ring) abort();
}

void tail_add(Tail *tail, const char *bytes, size_t length) {
  tail->total += length;
  size_t first = tail->head_capacity - tail->head.length;
  if (first > length) first = length;
  buffer_append(&tail->head, bytes, first);
  bytes += first;
  length -= first;
  if (length > tail->ring_capacity) {
    bytes += length - tail->ring_capacity;
    length = tail->ring_capacity;
  }
  while (length > 0) {
    size_t piece = tail->ring_capacity - tail->ring_at;
    if (piece > length) piece = length;
    memcpy(tail->ring + tail->ring_at, bytes, piece);
    tail->ring_at = (tail->ring_at + piece) % tail->ring_capacity;
    tail->ring_length += piece;
    if (tail->ring_length > tail->ring_capacity) tail->ring_length = tail->ring_capacity;
    bytes += piece;
    length -= piece;
  }
}

void tail_append(const Tail *tail, Buffer *to) {
  if (tail->ring_length < tail->ring_capacity) {
    buffer_append(to, tail->ring, tail->ring_length);
    return;
  }
  buffer_append(to, tail->ring + tail->ring_at, tail->ring_capacity - tail->ring_at);
  buffer_append(to, tail->ring, tail->ring_at);
}

void tail_free(Tail *tail) {
  buffer_free(&tail->head);
  free(tail->ring);
  *tail = (Tail){0};
}
