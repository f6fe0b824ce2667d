// Tests and code of a change that no check builds or runs, found by an error that is written there.
import { describe, expect, it } from "@jest/globals";
import type { Check, TestResult } from "../../../../src/domain/evidence.ts";
import type { Change } from "../../../../src/domain/patch.ts";
import { startMemory } from "../../../../worker/evidence/measure/memory.ts";
import { type Looking, whatDidNotRun } from "../../../../worker/evidence/quality/not-run.ts";
import { aChange, aCheckResult, aPatch, aProject } from "../../../support/builders.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const test: Check = { name: "test", command: "make test", kind: "test", timeoutMs: 60_000 };
const added = (path: string, ...lines: string[]): Change => ({
  ...aChange({ path, kind: "added", added: lines, removed: [] }),
  isText: true,
});
const MAKEFILE = "test: trim_test\n\t./trim_test\ntest-all: test pad_test\n\t./pad_test\n";

type Told = { notRun: unknown; runs: number };

/** `notices`: whether the command fails where a file, named with its text, has an error in it. */
async function looked(
  changes: Change[],
  notices: (path: string, text: string) => boolean,
  part: Partial<Looking> & { tests?: TestResult[] } = {},
): Promise<Told> {
  const { tests, ...rest } = part;
  const texts = new Map(
    changes.map(({ path, added: lines }) => [path, lines.map(({ text }) => text).join("\n")]),
  );
  let runs = 0;
  const notRun = await whatDidNotRun({
    project: aProject({
      toolchain: "c",
      testsBuild: true,
      checks: [test],
      read: () => ({ diagnostics: [], tests: tests ?? null }),
    }),
    ...{ patch: aPatch(...changes), base: [], qualityMs: 0, signal: new AbortController().signal },
    workspace: {
      contents: async () =>
        [...texts].map(([path, text]) => ({ path, mode: "100644" as const, content: Buffer.from(text) })),
      view: {
        paths: ["Makefile"],
        read: async (path) => (path === "Makefile" ? MAKEFILE : null),
        readAll: async () => new Map(),
        contentId: () => null,
      },
    },
    head: [aCheckResult({ check: test, tests: tests ?? null })],
    parts: {
      ...{
        touched: [],
        tests: new Uint8Array(),
        code: new Uint8Array(),
        isInlineTest: () => false,
        followed: [],
      },
      isTest: (path) => path.startsWith("test/"),
      files: changes.map(({ path }) => path).filter((path) => path.startsWith("test/")),
    },
    ...{ ablations: [], mutants: [] },
    covered: { coverage: { kind: "unmeasured", why: "no-tool" }, ran: null, spentMs: 0 },
    memory: startMemory(),
    open: async (diff) =>
      memorySandbox({
        run: () => {
          runs++;
          const sections = Buffer.from(diff)
            .toString()
            .split(/^diff --git a\//m)
            .slice(1);
          const failed = sections.some((section) => notices(section.split(" ")[0] ?? "", section));
          return { exitStatus: failed ? 2 : 0 };
        },
      }),
    ...rest,
  });
  return { notRun, runs };
}

const compiles =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);
const passed = (part: Partial<TestResult>): TestResult => ({
  name: "pads",
  status: "passed",
  message: null,
  ...part,
});

describe("a changed test file", () => {
  const pad = added("test/pad_test.c", "int main(void) { return 0; }");

  it("did not run where no check notices an error in it, and the target that names it is told", async () => {
    expect(await looked([pad], () => false)).toEqual({
      notRun: [{ kind: "test-file", path: "test/pad_test.c", command: "make test-all" }],
      runs: 1,
    });
  });

  it("ran where a check notices, or where a report names a test of it, for which nothing has to run", async () => {
    expect(await looked([pad], () => true)).toEqual({ notRun: [], runs: 1 });
    const tests = [passed({ file: pad.path })];
    expect(await looked([pad], () => false, { tests })).toEqual({ notRun: [], runs: 0 });
  });

  it("is left alone where it is a link: nothing can be written there", async () => {
    const link = { ...pad, mode: "120000" as const };
    expect(await looked([link], () => true)).toEqual({ notRun: [], runs: 0 });
  });

  it("is told apart from others that ran", async () => {
    const other = added("test/other_test.c", "int main(void) { return 0; }");
    const { notRun, runs } = await looked([pad, other], compiles(other.path));
    expect([notRun, runs]).toEqual([[{ kind: "test-file", path: pad.path, command: "make test-all" }], 3]);
  });

  it.each(["test/data.txt", "test/fixtures/a.c"])(
    "is no matter where it is no code of a test: %s",
    async (path) => {
      expect(await looked([added(path, "x")], () => false)).toEqual({ notRun: [], runs: 0 });
    },
  );
});

describe("changed code", () => {
  const code = added("src/pad.c", "#ifdef FAST", "int pad(void)", "{", "    return 0;", "}", "#endif");
  const where = { place: { file: "src/pad.c", from: 1, to: 6 }, condition: "#ifdef FAST", command: null };
  const error = (_: string, text: string) => /^\+#error/m.test(text);

  it("is not in what was built where no check notices an error in it, and its condition is told", async () => {
    const inside = { ...code, added: code.added.slice(1, 5) };
    const told = await looked([inside], () => false, {
      workspace: {
        contents: async () => [
          {
            path: code.path,
            mode: "100644" as const,
            content: Buffer.from(code.added.map(({ text }) => text).join("\n")),
          },
        ],
        view: { paths: [], read: async () => null, readAll: async () => new Map(), contentId: () => null },
      },
    });
    expect(told).toEqual({
      notRun: [{ kind: "code", ...where, place: { ...where.place, from: 2, to: 5 } }],
      runs: 1,
    });
  });

  it("is told apart from lines beside it that are built", async () => {
    const lines = ["int two = 2;", ...code.added.map(({ text }) => text)];
    const mixed = added("src/pad.c", ...lines);
    const { notRun } = await looked([mixed], (_, text) => /^\+#error.*\n\+int two/m.test(text));
    expect(notRun).toEqual([{ kind: "code", ...where, place: { file: "src/pad.c", from: 3, to: 6 } }]);
  });

  it("is in it where a check notices", async () => {
    expect(await looked([code], error)).toEqual({ notRun: [], runs: 1 });
  });

  it("is in it where something that was taken out made a difference, or a tool saw it run or miss", async () => {
    const place = { file: code.path, from: 4, to: 4 };
    const ablations = [{ place, what: "hunk" as const, name: null, seen: [], ending: "noticed" as const }];
    const coverage = {
      kind: "measured" as const,
      by: "gcov",
      lines: 1,
      ran: 0,
      missed: [place],
      unloaded: [],
    };
    const covered = { coverage, ran: new Set<string>(), spentMs: 0 };
    for (const part of [{ ablations }, { covered }])
      expect(await looked([code], () => false, part)).toEqual({ notRun: [], runs: 0 });
  });

  it("is no matter where only comments are added", async () => {
    expect(await looked([added("src/a.js", "// x", "")], () => false)).toEqual({ notRun: [], runs: 0 });
  });
});
