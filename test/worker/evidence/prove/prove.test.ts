// Whether a criterion is proven, decided from what was seen in all arms.
import { describe, expect, it } from "@jest/globals";
import type { CheckResult, TestResult } from "../../../../src/domain/evidence.ts";
import type { Ablation, Sight } from "../../../../src/domain/experiment.ts";
import { prove, type Seen } from "../../../../worker/evidence/prove/prove.ts";
import { aCheckResult, aRewritten } from "../../../support/builders.ts";

const criteria = [{ id: "AC1" }];
const claims = [{ criterion: "AC1", by: "adds nothing" }];
const by = { kind: "test", check: "test", test: "adds nothing", flaky: false } as const;
const passed = (name: string): TestResult => ({ name, status: "passed", message: null });
const failed = (name: string, failure: TestResult["failure"]): TestResult => ({
  ...{ name, status: "failed", message: "no" },
  ...(failure === undefined ? {} : { failure }),
});
const green = (...tests: TestResult[]) => aCheckResult({ tests });
const red = (...tests: TestResult[]) => aCheckResult({ tests, ending: "failed", exitStatus: 1 });
const place = { file: "src/sum.js", from: 3, to: 3 };
const without = (sight: Sight, failedAt?: number): Ablation => ({
  ...{ place, what: "value", name: null, ending: "noticed" },
  seen: [{ check: "test", test: "adds nothing", sight, ...(failedAt === undefined ? {} : { failedAt }) }],
});

/** A change that is proven, but for what is written over it. */
const seen = (part: Partial<Seen> = {}): Seen => ({
  base: [green(passed("adds"))],
  withTests: [red(passed("adds"), failed("adds nothing", "assertion"))],
  head: [green(passed("adds"), passed("adds nothing"))],
  ...{
    turnedGreen: ["adds nothing"],
    controls: [],
    placebos: [],
    held: [],
    given: [],
    asked: [],
    rewritten: [],
  },
  ablations: [without("failed-at-assertion")],
  ...part,
});
const control = {
  kind: "ran" as const,
  check: "test",
  runner: "jest",
  negative: "failed-at-assertion" as const,
  positive: "passed" as const,
};
it("says the coder's word only of a criterion that no test is named for", () => {
  const undecidable = [{ criterion: "AC1", because: "a document" }];
  expect(prove(criteria, [], seen(), undecidable)[0]?.faults).toEqual([
    { kind: "no-test-can-decide", because: "a document" },
  ]);
  expect(prove(criteria, claims, seen(), undecidable)).toEqual(prove(criteria, claims, seen()));
});

const faults = (part: Partial<Seen>) => prove(criteria, claims, seen(part))[0]?.faults;

describe("a criterion is proven", () => {
  it("by a test that fails at an assertion without the change and without a part of it, and passes with it", () => {
    expect(prove(criteria, claims, seen())).toEqual([
      { criterion: "AC1", by, without: "failed-at-assertion", with: "passed", noticed: 1, faults: [] },
    ]);
  });

  it("where its file cannot load without the change, by a part that is taken out alone", () => {
    expect(faults({ withTests: [red(failed("test/sum.test.js", "missing"))] })).toEqual([]);
  });

  it("by a test that the change altered as the order announced", () => {
    expect(faults({ rewritten: [aRewritten({ test: "adds nothing", because: "AC1" })] })).toEqual([]);
  });

  it("where it throws without the change, by a part that is taken out and makes an assertion fail", () => {
    expect(faults({ withTests: [red(failed("adds nothing", "exception"))] })).toEqual([]);
  });
});

describe("a criterion is not proven", () => {
  it.each<[string, Partial<Seen>, unknown]>([
    [
      "where its test passes without the change",
      { withTests: [green(passed("adds nothing"))] },
      "green-without",
    ],
    [
      "where its test was not seen without it",
      { withTests: [red(failed("other", "assertion"))] },
      "not-seen-without",
    ],
    ["where its test fails with it", { head: [red(failed("adds nothing", "assertion"))] }, "not-green"],
    [
      "where its test is flaky",
      { head: [green({ name: "adds nothing", status: "flaky", message: null })] },
      "flaky",
    ],
    ["where its test stays green without a part", { ablations: [without("passed")] }, "survives-ablation"],
    ["where its test is not seen without a part", { ablations: [without("not-seen")] }, "survives-ablation"],
    ["where no part could be taken out", { ablations: [] }, "no-ablation"],
    [
      "where its test throws either way",
      {
        withTests: [red(failed("adds nothing", "exception"))],
        ablations: [without("failed-otherwise")],
      },
      "red-otherwise-without",
    ],
    [
      "where a control of its check failed",
      {
        controls: [{ kind: "ran", check: "test", runner: "jest", negative: "not-seen", positive: "passed" }],
      },
      "control-failed",
    ],
    [
      "where the report of a control has a fault",
      { controls: [{ ...control, reportFault: { kind: "incomplete" } }] },
      "control-failed",
    ],
    [
      "where no control could be run",
      { controls: [{ kind: "not-run", check: "test", runner: "tape", why: "no-control-for-file" }] },
      "no-control",
    ],
    [
      "where its test reacts to a placebo",
      { placebos: [{ check: "test", reacted: ["adds nothing"] }] },
      "reacts-to-placebo",
    ],
    [
      "where its test stays green whatever one of its lines asks for",
      { held: [{ check: "test", test: "adds nothing", file: "test/sum.test.js", line: 3 }] },
      "holds-either-way",
    ],
    [
      "where its test sets what the change reads",
      { given: [{ check: "test", test: "adds nothing", file: "test/sum.test.js", line: 3, how: "sets" }] },
      "gives-answer",
    ],
    [
      "where the change asks who is looking",
      { asked: [{ place: { path: "src/sum.js", from: 1, to: 1 }, about: "environment" }] },
      "asks",
    ],
    [
      "where the change altered its test and no step of the order announces that",
      { rewritten: [aRewritten({ test: "adds nothing" })] },
      "rewritten",
    ],
    [
      "where the report contradicts the exit status",
      {
        head: [
          { ...green(passed("adds nothing")), reportFault: { kind: "contradicts-exit", exitStatus: 1 } },
        ],
      },
      "report-unsound",
    ],
  ])("%s", (_name, part, kind) => {
    expect(faults(part)?.map((fault) => fault.kind)).toEqual([kind]);
  });

  it("where nothing is named for it, or what is named ran nowhere", () => {
    const proofs = (named: typeof claims) => prove(criteria, named, seen()).map((proof) => proof.faults);
    expect(proofs([])).toEqual([[{ kind: "nothing-named" }]]);
    expect(proofs([{ criterion: "AC1", by: "rounds up" }])).toEqual([
      [{ kind: "ran-nowhere", named: "rounds up", turnedGreen: ["adds nothing"] }],
    ]);
  });

  it("by a whole check of several tests", () => {
    const [proof] = prove(criteria, [{ criterion: "AC1", by: "test" }], seen());
    expect(proof?.faults[0]).toEqual({ kind: "names-a-check-of-many", check: "test", tests: 2 });
  });

  it("by a test that is named for another, too, and failed at no other assertion for another part", () => {
    const both = ["AC1", "AC2"].map((criterion) => ({ criterion, by: "adds nothing" }));
    const of = (ablations: Ablation[]) =>
      prove([{ id: "AC1" }, { id: "AC2" }], both, seen({ ablations })).map((proof) => proof.faults);
    const at = (from: number, to: number, line: number): Ablation => ({
      ...without("failed-at-assertion", line),
      place: { ...place, from, to },
    });
    const shared = [[{ kind: "shared", with: ["AC2"] }], [{ kind: "shared", with: ["AC1"] }]];
    expect(of([at(3, 3, 8)])).toEqual(shared);
    expect(of([at(3, 3, 8), at(5, 5, 8)])).toEqual(shared);
    // The same part, and one inside of another, show no second one.
    expect(of([at(3, 3, 8), at(3, 3, 9)])).toEqual(shared);
    expect(of([at(3, 3, 8), at(1, 4, 9)])).toEqual(shared);
    expect(of([at(3, 3, 8), at(5, 5, 9)])).toEqual([[], []]);
    expect(of([at(1, 9, 8), at(3, 3, 8), at(5, 5, 9)])).toEqual([[], []]);
  });
});

describe("a command that names no test", () => {
  const whole = (ending: CheckResult["ending"], output = "") =>
    aCheckResult({ ending, output, exitStatus: ending === "passed" ? 0 : 2 });
  const named = [{ criterion: "AC1", by: "test" }];
  const arms = (sight: Sight): Partial<Seen> => ({
    ...{ base: [whole("passed")], head: [whole("passed")], withTests: [whole("failed")] },
    ablations: [
      { place, what: "hunk", name: null, ending: "noticed", seen: [{ check: "test", test: null, sight }] },
    ],
  });

  it("proves by failing without the change and without a part of it", () => {
    expect(prove(criteria, named, seen(arms("failed-otherwise")))[0]?.faults).toEqual([]);
  });

  it("proves nothing where its report could be read before the change, and no longer can", () => {
    const lost = { ...whole("passed"), reportFault: { kind: "missing" as const } };
    const of = (part: Partial<Seen>) =>
      prove(criteria, named, seen({ ...arms("failed-otherwise"), head: [lost], ...part }))[0]?.faults;
    expect(of({})).toEqual([{ kind: "report-unsound", fault: { kind: "missing" } }]);
    expect(of({ base: [lost] })).toEqual([]);
  });

  it("proves nothing where it passes whatever a line of its tests asks for", () => {
    const held = [{ check: "test", test: null, file: "test/sum.c", line: 3 }];
    expect(prove(criteria, named, seen({ ...arms("failed-otherwise"), held }))[0]?.faults).toEqual([
      { kind: "holds-either-way", file: "test/sum.c", line: 3 },
    ]);
  });

  it("proves nothing where it passes without a part of the change", () => {
    expect(prove(criteria, named, seen(arms("passed")))[0]?.faults).toEqual([
      { kind: "survives-ablation", places: [place] },
    ]);
  });
});

it("is not doubted for an equality of the change where its test also holds by type and parts", () => {
  const at = (line: number) => ({ path: "money.py", from: line, to: line });
  const asked = [{ place: at(5), about: "equality" } as const];
  expect(faults({ asked })).toEqual([{ kind: "asks", ...asked[0] }]);
  expect(faults({ asked, byParts: [by] })).toEqual([]);
  const judge = { place: at(9), about: "judge" } as const;
  expect(faults({ asked: [...asked, judge], byParts: [by] })).toEqual([{ kind: "asks", ...judge }]);
});
