// Questions to the file system.
import type { Probe } from "./probe.ts";

const LONG_NAME = "n".repeat(255);

export const FILES: Probe[] = [
  { asks: "/tmp can be written", line: "echo x >/tmp/probe && cat /tmp/probe", answer: "x" },
  {
    asks: "a program in /tmp runs",
    line: "printf '#!/bin/sh\\necho ran\\n' >/tmp/run && chmod +x /tmp/run && /tmp/run",
    answer: "ran",
  },
  { asks: "mktemp", line: 'test -d "$(mktemp -d)" && echo made', answer: "made" },
  { asks: "/var/tmp can be written", line: "echo x >/var/tmp/probe && cat /var/tmp/probe", answer: "x" },
  { asks: "HOME can be written", line: 'echo x >~/probe && cat "$HOME/probe" && rm ~/probe', answer: "x" },
  {
    asks: "/dev/shm",
    line: "echo x >/dev/shm/probe && cat /dev/shm/probe && rm /dev/shm/probe",
    answer: "x",
  },
  {
    asks: "/dev/null, zero, urandom, full",
    line: "head -c 4 /dev/zero | wc -c; head -c 4 /dev/urandom | wc -c; cat a.txt >/dev/null; cat a.txt >/dev/full",
    answer: /^4\n4\n.*No space left on device$/,
  },
  {
    asks: "/dev/fd and /dev/stdin",
    line: "echo x | cat /dev/stdin; bash -c 'cat <(echo y)'",
    answer: "x\ny",
  },
  { asks: "mkfifo", line: "mkfifo /tmp/pipe ./pipe && (echo x >pipe & cat pipe) && rm pipe", answer: "x" },
  { asks: "symbolic link", line: "ln -s a.txt new && cat new && rm new", answer: "one" },
  { asks: "file lock, flock", line: "flock -n /tmp/lock echo locked", answer: "locked" },
  {
    asks: "file lock, fcntl, in the repository",
    line: 'python3 -c \'import fcntl; fcntl.lockf(open("a.txt", "r+"), fcntl.LOCK_EX | fcntl.LOCK_NB); print("locked")\'',
    answer: "locked",
  },
  { asks: "a second flock is refused", line: "flock -n a.txt flock -n a.txt true; echo $?", answer: "1" },
  {
    asks: "inotify",
    line: 'node -e \'const w = fs.watch("src", (_, n) => { console.log(n); w.close(); }); setTimeout(() => fs.writeFileSync("src/seen", ""), 50)\' && rm -f src/seen',
    answer: "seen",
  },
  {
    asks: "inotify on a tracked file",
    line: 'node -e \'const w = fs.watch("a.txt", (e) => { console.log(e); w.close(); }); setTimeout(() => fs.writeFileSync("a.txt", "one\\n"), 50)\'',
    answer: "change",
  },
  {
    asks: "case matters",
    line: "mkdir case && touch case/A case/a && ls case | wc -l && rm -r case",
    answer: "2",
  },
  {
    asks: "a name of 255 bytes",
    line: `touch ${LONG_NAME} && ls | grep -c nnnn && rm ${LONG_NAME}`,
    answer: "1",
  },
  {
    asks: "a path of more than 4,000 bytes",
    line: "d=$PWD; for i in $(seq 20); do mkdir $(printf 'd%.0s' $(seq 200)) && cd d*; done; pwd | wc -c; cd $d; rm -r dddd*",
    answer: /^40\d\d$/,
  },
  {
    asks: "a name that is not UTF-8",
    line: "touch \"$(printf 'caf\\351')\" && ls | grep -ac caf && rm caf*",
    answer: "1",
  },
  {
    asks: "a name with a line end and a dash first",
    line: "touch -- \"$(printf -- '-a\\nb')\" && ls -b | grep -c 'a.nb' && rm -- -a*",
    answer: "1",
  },
  { asks: "umask", line: "umask; touch new && stat -c %a new && rm new", answer: "0022\n644" },
  {
    asks: "sparse file of 1 GiB",
    line: "truncate -s 1G sparse && stat -c %s sparse && rm sparse",
    answer: "1073741824",
  },
  {
    asks: "times in nanoseconds",
    line: "touch -d '2020-01-01T00:00:00.123456789Z' t && stat -c %.9Y t && rm t",
    answer: "1577836800.123456789",
  },
  {
    asks: "extended attributes",
    line: 'python3 -c \'import os; os.setxattr("a.txt", b"user.x", b"y"); print(os.getxattr("a.txt", b"user.x").decode())\'',
    answer: "y",
  },
  {
    asks: "mmap, shared",
    line: 'python3 -c \'import mmap; f = open("a.txt", "r+b"); m = mmap.mmap(f.fileno(), 0); print(m[:3].decode())\'',
    answer: "one",
  },
  { asks: "copy_file_range", line: "cp --reflink=auto a.txt copy && cat copy && rm copy", answer: "one" },
  {
    asks: "the root is read-only, and says so",
    line: "touch /etc/probe; echo $?",
    answer: /Read-only file system\n1$/,
  },
];
