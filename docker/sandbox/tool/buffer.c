// Bytes that grow. Running out of memory ends the program: the worker starts it again.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tool.h"

static void reserve(Buffer *buffer, size_t more) {
  if (buffer->capacity - buffer->length >= more) return;
  size_t capacity = buffer->capacity ? buffer->capacity : 256;
  while (capacity - buffer->length < more) capacity *= 2;
  buffer->bytes = realloc(buffer->bytes, capacity);
  if (!buffer->bytes) abort();
  buffer->capacity = capacity;
}

void buffer_append(Buffer *buffer, const void *bytes, size_t length) {
  if (length == 0) return;
  reserve(buffer, length);
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
}

void buffer_text(Buffer *buffer, const char *format, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (length < 0 || (size_t)length >= sizeof text) abort();
  buffer_append(buffer, text, (size_t)length);
}

void buffer_free(Buffer *buffer) {
  free(buffer->bytes);
  *buffer = (Buffer){0};
}
