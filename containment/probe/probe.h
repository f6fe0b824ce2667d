// The attacker's own program, compiled inside a sandbox. It ends with 0 when the attack worked, with 1 when it was refused.
#pragma once
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__attribute__((noreturn, format(printf, 1, 2))) void worked(const char *format, ...);
__attribute__((noreturn, format(printf, 1, 2))) void refused(const char *format, ...);
// By errno: a limit was met, or something else is wrong and nobody knows what the attack would have got.
__attribute__((noreturn)) void limited(const char *after, long long amount);
// By a kernel call's result: refused only when errno says so; an argument that was wrong is no refusal.
__attribute__((noreturn)) void judge(long result);

typedef void Attack(int count, char **words);
typedef struct {
  const char *name;
  Attack *attempt;
} Named;
extern const Named NETWORK[], ESCAPE[], ABUSE[];
