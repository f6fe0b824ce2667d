// A check with some of its test files keeps its name and its runner.
import { expect, it } from "@jest/globals";
import type { Check } from "../../../../src/domain/evidence.ts";
import { narrowedTo } from "../../../../worker/evidence/measure/narrow.ts";
import { runnerOf } from "../../../../worker/toolchains/node/runner.ts";

const check: Check = { name: "test", command: "npm test", kind: "test", timeoutMs: 1000 };
const build: Check = { ...check, name: "build", command: "npm run build", kind: "build" };
const project = {
  read: () => ({ diagnostics: [], tests: null }),
  runnerOf: ({ command, kind }: Pick<Check, "command" | "kind">) =>
    kind === "test" ? runnerOf(command, { test: "jest" }) : null,
};

it("runs only the files that it is to, and a build as it was", () => {
  const narrowed = narrowedTo(project, [build, check], () => ["a.test.js"]);
  expect(narrowed.checks.map(({ name, command }) => [name, command])).toEqual([
    ["build", "npm run build"],
    ["test", "npm test -- --runTestsByPath a.test.js"],
  ]);
  expect(narrowed.checks.map((each) => narrowed.project.runnerOf(each)?.name)).toEqual([undefined, "jest"]);
});

it("stays whole where no file is told, or its runner is unknown", () => {
  const of = (command: string, files: string[] | null) =>
    narrowedTo(project, [{ ...check, command }], () => files).checks.map((each) => each.command);
  expect([of("npm test", null), of("make test", ["a.test.js"])]).toEqual([["npm test"], ["make test"]]);
});
