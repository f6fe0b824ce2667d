// Questions to the checkout: it answers as a clone does.
import type { Probe } from "./probe.ts";

export const CHECKOUT: Probe[] = [
  { asks: "git status", line: "git status --porcelain --branch", answer: "## main...origin/main" },
  { asks: "branch", line: "git rev-parse --abbrev-ref HEAD", answer: "main" },
  { asks: "upstream", line: "git rev-parse --abbrev-ref '@{upstream}'", answer: "origin/main" },
  { asks: "default branch of origin", line: "git rev-parse --abbrev-ref origin/HEAD", answer: "origin/main" },
  { asks: "describe, annotated", line: "git describe", answer: /^v1\.2\.0(-\d+-g[0-9a-f]+)?$/ },
  { asks: "describe, any tag", line: "git describe --tags --abbrev=0", answer: "nightly" },
  {
    asks: "describe --dirty",
    line: "git describe --dirty --match 'v*'",
    answer: /^v1\.2\.0(-\d+-g[0-9a-f]+)?$/,
  },
  { asks: "tags", line: "git tag --merged HEAD", answer: "nightly\nv1.0.0\nv1.2.0" },
  { asks: "type of an annotated tag", line: "git cat-file -t v1.2.0", answer: "tag" },
  { asks: "origin", line: "git remote get-url origin", answer: "https://github.com/octo/machine.git" },
  { asks: "remotes", line: "git remote", answer: "origin" },
  {
    asks: "credentials in its settings",
    line: "git config --list | grep -ciE 'token|password|extraheader|credential' || true",
    answer: "0",
  },
  { asks: "core.fileMode", line: "git config core.filemode", answer: "true" },
  {
    asks: "who commits",
    line: "git commit --quiet --allow-empty --message try && git log -1 --format=%an && git reset --quiet HEAD~1",
    answer: "agent",
  },
  { asks: "top of the work tree", line: "git rev-parse --show-toplevel", answer: "/repo" },
  {
    asks: "git stash",
    line: "echo more >>a.txt && git stash --quiet && git stash pop --quiet && git checkout --quiet a.txt && git status --short",
    answer: "",
  },
  {
    asks: "git worktree",
    line: "git worktree add --quiet /tmp/tree HEAD && ls /tmp/tree/a.txt && git worktree remove /tmp/tree",
    answer: "/tmp/tree/a.txt",
  },
  {
    asks: "clone of the checkout",
    line: "git clone --quiet . /tmp/clone && git -C /tmp/clone describe --tags --abbrev=0",
    answer: "nightly",
  },
  { asks: "mode of a file", line: "stat -c %a a.txt", answer: "644" },
  { asks: "mode of a script", line: "stat -c %a run.sh", answer: "755" },
  { asks: "mode of a folder", line: "stat -c %a src", answer: "755" },
  { asks: "a script is run", line: "./run.sh", answer: "ran" },
  { asks: "owner of a file", line: "stat -c %U a.txt", answer: "agent" },
  { asks: "a link of the commit", line: "readlink link && cat link", answer: "a.txt\none" },
  {
    asks: "chmod of a tracked file",
    line: "chmod 600 a.txt && stat -c %a a.txt && chmod 644 a.txt",
    answer: "600",
  },
  {
    asks: "rename of a tracked folder",
    line: `node -e 'fs.renameSync("src", "parked"); fs.renameSync("parked", "src")' && git status --short`,
    answer: "",
  },
  {
    asks: "rename of a folder, Python",
    line: `python3 -c 'import os; os.rename("src", "x"); os.rename("x", "src")' && ls src`,
    answer: "deep\nindex.js",
  },
  {
    asks: "rename of a deep folder",
    line: "mv src/deep src/other && ls src/other && mv src/other src/deep && git status --short",
    answer: "leaf.js",
  },
  { asks: "hard link to a tracked file", line: "ln a.txt hard && stat -c %h hard && rm hard", answer: "2" },
];
