// Would a test notice if a changed line read otherwise? A few are tried, within a share of time.
import { describe, expect, it } from "@jest/globals";
import type { Check, Evidence, TestResult } from "../../../../src/domain/evidence.ts";
import { readOutput } from "../../../../worker/diagnostics/index.ts";
import { startMemory } from "../../../../worker/evidence/measure/memory.ts";
import { MOST_MS, type Sampling, sampleMutants } from "../../../../worker/evidence/quality/sample-mutants.ts";
import type { Mutation } from "../../../../worker/evidence/quality/syntax-mutants.ts";
import type { CommandResult } from "../../../../worker/sandboxes/sandbox.ts";
import type { Runner } from "../../../../worker/toolchains/runner.ts";
import type { Project } from "../../../../worker/toolchains/toolchain.ts";
import { aCheckResult, aPatch, aProject } from "../../../support/builders.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const check: Check = { name: "test", command: "npm test", kind: "test", timeoutMs: 600_000 };
const build: Check = { ...check, name: "build", command: "npm run build", kind: "build" };
const passing: TestResult[] = ["adds", "moody"].map((name) => ({ name, status: "passed", message: null }));
const head = [aCheckResult({ check, tests: passing, durationMs: 1000 })];
const mutation = (now: string): Mutation => ({ file: "a.js", line: 2, text: "  return a + b;", now });
const tap = (...points: string[]) => ["TAP version 13", ...points, `1..${points.length}`].join("\n");
const failing = (name: string, error = "1 == 2") =>
  tap(`not ok 1 - ${name}`, "  ---", `  error: '${error}'`, "  code: 'ERR_ASSERTION'", "  ...");

type Answer = (source: string, line: string, timeoutMs: number) => Partial<CommandResult>;

const SOURCE = "function add(a, b) {\n  return a + b;\n}\n";
const view = { paths: [], read: async () => null, readAll: async () => new Map(), contentId: () => null };

type Part = Partial<Sampling> & { runnerOf?: Project["runnerOf"] };

/** Answers for the file as the mutant left it. */
async function sampled(mutations: Mutation[], answer: Answer, { runnerOf = () => null, ...part }: Part = {}) {
  const limits: number[] = [];
  const project = aProject({ read: (_check, output) => readOutput(output), runnerOf });
  const open = async (diff: Uint8Array) => {
    const added =
      Buffer.from(diff)
        .toString()
        .match(/(?<=^\+)(?!\+\+ ).*$/gm) ?? [];
    return memorySandbox({
      run: ({ line, timeoutMs }) => {
        if (!/^npm/.test(line)) return {};
        limits.push(timeoutMs);
        return answer(`${added.join("\n")}\n`, line, timeoutMs);
      },
    });
  };
  const { signal } = new AbortController();
  const mutants = await sampleMutants({
    arms: { project, patch: aPatch(), open, memory: startMemory(), signal },
    ...{ view, textOf: () => SOURCE, filesOf: () => null },
    checks: [check],
    head,
    plainMs: 1000,
    flaky: [],
    mutations,
    leftMs: 10 * MOST_MS,
    ...part,
  });
  return { mutants, limits };
}

/** A runner that prints, and can be asked for some files. */
const narrowable: Runner = {
  name: "plain",
  reporting: () => null,
  read: (text) => ({ ...readOutput(text), tests: readOutput(text).tests ?? [], fault: null }),
  only: (command, files) => `${command} ${files.join(" ")}`,
  control: () => null,
};

const endingsOf = ({ mutants }: { mutants: Evidence["mutants"] }) => mutants.map(({ ending }) => ending);
const fails = (output: string) => ({ exitStatus: 1, output });
const minus = mutation("  return a - b;");

describe("a mutant", () => {
  it("is the file with one line changed, and is killed by a test that fails then", async () => {
    const seen: string[] = [];
    const { mutants } = await sampled([minus], (source) => {
      seen.push(source);
      return fails(failing("adds"));
    });
    expect(seen).toEqual(["function add(a, b) {\n  return a - b;\n}\n"]);
    expect(mutants).toEqual([{ file: "a.js", line: 2, now: "return a - b;", ending: "killed" }]);
  });

  it("survives where all tests pass, and is named", async () => {
    const { mutants } = await sampled([minus, mutation("  ")], () => ({ output: tap("ok 1 - adds") }));
    const survivor = { file: "a.js", line: 2, ending: "survived" };
    expect(mutants).toEqual([
      { ...survivor, now: "return a - b;" },
      { ...survivor, now: "" },
    ]);
  });

  it("survives where only a flaky test fails", async () => {
    const flaky = [{ check: "test", test: "moody", runs: 3, failed: 1 }];
    const moody = () => fails(failing("moody"));
    expect(endingsOf(await sampled([minus], moody, { flaky }))).toEqual(["survived"]);
    expect(endingsOf(await sampled([minus], moody))).toEqual(["killed"]);
  });

  it("is no mutant where it does not build or load", async () => {
    const checks = [build, check];
    const built = [...head, aCheckResult({ check: build, durationMs: 100 })];
    const unbuilt = await sampled([minus], (_source, line) => (line === "npm test" ? {} : fails("no")), {
      checks,
      head: built,
    });
    expect(endingsOf(unbuilt)).toEqual(["unbuilt"]);
    expect(endingsOf(await sampled([minus], () => fails("SyntaxError: Unexpected token")))).toEqual([
      "unbuilt",
    ]);
  });

  it("is shown to the named tests first, and to every test where they notice nothing", async () => {
    const lines: string[] = [];
    const of = (noticing: RegExp) => {
      lines.length = 0;
      return sampled(
        [minus],
        (_source, line) => {
          lines.push(line);
          return noticing.test(line) ? fails(failing("adds")) : { output: tap("ok 1 - adds") };
        },
        { filesOf: () => ["a.test.js"], runnerOf: () => narrowable },
      );
    };
    expect([endingsOf(await of(/a\.test/)), [...lines]]).toEqual([["killed"], ["npm test a.test.js"]]);
    expect([endingsOf(await of(/test$/)), lines]).toEqual([["killed"], ["npm test a.test.js", "npm test"]]);
    expect(endingsOf(await of(/never/))).toEqual(["survived"]);
  });

  it("is not tried where the line is not what the patch says", async () => {
    const other = { ...minus, text: "  return a * b;" };
    expect(await sampled([other], () => fails(""))).toEqual({ mutants: [], limits: [] });
  });
});

describe("the sample", () => {
  const five = Array.from({ length: 8 }, () => minus);
  /** As long as it takes, or as it may. */
  const took =
    (durationMs: number): Answer =>
    (_source, _line, timeoutMs) =>
      durationMs <= timeoutMs
        ? { durationMs }
        : { durationMs: timeoutMs, ending: "timed-out", exitStatus: null };

  it("takes at most five times as long as the tests", async () => {
    expect(endingsOf(await sampled(five, took(1000)))).toHaveLength(5);
    expect(endingsOf(await sampled(five, took(2000)))).toHaveLength(2);
  });

  it("takes at most two minutes, and no more than what is left", async () => {
    const slow = { plainMs: MOST_MS / 2 };
    expect(endingsOf(await sampled(five, took(MOST_MS / 2), slow))).toHaveLength(2);
    expect(endingsOf(await sampled(five, took(1000), { leftMs: 3000 }))).toHaveLength(3);
    expect(endingsOf(await sampled(five, took(1000), { leftMs: 0 }))).toHaveLength(0);
  });

  it("takes one that runs three times as long as the tests for noticed, and says nothing of one cut short before", async () => {
    const { mutants, limits } = await sampled(five, took(60_000));
    expect(limits).toEqual([3000, 2000]);
    expect(mutants.map(({ ending }) => ending)).toEqual(["killed"]);
  });
});
