// Which runs a measurement is made of, in which order, and what it leaves out where there is nothing to learn.
import { afterAll, describe, expect, it } from "@jest/globals";
import { lookTwice } from "../../../src/domain/conclusion.ts";
import type { Check } from "../../../src/domain/evidence.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import { readOutput } from "../../../worker/diagnostics/index.ts";
import { type Measurement, measure } from "../../../worker/evidence/matrix.ts";
import { startMemory } from "../../../worker/evidence/measure/memory.ts";
import { startParser } from "../../../worker/map/parser.ts";
import type { CommandResult } from "../../../worker/sandboxes/sandbox.ts";
import { coverageBy } from "../../../worker/toolchains/node/coverage.ts";
import { aChange, aCheckResult, aProject } from "../../support/builders.ts";
import { memorySandbox } from "../../support/memory-sandbox.ts";

const parser = startParser();
afterAll(async () => await parser[Symbol.asyncDispose]());

const test: Check = { name: "test", command: "npm test", kind: "test", timeoutMs: 60_000 };
const build: Check = { ...test, name: "build", command: "npm run build", kind: "build" };
const lint: Check = { ...test, name: "lint", command: "npm run lint", kind: "lint" };

const section = (path: string, line: string) =>
  `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-old\n+${line}\n`;
const CODE = section("src/a.js", "  return a < b;");
const TEST = section("test/a.test.js", "test();");
const patch: Patch = {
  diff: Buffer.from(CODE + TEST),
  baseSha: "b",
  treeSha: "t",
  changes: [
    aChange({ path: "src/a.js", added: ["  return a < b;"], diff: Buffer.from(CODE) }),
    aChange({ path: "test/a.test.js", added: ["test();"], diff: Buffer.from(TEST) }),
  ],
};
const NAMES: Record<string, string> = { [CODE + TEST]: "head", [CODE]: "code only", [TEST]: "tests only" };

/** A tree with an error in it, which a check would notice. */
const SPOILT = "spoilt";

const tap = (points: Record<string, boolean>) => {
  const lines = Object.entries(points).map(([name, ok]) => `${ok ? "ok" : "not ok"} 1 - ${name}`);
  return {
    exitStatus: Object.values(points).every(Boolean) ? 0 : 1,
    output: ["TAP version 13", ...lines, "1..1"].join("\n"),
  };
};
const green = tap({ old: true, fresh: true });
const base = [test, build, lint].map((check) =>
  aCheckResult({ check, tests: check === test ? readOutput(tap({ old: true }).output).tests : null }),
);

type Answer = (on: string, turn: number) => Partial<CommandResult>;

/** Measures with answers for `npm test` alone, by tree and by how often it ran there; tells every command that was run. */
async function measured(answer: Answer, part: Partial<Measurement> & { testsBuild?: boolean } = {}) {
  const ran: string[] = [];
  const turns = new Map<string, number>();
  const { testsBuild = false, ...rest } = part;
  const evidence = await measure({
    project: aProject({
      testsBuild,
      coverage: coverageBy("other"),
      checks: [build, lint, test],
      read: (check, output) =>
        check.kind === "test" ? readOutput(output) : { diagnostics: [], tests: null },
    }),
    workspace: {
      contents: async () => [{ path: "src/a.js", mode: "100644", content: Buffer.from("  return a < b;\n") }],
      view: { paths: [], read: async () => null, readAll: async () => new Map(), contentId: () => null },
    },
    ...{
      patch,
      base,
      criteria: [],
      claims: [],
      announced: [],
      undecidable: [],
      qualityMs: 0,
      handedIn: true,
    },
    memory: startMemory(),
    parser,
    open: async (diff) => {
      const text = Buffer.from(diff).toString();
      const on = NAMES[text] ?? (text.includes(")]} (((") ? SPOILT : "a mutant");
      return memorySandbox({
        files: { "src/a.js": "  return a < b;\n" },
        run: ({ line }) => {
          // What is looked for there is not what is measured.
          if (on === SPOILT) return { exitStatus: 1 };
          ran.push(`${on}: ${line.replace(/^.*?; |node -e .*$/s, "")}`);
          if (!line.endsWith("npm test")) return {};
          const turn = turns.get(on) ?? 0;
          turns.set(on, turn + 1);
          return answer(on, turn);
        },
      });
    },
    signal: new AbortController().signal,
    ...rest,
  });
  return { evidence, ran };
}

/** They run side by side, so only the order on each tree is told. */
/** The checks alone, without what carries a build's files from one sandbox to the next. */
function byTree(ran: string[]): Partial<Record<string, string[]>> {
  const pairs = ran.map((line) => line.split(": "));
  const trees = Object.groupBy(pairs, ([tree = ""]) => tree);
  return Object.fromEntries(
    Object.entries(trees).map(([tree, found = []]) => [
      tree,
      found.flatMap(([, command = ""]) => (command.startsWith("npm ") ? [command] : [])),
    ]),
  );
}

const onBase = (on: string) => (on === "tests only" ? tap({ old: true, fresh: false }) : green);

describe("a measurement", () => {
  it("is every check on the head, the tests with what they need on the others, and no more where there is no time", async () => {
    const { evidence, ran } = await measured(onBase);
    expect(byTree(ran)).toEqual({
      head: ["npm run build", "npm run lint", "npm test"],
      "code only": ["npm run build", "npm test"],
      "tests only": ["npm run build", "npm test"],
    });
    expect(evidence).toMatchObject({
      redGreen: [{ base: "failed", head: "passed", turnedGreen: ["fresh"], reds: [{ test: "fresh" }] }],
      ...{ flaky: [], coverage: { kind: "unmeasured", why: "no-time" }, mutants: [], newFailures: [] },
      testsChanged: "with-code",
    });
  });

  it("builds nothing where the tests do", async () => {
    const { ran } = await measured(onBase, { testsBuild: true });
    expect(byTree(ran)).toMatchObject({ "code only": ["npm test"], "tests only": ["npm test"] });
  });

  it("is made of what was measured before, where the same tree is measured again", async () => {
    const memory = startMemory();
    const first = await measured(onBase, { memory });
    const { evidence, ran } = await measured(onBase, { memory });
    expect([ran, { ...evidence, reused: 0 }]).toEqual([[], first.evidence]);
    expect([first.evidence.reused, evidence.reused]).toEqual([0, 9]);
  });

  it("repeats what holds, counts the lines that ran, and tries mutants, where there is time", async () => {
    const { evidence, ran } = await measured(onBase, { qualityMs: 60_000 });
    const trees = byTree(ran);
    const tests = (tree: string) => trees[tree]?.filter((line) => line === "npm test").length;
    expect([tests("head"), tests("a mutant")]).toEqual([1 + 2 + 1, 2]);
    expect(evidence.mutants).toEqual([
      { file: "src/a.js", line: 1, now: "return a <= b;", ending: "survived" },
      { file: "src/a.js", line: 1, now: "return undefined;", ending: "survived" },
    ]);
  });

  it("goes on where the head fails by luck alone, and names the test", async () => {
    const unlucky: Answer = (on, turn) =>
      on === "head" && turn === 0 ? tap({ old: false, fresh: true }) : onBase(on);
    const { evidence } = await measured(unlucky, { qualityMs: 60_000 });
    expect(evidence.flaky).toEqual([{ check: "test", test: "old", runs: 2, failed: 1 }]);
    expect(evidence).toMatchObject({ newFailures: [], redGreen: [{ base: "failed", head: "passed" }] });
  });

  it("stops where the head is broken every time", async () => {
    const { evidence } = await measured(() => tap({ old: false, fresh: true }), { qualityMs: 60_000 });
    expect(evidence).toMatchObject({
      ...{ newFailures: ["old"], redGreen: [], baseTestsOnHead: null, suspicions: [] },
      ...{ mutants: [], coverage: { kind: "unmeasured", why: "no-time" }, flaky: [] },
    });
  });

  it("does not hold a base's test against the change that only fails by luck", async () => {
    const time = { qualityMs: 60_000 };
    const unlucky: Answer = (on, turn) =>
      on === "code only" && turn === 0 ? tap({ old: false }) : onBase(on);
    expect(lookTwice((await measured(unlucky, time)).evidence)).toEqual([]);
    const broken = await measured((on) => (on === "code only" ? tap({ old: false }) : onBase(on)), time);
    expect(lookTwice(broken.evidence)).toMatchObject([{ kind: "rewritten", rewritten: { test: "old" } }]);
  });
});
