// Questions after the tools that a developer takes for granted.
import type { Probe } from "./probe.ts";

const USUAL =
  "awk bash basename bc bzip2 cat cc cksum cmp comm cp cut date dd df diff dirname du env expr factor file find flock fold g++ gcc git grep gunzip gzip head hostname id install join jq kill ld less ln ls make mktemp nl nohup nproc od openssl paste patch perl pgrep pkill printf ps python3 readlink realpath rev rg rsync script sed seq setsid sh sha1sum sha256sum shuf sleep sort split stat strings stty sum tac tail tar tee test timeout top touch tr tree true truncate tsort tty uname uniq unxz unzip uptime watch wc which xargs xxd xz yes zip";

export const TOOLS: Probe[] = [
  {
    asks: "usual tools",
    line: `for tool in ${USUAL}; do command -v $tool >/dev/null || echo $tool; done`,
    answer: "",
  },
  { asks: "which", line: "which sh git", answer: "/usr/bin/sh\n/usr/bin/git" },
  { asks: "kind of a file", line: "file --brief a.txt", answer: "ASCII text" },
  { asks: "bytes of a file", line: "xxd -p a.txt", answer: "6f6e650a" },
  {
    asks: "Python for native modules",
    line: "python3 -c 'import sys, json, ssl, sqlite3, venv, ctypes, distutils' 2>&1 | tail -n 1; python3 -c 'import setuptools' 2>/dev/null; python3 --version",
    answer: /Python 3\.\d+/,
  },
  {
    asks: "a C program",
    line: "echo 'int main(void) { return 0; }' >/tmp/x.c && cc -o /tmp/x /tmp/x.c && /tmp/x && echo ran",
    answer: "ran",
  },
  {
    asks: "a C++ program",
    line: "printf '#include <iostream>\\nint main() { std::cout << 1; }' >/tmp/x.cc && c++ -o /tmp/y /tmp/x.cc && /tmp/y",
    answer: "1",
  },
  { asks: "npm's settings", line: "npm config get prefix cache", answer: /cache=\/home\/agent\/\.npm/ },
  { asks: "npm run", line: "npm run --silent hello", answer: "hello" },
  { asks: "npx of what is there", line: "npx --no-install npm --version | head -c 3", answer: /^\d+\./ },
  { asks: "CI is not set", line: "printenv CI || echo unset", answer: "unset" },
  {
    asks: "pager and editor wait for nobody",
    line: "git log | head -n 1 | cut -c1-6; git -c core.editor= var GIT_EDITOR >/dev/null 2>&1; echo $PAGER",
    answer: "commit\ncat",
  },
  { asks: "certificates", line: "test -s /etc/ssl/certs/ca-certificates.crt && echo some", answer: "some" },
  { asks: "openssl", line: "openssl rand -hex 2 | wc -c", answer: "5" },
  {
    asks: "perl's usual modules",
    line: "perl -MFile::Temp -MData::Dumper -MJSON::PP -e 'print 1'",
    answer: "1",
  },
  {
    asks: "tar keeps modes",
    line: "tar -cf /tmp/t.tar run.sh && mkdir -p /tmp/t && tar -xf /tmp/t.tar -C /tmp/t && stat -c %a /tmp/t/run.sh",
    answer: "755",
  },
  { asks: "zip and unzip", line: "zip -q /tmp/z.zip a.txt && unzip -p /tmp/z.zip", answer: "one" },
];
