// Reads one request: a flat object of whole numbers and strings without escapes, each under a key of its own. Anything
// else is refused.
#include <limits.h>
#include <string.h>
#include "tool.h"

typedef struct {
  const char *at, *end;
} Cursor;

static bool take(Cursor *cursor, char wanted) {
  if (cursor->at == cursor->end || *cursor->at != wanted) return false;
  cursor->at++;
  return true;
}

static bool take_string(Cursor *cursor, const char **text, size_t *length) {
  if (!take(cursor, '"')) return false;
  *text = cursor->at;
  while (cursor->at < cursor->end && *cursor->at != '"') {
    if (*cursor->at == '\\' || (unsigned char)*cursor->at < ' ') return false;
    cursor->at++;
  }
  *length = (size_t)(cursor->at - *text);
  return take(cursor, '"');
}

static bool take_number(Cursor *cursor, long long *number) {
  const char *start = cursor->at;
  *number = 0;
  while (cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9') {
    if (*number > LLONG_MAX / 10 - 1) return false;
    *number = *number * 10 + (*cursor->at++ - '0');
  }
  return cursor->at > start;
}

static bool take_field(Cursor *cursor, Field *field) {
  if (!take_string(cursor, &field->key, &field->key_length) || !take(cursor, ':')) return false;
  if (cursor->at < cursor->end && *cursor->at == '"') return take_string(cursor, &field->text, &field->text_length);
  return take_number(cursor, &field->number);
}

static const Field *field_of(const Request *request, const char *key, size_t length) {
  for (int at = 0; at < request->count; at++) {
    const Field *field = &request->fields[at];
    if (field->key_length == length && memcmp(field->key, key, length) == 0) return field;
  }
  return NULL;
}

bool request_parse(Request *request, const char *line, size_t length) {
  Cursor cursor = {line, line + length};
  *request = (Request){0};
  if (!take(&cursor, '{')) return false;
  do {
    Field field = {0};
    if (request->count == MAX_FIELDS || !take_field(&cursor, &field)) return false;
    if (field_of(request, field.key, field.key_length)) return false;
    request->fields[request->count++] = field;
  } while (take(&cursor, ','));
  return take(&cursor, '}') && cursor.at == cursor.end;
}

bool request_is(const Request *request, const char *key, const char *value) {
  const Field *field = field_of(request, key, strlen(key));
  return field && field->text && field->text_length == strlen(value) &&
         memcmp(field->text, value, field->text_length) == 0;
}

bool request_number(const Request *request, const char *key, long long least, long long most, long long *number) {
  const Field *field = field_of(request, key, strlen(key));
  if (!field || field->text || field->number < least || field->number > most) return false;
  *number = field->number;
  return true;
}

bool request_bytes(const Request *request, const char *key, Buffer *bytes) {
  const Field *field = field_of(request, key, strlen(key));
  if (!field || !field->text || !base64_decode(bytes, field->text, field->text_length)) return false;
  buffer_append(bytes, "", 1);
  return true;
}
