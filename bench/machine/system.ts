// Questions to the system: who one is, what it has, how processes live and end.
import type { Probe } from "./probe.ts";

export const SYSTEM: Probe[] = [
  {
    asks: "who one is",
    line: "id -un; id -gn; echo $USER $LOGNAME; whoami",
    answer: "agent\nagent\nagent agent\nagent",
  },
  {
    asks: "home",
    line: "echo $HOME; echo ~agent; node -p 'os.userInfo().homedir'",
    answer: "/home/agent\n/home/agent\n/home/agent",
  },
  { asks: "shell", line: "echo $SHELL; node -p 'os.userInfo().shell'", answer: "/bin/sh\n/bin/sh" },
  { asks: "sudo is not there", line: "command -v sudo || echo none", answer: "none" },
  { asks: "not root", line: "test $(id -u) != 0 && echo no", answer: "no" },
  {
    asks: "locale",
    line: "locale charmap; python3 -c 'import sys; print(sys.getfilesystemencoding(), sys.stdout.encoding)'",
    answer: "UTF-8\nutf-8 utf-8",
  },
  {
    asks: "en_US.UTF-8",
    line: "locale -a | grep -ix 'en_US.utf-\\?8'; LC_ALL=en_US.UTF-8 python3 -c 'import locale; locale.setlocale(locale.LC_ALL, \"\"); print(locale.format_string(\"%d\", 1000, grouping=True))'",
    answer: /^en_US\.utf-?8\n1,000$/i,
  },
  {
    asks: "a letter beyond ASCII",
    line: "printf '\\303\\244\\n' | wc -m; printf 'Ä\\n' | sed 's/./x/'",
    answer: "2\nx",
  },
  {
    asks: "time zone",
    line: "date +%Z; node -p 'Intl.DateTimeFormat().resolvedOptions().timeZone'",
    answer: "UTC\nUTC",
  },
  {
    asks: "another time zone",
    line: "TZ=Europe/Berlin date -d 2026-07-01T12:00Z +%H:%M; python3 -c 'import zoneinfo; print(zoneinfo.ZoneInfo(\"America/New_York\"))'",
    answer: "14:00\nAmerica/New_York",
  },
  { asks: "the clock runs", line: "test $(date +%s) -gt 1700000000 && echo runs", answer: "runs" },
  { asks: "files that may be open", line: "ulimit -n", answer: /^(\d{5,}|unlimited)$/ },
  { asks: "size of a file", line: "ulimit -f", answer: "unlimited" },
  { asks: "stack", line: "ulimit -s", answer: "8192" },
  { asks: "core files", line: "ulimit -c", answer: "0" },
  {
    asks: "terminal (pty)",
    line: "script -qec 'test -t 1 && echo terminal' /dev/null </dev/null | tr -d '\\r'",
    answer: "terminal",
  },
  {
    asks: "pty, Python",
    line: "python3 -c 'import pty, os; m, s = pty.openpty(); print(os.isatty(s))'",
    answer: "True",
  },
  { asks: "no terminal by itself", line: "test -t 1 || echo none; tty", answer: "none\nnot a tty" },
  {
    asks: "/proc/cpuinfo, meminfo",
    line: "grep -c ^processor /proc/cpuinfo; grep -c MemTotal /proc/meminfo",
    answer: /^[1-9]\d*\n1$/,
  },
  {
    asks: "processors",
    line: "test $(nproc) -ge 1 && test $(node -p 'os.availableParallelism()') -ge 1 && echo some",
    answer: "some",
  },
  {
    asks: "memory limit can be read",
    line: "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null",
    answer: /^\d+$/,
  },
  { asks: "ps", line: "ps -e -o comm= | grep -c sh", answer: /^[1-9]/ },
  {
    asks: "pgrep, kill, pkill",
    line: "sleep 100 & pgrep -x sleep >/dev/null && kill $! && wait $!; echo $?",
    answer: /143$/,
  },
  {
    asks: "SIGTERM is caught",
    line: "sh -c 'trap \"echo caught; exit 3\" TERM; kill -TERM $$; sleep 1'; echo $?",
    answer: "caught\n3",
  },
  {
    asks: "SIGINT is caught",
    line: 'node -e \'process.on("SIGINT", () => { console.log("caught"); process.exit(0); }); setTimeout(() => process.kill(process.pid, "SIGINT"), 20); setTimeout(() => {}, 5000)\'',
    answer: "caught",
  },
  {
    asks: "SIGHUP is not ignored",
    line: 'node -e \'process.on("SIGHUP", () => { console.log("caught"); process.exit(0); }); setTimeout(() => process.kill(process.pid, "SIGHUP"), 20); setTimeout(() => {}, 5000)\'',
    answer: "caught",
  },
  {
    asks: "SIGPIPE ends a writer",
    line: "bash -c 'set -o pipefail; yes | head -n 1; echo $?'",
    answer: "y\n141",
  },
  {
    asks: "orphans are reaped",
    line: "for i in $(seq 20); do sh -c 'sleep 0.05 &'; done; sleep 0.4; ps -e -o stat= | grep -c ^Z",
    answer: "0",
  },
  {
    asks: "a process group of its own",
    line: "setsid sh -c 'ps -o pgid= -p $$ | tr -d \" \" | grep -c .'",
    answer: "1",
  },
  { asks: "timeout", line: "timeout 0.1 sleep 5; echo $?", answer: "124" },
  { asks: "stdin is at its end", line: "cat; echo end", answer: "end" },
  { asks: "entropy, uuid", line: "cat /proc/sys/kernel/random/uuid | wc -c", answer: "37" },
  {
    asks: "threads",
    line: "python3 -c 'import threading; t = [threading.Thread(target=lambda: None) for _ in range(50)]; [x.start() for x in t]; [x.join() for x in t]; print(\"ran\")'",
    answer: "ran",
  },
  {
    asks: "multiprocessing, semaphores",
    line: "python3 -c 'import multiprocessing as m\nif __name__ == \"__main__\":\n  with m.Pool(2) as p: print(sum(p.map(abs, [-1, -2])))'",
    answer: "3",
  },
  {
    asks: "worker threads of Node",
    line: 'node -e \'new (require("worker_threads").Worker)("require(\\"worker_threads\\").parentPort.postMessage(1)", {eval: true}).on("message", console.log)\'',
    answer: "1",
  },
  {
    asks: "a debugger's view of a child",
    line: "sleep 5 & sleep 0.2; tr '\\0' ' ' </proc/$!/cmdline; kill $!",
    answer: "sleep 5 ",
  },
  { asks: "a memory mapping that is executable", line: "node --jitless -p 1; node -p 2", answer: "1\n2" },
  {
    asks: "128 MiB and more of memory",
    line: "node -p 'Buffer.alloc(200 << 20, 1).length'",
    answer: "209715200",
  },
];
