// Several runs of one runner in one check: every test has a name, and a run that reports nothing leaves nothing to believe.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "@jest/globals";
import { runnerOf } from "../../../worker/toolchains/node/runner.ts";

const folder = mkdtempSync(join(tmpdir(), "several-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let reports = 0;

function ran(files: Record<string, string>, test: string) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const scripts = { test };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts }));
  const path = join(folder, `report-${++reports}`);
  const runner = runnerOf("CI=true npm test", scripts);
  const command = runner?.reporting("CI=true npm test", path)?.command ?? "exit 3";
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  const PATH = `${dirname(process.execPath)}:${env.PATH}`;
  const { status } = spawnSync("sh", ["-c", command], { cwd: folder, env: { ...env, PATH } });
  const report = runner?.read(readFileSync(path, "utf8"));
  const told = report?.tests.map((each) => `${each.name.replace(/^.* [>›] /, "")} ${each.status}`).sort();
  return { status, told, fault: report?.fault };
}

const head = 'const test = require("node:test");\n';

it("names the tests of every run, and numbers those that an earlier run has as well", () => {
  const files = {
    "a.test.js": `${head}test("one", () => {});\ntest("red", () => { throw new Error("no"); });\n`,
    "b.test.js": `${head}test("two", () => {});\n`,
  };
  const { status, told, fault } = ran(files, "node --test a.test.js && node --test a.test.js b.test.js");
  expect({ status, fault }).toEqual({ status: 1, fault: null });
  expect(told).toHaveLength(5);
  expect(told?.filter((each) => each.endsWith("failed"))).toHaveLength(2);
  expect(told?.filter((each) => each.includes("(run 2)"))).toHaveLength(2);
});

it("succeeds where every run does", () => {
  const files = { "a.test.js": `${head}test("one", () => {});\n` };
  expect(ran(files, "node --test a.test.js && node --test a.test.js")).toMatchObject({
    status: 0,
    fault: null,
  });
});

it("is not read where one of the runs reports nothing", () => {
  const files = { "a.test.js": `${head}test("one", () => {});\n` };
  const { fault } = ran(files, "node --test a.test.js && false && node --test a.test.js");
  expect(fault).toEqual({ kind: "missing" });
});

it("lets each run report, whatever another said, and keeps a variable to its own run", () => {
  const scripts = {
    test: "tsc && TZ=UTC npm run zone && jest -c e2e && eslint .",
    zone: "date && jest zone",
  };
  const asked = runnerOf("CI=true npm test", scripts)?.reporting("CI=true npm test", "/tmp/r")?.command;
  const bin = 'export PATH="$PWD/node_modules/.bin:$PATH"; export CI=true; ';
  const first = "{ (TZ=UTC jest zone --json --outputFile=/tmp/r.1) || failed=1; }";
  const second = "{ (jest -c e2e --json --outputFile=/tmp/r.2) || failed=1; }";
  const gathered = `for part in /tmp/r.1 /tmp/r.2; do base64 -w0 "$part"; echo; done >/tmp/r 2>/dev/null`;
  expect(asked).toBe(
    `${bin}failed=0; tsc && TZ=UTC date && ${first} && ${second} && eslint .; status=$?; ${gathered}; [ $failed = 0 ] && (exit $status)`,
  );
});
