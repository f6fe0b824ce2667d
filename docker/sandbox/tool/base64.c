// Base64, so that no byte is lost between here and the worker.
#include "tool.h"

static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_append(Buffer *to, const void *bytes, size_t length) {
  const unsigned char *from = bytes;
  for (size_t at = 0; at < length; at += 3) {
    size_t left = length - at;
    uint32_t group = (uint32_t)from[at] << 16;
    if (left > 1) group |= (uint32_t)from[at + 1] << 8;
    if (left > 2) group |= from[at + 2];
    char digits[4] = {DIGITS[group >> 18], DIGITS[group >> 12 & 63], '=', '='};
    if (left > 1) digits[2] = DIGITS[group >> 6 & 63];
    if (left > 2) digits[3] = DIGITS[group & 63];
    buffer_append(to, digits, 4);
  }
}

static int value_of(char digit) {
  if (digit >= 'A' && digit <= 'Z') return digit - 'A';
  if (digit >= 'a' && digit <= 'z') return digit - 'a' + 26;
  if (digit >= '0' && digit <= '9') return digit - '0' + 52;
  if (digit == '+') return 62;
  return digit == '/' ? 63 : -1;
}

bool base64_decode(Buffer *to, const char *text, size_t length) {
  if (length % 4) return false;
  for (size_t at = 0; at < length; at += 4) {
    int padding = 0;
    if (at + 4 == length && text[at + 3] == '=') padding = text[at + 2] == '=' ? 2 : 1;
    uint32_t group = 0;
    for (int digit = 0; digit < 4; digit++) {
      int value = digit >= 4 - padding ? 0 : value_of(text[at + (size_t)digit]);
      if (value < 0) return false;
      group = group << 6 | (uint32_t)value;
    }
    unsigned char bytes[3] = {(unsigned char)(group >> 16), (unsigned char)(group >> 8), (unsigned char)group};
    buffer_append(to, bytes, 3 - (size_t)padding);
  }
  return true;
}
