// The search command in a real shell, once with each program that every host of ours has. The contract of sandboxes has ripgrep.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { readMatches, searchCommand } from "../../../../worker/sandboxes/guest/search.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "search-"));
  mkdirSync(join(folder, "lib"));
  writeFileSync(join(folder, "lib/a.js"), "one\ntwo: 2\n");
  writeFileSync(join(folder, "lib/b.js"), "two\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each(["git", "grep"])("%s names the file of each match, in a folder and in one file", (program) => {
  if (program === "git") execFileSync("git", ["init", "-q", folder]);
  const bin = join(folder, ".git-or-bin");
  mkdirSync(bin);
  symlinkSync(
    execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim(),
    join(bin, program),
  );
  const search = (path: string) => {
    const options = { cwd: folder, encoding: "utf8", env: { PATH: bin } } as const;
    const found = readMatches(execFileSync("/bin/sh", ["-c", searchCommand("two", path)], options), 10);
    return found.toSorted((x, y) => (x.path < y.path ? -1 : 1));
  };
  const a = { path: "lib/a.js", line: 2, text: "two: 2" };
  expect(search("lib")).toEqual([a, { path: "lib/b.js", line: 1, text: "two" }]);
  expect(search("lib/a.js")).toEqual([a]);
});
