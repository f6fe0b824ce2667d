// The tool server: what its parts offer each other. Every part is one small file of the same name.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// --- buffer.c: bytes that grow -------------------------------------------------------------------------------------
typedef struct {
  char *bytes;
  size_t length, capacity;
} Buffer;
void buffer_append(Buffer *buffer, const void *bytes, size_t length);
void buffer_text(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_free(Buffer *buffer);

// --- base64.c ------------------------------------------------------------------------------------------------------
void base64_append(Buffer *to, const void *bytes, size_t length);
// False when the text is not base64.
bool base64_decode(Buffer *to, const char *text, size_t length);

// --- request.c: one line of JSON, a flat object of whole numbers and strings without escapes ----------------------
#define MAX_FIELDS 12
typedef struct {
  const char *key, *text;
  size_t key_length, text_length;
  long long number;
} Field;
typedef struct {
  Field fields[MAX_FIELDS];
  int count;
} Request;
bool request_parse(Request *request, const char *line, size_t length);
bool request_is(const Request *request, const char *key, const char *value);
bool request_number(const Request *request, const char *key, long long least, long long most, long long *number);
// Decodes a base64 string into text that ends in NUL; false when missing or broken.
bool request_bytes(const Request *request, const char *key, Buffer *bytes);

// --- reply.c: one line of JSON on standard output ------------------------------------------------------------------
void reply_error(long long id, const char *error);
void reply_errno(long long id, int number);
void reply_bytes(long long id, const Buffer *bytes);
void reply_line(Buffer *line);

// --- files.c: nothing here follows a link out of the root, or opens anything but regular files and folders ---------
// Where programs leave what the worker reads: writable in every sandbox, and no part of the repository.
#define OUTSIDE "/tmp"
bool files_root(const char *path);
int files_folder(const char *path);
void files_read(long long id, const char *path, long long max_bytes);
// The path is relative to OUTSIDE, and no link is followed at all.
void files_read_outside(long long id, const char *path, long long max_bytes);
void files_write(long long id, const char *path, const char *bytes, size_t length);
void files_list(long long id, const char *path, long long max_entries);

// --- tail.c: the first and the last bytes of a stream, the rest counted --------------------------------------------
typedef struct {
  Buffer head;
  char *ring;
  size_t head_capacity, ring_capacity, ring_at, ring_length;
  unsigned long long total;
} Tail;
void tail_start(Tail *tail, size_t capacity);
void tail_add(Tail *tail, const char *bytes, size_t length);
void tail_append(const Tail *tail, Buffer *to);
void tail_free(Tail *tail);

// --- run.c: one command at a time, with everything it starts -------------------------------------------------------
typedef struct {
  long long id;
  const char *line, *cwd;
  long long timeout_ms;
  size_t output_bytes;
} Command;
// Before PR_SET_DUMPABLE, after which a process may not open its own files of /proc.
void run_setup(void);
bool run_busy(void);
void run_start(const Command *command);
void run_cancel(long long id);
int run_pipe(void);
// Milliseconds until run_tick has something to do; -1: nothing.
int run_wait_ms(void);
void run_output(void);
void run_reap(void);
void run_tick(void);
void run_kill_all(void);

// --- wire.c --------------------------------------------------------------------------------------------------------
// False when no worker is there to answer.
bool wire_open(const char *path);

// --- serve.c, hold.c, remap.c --------------------------------------------------------------------------------------
// Answers on standard input and output, or on a socket of the worker's.
int serve(const char *root, const char *socket);
int hold(const char *port, const char *socket_path);
int remap(const char *owner, const char *shown, const char *from, const char *to);
