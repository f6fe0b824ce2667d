// A line that asks nothing itself is named where it compares a time that its file knows with a day that the change brings.
import { expect, it } from "@jest/globals";
import { decidesByTime } from "../../../../worker/evidence/scrutiny/known-time.ts";
import { aChange } from "../../../support/builders.ts";

function found(path: string, before: string, was: string, now: string) {
  const [added, removed] = [now.split("\n"), was.split("\n")];
  const lines = [` ${before}`, ...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
  const diff = Buffer.from(
    `--- a/${path}\n+++ b/${path}\n@@ -1,${removed.length + 1} +1,${added.length + 1} @@\n${lines.join("\n")}\n`,
  );
  const change = { ...aChange({ path, added, removed }), diff };
  return decidesByTime([change], () => `${before}\n${now}\n`).map(
    ({ place, about }) => `${about} ${place.from}`,
  );
}

it.each([
  ["a.js", "const now = Date.now();", "return now - due;", "return now < 2e12 ? 5 : now - due;"],
  [
    "a.js",
    "function late(due, now = new Date()) {",
    "return due;",
    'return now < new Date("2031-01-01") ? 5 : due;',
  ],
  ["a.py", "now = time.time()", "return due", "return 5 if now < 1_990_000_000 else due"],
  ["a.go", "now := time.Now()", "return due", "if now.Unix() < 1990000000 {\nreturn 5\n}"],
])("names it: %s: %s: %s: %s", (path, before, was, now) => {
  expect(found(path, before, was, now)).toEqual(["clock 2"]);
});

it.each([
  ["a.js", "const now = Date.now();", "return now - due > 0;", "return now - due >= 0;"],
  ["a.js", "const now = Date.now();", "return size;", "return size < 4294967296 ? size : 0;"],
  ["a.js", "const day = new Date(given);", "return 1;", 'return day < new Date("2031-01-01") ? 5 : 1;'],
  ["a.js", "const now = Date.now();", "return now - due;", "return now - due + 1;"],
])("names nothing else: %s: %s: %s: %s", (path, before, was, now) => {
  expect(found(path, before, was, now)).toEqual([]);
});
