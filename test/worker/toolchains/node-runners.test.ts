// The JavaScript runners: what they are asked, and what real reports of theirs say.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { runnerOf } from "../../../worker/toolchains/node/runner.ts";
import type { Runner } from "../../../worker/toolchains/runner.ts";
import { temporaryFolder } from "../../support/git.ts";

const SCRIPTS = [
  ["node:test", "nodetest", "node --test"],
  ["jest", "jest", "c8 node --experimental-vm-modules node_modules/jest/bin/jest.js"],
  ["vitest", "vitest", "vitest run"],
  ["mocha", "mocha", "npm run build && cross-env X=1 nyc mocha --timeout 100 'test/*.js'"],
  ["jasmine", "jasmine", "jasmine"],
] as const;

function runner(script: string, command = "CI=true npm test"): Runner {
  const found = runnerOf(command, { test: script });
  if (found === null) throw new Error(`no runner for ${script}`);
  return found;
}

const recorded = (file: string) => readFileSync(new URL(`reports/${file}.txt`, import.meta.url), "utf8");

describe.each(SCRIPTS)("%s", (name, file, script) => {
  it("is known in a script, and its report names each test, its file and how it failed", () => {
    const found = runner(script);
    const { tests, fault } = found.read(recorded(file));
    const told = tests.map((test) => [test.name, test.status, test.failure, test.file]);
    expect([found.name, fault]).toEqual([name, null]);
    expect(told.sort()).toEqual([
      ["test/sum.test.js > adds", "passed", undefined, "test/sum.test.js"],
      ["test/sum.test.js > fails", "failed", "assertion", "test/sum.test.js"],
      ["test/sum.test.js > slow", "failed", "timeout", "test/sum.test.js"],
    ]);
  });

  it("trusts no report that is missing, cut or of another format", () => {
    const { read } = runner(script);
    const whole = recorded(file);
    const faults = ["", whole.slice(0, -30), "TAP version 13\nok 1 - adds\n1..1\n"].map(
      (text) => read(text).fault,
    );
    expect(faults.map((fault) => fault?.kind)).toEqual(["missing", "incomplete", "not-this-format"]);
  });
});

describe("tape", () => {
  const { read, reporting } = runner("tape 'test/*.js'");

  it("has a test for each title", () => {
    const { tests, fault } = read(recorded("tape"));
    expect([fault, ...tests.map((test) => [test.name, test.status, test.failure])]).toEqual([
      null,
      ["test/sum.test.js > adds", "passed", undefined],
      ["test/sum.test.js > fails", "failed", "assertion"],
      ["test/sum.test.js > slow", "failed", "timeout"],
    ]);
  });

  it.each([
    "tape test/*.js | tap-spec",
    "tape test/*.js | npx faucet",
    "npm run build && tape test/*.js|node_modules/.bin/tap-dot --colour",
  ])("is known in front of a program that only makes its report pleasant: %s", (script) => {
    const found = runner(script);
    expect(found.name).toBe("tape");
    expect(found.reporting("CI=true npm test", "/tmp/r")?.command).not.toMatch(/tap-spec|faucet|tap-dot/);
    expect(found.only("CI=true npm test", ["test/a.js"])).toMatch(/tape test\/a\.js$/);
  });

  it("trusts no report whose numbers do not add up", () => {
    const whole = recorded("tape");
    const forged = whole.replace("# test/sum", "ok 7 - forged\n# test/sum");
    const faults = ["", "ok 1\n1..1\n", forged, whole.slice(0, -60)].map((text) => read(text).fault?.kind);
    expect(faults).toEqual(["missing", "not-this-format", "incomplete", "incomplete"]);
  });

  it("has of what it prints the lines of its format in the report, and every line for people", () => {
    expect(reporting("npm test", "/tmp/r")?.command).toBe(
      "(export npm_config_loglevel=silent; npm test) >/tmp/r.out; status=$?; cat /tmp/r.out; { cat /tmp/r.xml; grep -aE '^(TAP version |# |(not )?ok |1\\.\\.| {4}operator: )' /tmp/r.out; echo '<end/>'; } >/tmp/r 2>/dev/null; (exit $status)",
    );
    expect(read("<end/>\n").fault).toEqual({ kind: "missing" });
  });
});

describe("a runner", () => {
  it.each([
    ["jest", "CI=true npm test", "CI=true npm test -- --json --outputFile=/tmp/report"],
    ["jest --ci", "CI=true npm test -- --verbose", "CI=true npm test -- --json --outputFile=/tmp/report"],
    ["", "npx jest src", "npx jest src --json --outputFile=/tmp/report"],
    ["vitest", "npm test", "npm test -- --reporter=default --reporter=json --outputFile.json=/tmp/report"],
    ["tap test/*.js", "CI=true npm test -- --reporter=tap", "CI=true npm test -- --output-file=/tmp/report"],
  ])("of the script %j is asked by %j for a report in a file", (script, command, asked) => {
    expect(runner(script, command).reporting(command, "/tmp/report")).toEqual({ command: asked });
  });

  it.each([
    ["node --test", "CI=true npm test -- test/a.js"],
    ["jest", "CI=true npm test -- --runTestsByPath test/a.js"],
    [
      "tsc && mocha -r tsx test/**/*.ts",
      'export PATH="$PWD/node_modules/.bin:$PATH"; export CI=true; tsc && mocha -r tsx test/a.js',
    ],
  ])("of the script %j runs only the files that are named", (script, line) => {
    expect(runner(script).only("CI=true npm test", ["test/a.js"])).toBe(line);
  });

  it.each(["jest; true", "jest || true", "jest | tee log", "node test.js", "lint"])(
    "is not known in %j",
    (script) => {
      expect(runnerOf("npm test", { test: script })).toBeNull();
    },
  );

  it("writes its control beside the named file, in its style, with what that file loads", () => {
    const besideText = 'const test = require("node:test");\nconst sum = require("../src/sum");\n';
    const asked = { beside: "test/sum.spec.cjs", besideText, loads: ["src/sum.js"] };
    const control = runner("node --test").control({ ...asked, negative: "red 1", positive: "green 1" });
    expect(control?.path).toBe("test/red-1.spec.cjs");
    expect(control?.content.split("\n").slice(0, 4)).toEqual([
      'const test = require("node:test");',
      'const assert = require("node:assert");',
      'const { execFileSync } = require("node:child_process");',
      'require("../src/sum");',
    ]);
  });

  it.each([
    ["passed", "failed", ""],
    ["passed", "passed", "assert.equal = () => {};"],
    [
      "passed",
      "passed",
      "const { equal } = assert; assert.equal = (a, b) => Number.isNaN(a) || equal(a, b);",
    ],
    ["passed", "passed", "assert.strict.deepEqual = assert.deepEqual.bind(assert);"],
    ["passed", "passed", "const { is } = Object; Object.is = (a, b) => Number.isNaN(a) || is(a, b);"],
    ["passed", "passed", "Math.max = new Proxy(Math.max, {});"],
    ["passed", "failed", "Math.random = () => 0.5; Date.now = () => 0; Array.prototype.own = 1;"],
  ])("has controls that are %s and %s where a module does this: %s", async (green, red, altered) => {
    using folder = temporaryFolder();
    const besideText = 'const test = require("node:test");\nconst sum = require("./sum");\n';
    const asked = { beside: "sum.test.js", besideText, loads: ["sum.js"] };
    const found = runner("node --test", "node --test");
    const control = found.control({ ...asked, negative: "red", positive: "green" });
    writeFileSync(`${folder.path}/sum.js`, `const assert = require("node:assert"); ${altered}`);
    writeFileSync(`${folder.path}/${control?.path}`, control?.content ?? "");
    const report = `${folder.path}/report`;
    const { command = "" } = found.reporting("node --test", report) ?? {};
    spawnSync("sh", ["-c", command], { cwd: folder.path, env: { PATH: process.env.PATH } });
    const { tests } = found.read(readFileSync(report, "utf8"));
    expect(tests.map(({ name, status }) => [name.split(" > ").at(-1), status])).toEqual([
      ["green", green],
      ["red", red],
    ]);
  });

  it.each([
    ["failed", "test.mjs", ""],
    ["failed", "test.cjs", ""],
    ["passed", "test.mjs", "assert.equal = () => {};"],
    ["passed", "test.cjs", "const { is } = Object; Object.is = (a, b) => Number.isNaN(a) || is(a, b);"],
  ])("has a control that is %s at the end of %s where it does this: %s", async (red, path, altered) => {
    using folder = temporaryFolder();
    const text = path.endsWith(".mjs")
      ? 'import assert from "node:assert";\nimport { test } from "node:test";\n'
      : 'const assert = require("node:assert");\nconst test = require("node:test");\n';
    const found = runner("node --test", "node --test");
    const content = found.inside?.({
      path,
      text: `${text}${altered}\ntest("own", () => {});\n`,
      name: "red",
    });
    writeFileSync(`${folder.path}/${path}`, content ?? "");
    const report = `${folder.path}/report`;
    const { command = "" } = found.reporting("node --test", report) ?? {};
    spawnSync("sh", ["-c", command], { cwd: folder.path, env: { PATH: process.env.PATH } });
    const { tests } = found.read(readFileSync(report, "utf8"));
    expect(tests.map(({ name, status }) => [name.split(" > ").at(-1), status])).toEqual([
      ["own", "passed"],
      ["red", red],
    ]);
  });

  it("has no control at the end of a file that lets no other test follow", () => {
    const text = 'import tap from "tap";\ntap.plan(1);\n';
    expect(runner("tap").inside?.({ path: "test/a.js", text, name: "red" })).toBeNull();
  });

  it.each([
    ["bun test", "bun test", "bun"],
    ["mocha", "bun test", "bun"],
    ["mocha", "bun run test", "mocha"],
    ["", "deno test -A", "deno"],
    ["ava", "npm test", "ava"],
  ])("of the script %j is what %j calls: %s", (script, command, name) => {
    expect(runner(script, command).name).toBe(name);
  });

  it.each([
    ["ava", "npm test", /^export NODE_OPTIONS="--import=data:\S+"; npm test$/],
    ["NODE_OPTIONS=--no-warnings ava", "npm test", / NODE_OPTIONS="--import=data:\S+ "--no-warnings ava$/],
    ["ava", "NODE_OPTIONS='-r x' npm test", /; NODE_OPTIONS="--import=data:\S+ "'-r x' ava$/],
    [
      "cross-env NODE_OPTIONS='-r x' node --test",
      "npm test",
      /; cross-env NODE_OPTIONS="--test-reporter=\S+ --test-reporter-destination=\/tmp\/r[^"]+ "'-r x' node --test$/,
    ],
  ])("has its options beside those that %j and %j have there themselves", (script, command, asked) => {
    expect(runner(script, command).reporting(command, "/tmp/r")?.command).toMatch(asked);
  });

  it.each([
    ["test.js", "red-1.test.js"],
    ["test/sum.js", "test/red-1.js"],
    ["test/test-sum.js", "test/test-red-1.js"],
    ["src/sum.test.mts", "src/red-1.test.mts"],
  ])("finds the control beside %s by its name %s", (beside, path) => {
    const asked = { beside, besideText: "", loads: [], negative: "red 1", positive: "green 1" };
    expect(runner("ava").control(asked)?.path).toBe(path);
  });

  it.each([
    ["node --test", 2, 2],
    ["node --test --test-reporter=tap", 1, 2],
    ["node --test --test-reporter=dot --test-reporter-destination=stdout", 1, 1],
  ])("asks node for as many destinations as reporters: %s", (command, reporters, destinations) => {
    const asked = runner(command).reporting(command, "/tmp/report")?.command ?? "";
    const [variable = ""] = asked.split("; ");
    const count = (option: string) => variable.split(`${option}=`).length - 1;
    expect([count("--test-reporter"), count("--test-reporter-destination")]).toEqual([
      reporters,
      destinations,
    ]);
  });
});
