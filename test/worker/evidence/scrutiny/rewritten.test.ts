// Tests of the base that fail with the change as they were, each with both versions.
import { describe, expect, it } from "@jest/globals";
import type { CheckResult, TestResult } from "../../../../src/domain/evidence.ts";
import type { Change } from "../../../../src/domain/patch.ts";
import { type Comparing, rewrittenTests } from "../../../../worker/evidence/scrutiny/rewritten.ts";
import { aChange, aCheckResult } from "../../../support/builders.ts";

const path = "test/sum.test.js";
const OLD = `import { sum } from "../src/sum.js";

test("adds numbers", () => {
  assert.equal(sum([1, 2]), 3);
});

test("throws for nothing", () => {
  assert.throws(() => sum([]));
});
`;

/** Line by line, as a diff without context says it. */
function altered(
  part: Partial<Change> = {},
  [from, to] = ["assert.throws(() => sum([]))", "assert.equal(sum([]), 0)"],
) {
  const lines = OLD.split("\n");
  const at = lines.findIndex((line) => line.includes(from ?? ""));
  const [was = "", now = ""] = [lines[at], lines[at]?.replace(from ?? "", to ?? "")];
  return {
    ...aChange({ path }),
    removed: [{ number: at + 1, text: was }],
    added: [{ number: at + 1, text: now }],
    ...part,
  };
}

const name = (title: string) => `${path} > ${title}`;
const passed = (title: string): TestResult => ({
  name: name(title),
  file: path,
  status: "passed",
  message: null,
});
const failed = (title: string, part: Partial<TestResult> = {}): TestResult => ({
  ...{ name: name(title), file: path, status: "failed", message: "no", failure: "assertion" },
  ...part,
});
const green = (...tests: TestResult[]) => aCheckResult({ tests });
const red = (...tests: TestResult[]) => aCheckResult({ tests, ending: "failed", exitStatus: 1 });
const base = [green(passed("adds numbers"), passed("throws for nothing"))];
const onHead = [red(passed("adds numbers"), failed("throws for nothing", { failedAt: 8 }))];

const found = (part: Partial<Comparing> & { changes?: Change[] } = {}) => {
  const { changes = [altered()], ...rest } = part;
  return rewrittenTests({
    ...{ patch: { changes }, base, baseTestsOnHead: onHead, announced: [] },
    parts: { touched: changes.map((change) => change.path), isInlineTest: () => false },
    view: { read: async () => OLD },
    ...rest,
  });
};
const rewritten = {
  ...{ check: "test", test: name("throws for nothing"), file: path, line: 8 },
  was: ["assert.throws(() => sum([]));"],
  now: ["assert.equal(sum([]), 0);"],
  because: null,
};

describe("a test of the base that the change altered", () => {
  it("is rewritten where it fails with the change as it was, with its place and both versions", async () => {
    expect(await found()).toEqual([rewritten]);
  });

  it("is announced where the order names its file and its title", async () => {
    const named = (test: string, file = path) => found({ announced: [{ file, test, because: "AC1" }] });
    expect(await named("throws for nothing")).toEqual([{ ...rewritten, because: "AC1" }]);
    expect(await named("adds numbers")).toEqual([rewritten]);
    expect(await named("throws for nothing", "test/other.test.js")).toEqual([rewritten]);
  });

  it("is found by its title where no report says at which line it failed", async () => {
    const baseTestsOnHead = [red(passed("adds numbers"), failed("throws for nothing"))];
    const other = altered({}, ["sum([1, 2])", "sum([2, 1])"]);
    const { added, removed } = altered();
    const change = { ...other, added: [...other.added, ...added], removed: [...other.removed, ...removed] };
    expect(await found({ baseTestsOnHead, changes: [change] })).toEqual([rewritten]);
  });

  it("is rewritten, and announced, by what its snapshot says", async () => {
    const snapshot = "src/__snapshots__/sum.test.js.snap";
    const change = {
      ...aChange({ path: snapshot }),
      removed: [{ number: 3, text: "exports[`throws for nothing 1`] = `TypeError`;" }],
      added: [{ number: 3, text: "exports[`throws for nothing 1`] = `0`;" }],
    };
    const named = (because: string | null) =>
      found({
        changes: [change],
        announced: because === null ? [] : [{ file: path, test: "throws for nothing", because }],
      });
    const place = { file: snapshot, line: 3, now: ["exports[`throws for nothing 1`] = `0`;"] };
    expect(await named(null)).toMatchObject([{ ...place, because: null }]);
    expect(await named("AC1")).toMatchObject([{ ...place, because: "AC1" }]);
  });

  it("is rewritten where its file does not load any more, or is gone", async () => {
    const file: TestResult = { name: path, status: "failed", message: "no", failure: "missing" };
    const gone = altered({ kind: "deleted", added: [] });
    const unloaded = await found({ baseTestsOnHead: [red(file)], changes: [gone] });
    expect(unloaded.map(({ test, line, now }) => ({ test, line, now }))).toEqual(
      ["adds numbers", "throws for nothing"].map((title) => ({ test: name(title), line: 8, now: [] })),
    );
  });

  it("is any of an altered file where the command names no tests", async () => {
    const silent = (part: Partial<CheckResult> = {}) => [aCheckResult(part)];
    const nameless = { base: silent(), baseTestsOnHead: silent({ ending: "failed", exitStatus: 1 }) };
    expect(await found(nameless)).toEqual([{ ...rewritten, test: null }]);
  });
});

describe("a test of the base is not rewritten", () => {
  it.each<[string, Partial<Comparing> & { changes?: Change[] }]>([
    ["where it holds as it was", { baseTestsOnHead: base }],
    ["where no test file is changed", { baseTestsOnHead: null }],
    ["where the change only adds files of tests", { changes: [altered({ kind: "added" })] }],
    ["where the runner ended before it", { baseTestsOnHead: [red(failed("other"))] }],
    ["where it failed before the change, too", { base: onHead }],
  ])("%s", async (_where, part) => {
    expect(await found(part)).toEqual([]);
  });
});
