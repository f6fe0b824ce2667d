// What a maintainer reads of the measurements: how red the tests were, what they ran, and what they did not notice.
import { describe, expect, it } from "@jest/globals";
import type { Evidence, Red } from "../../../src/domain/evidence.ts";
import type { Rewritten } from "../../../src/domain/rewritten.ts";
import { evidenceSection, evidenceSections } from "../../../src/messages/evidence.ts";
import { aCheckResult, aRewritten, aSpec, someEvidence } from "../../support/builders.ts";

/** The last paragraph of the section: what a part of the evidence adds to it. */
const said = (part: Partial<Evidence>) =>
  evidenceSection({ spec: aSpec(), evidence: someEvidence(part) })
    .split("\n\n")
    .at(-1);
const red = (...reds: Red[]) =>
  said({
    redGreen: [
      {
        ...{ check: "test", files: ["a.test.js"], base: "failed", head: "passed" },
        seen: true,
        turnedGreen: [],
        reds,
      },
    ],
  });
const one = (kind: Red["kind"], message: string | null = null): Red => ({ test: "adds", kind, message });

describe("new or changed tests", () => {
  it.each<[string, Red[]]>([
    ["red on the base at an assertion, green on the head.", [one("assertion", "1 == 2")]],
    [
      "red on the base by an exception (`TypeError: no`), green on the head.",
      [one("exception", "TypeError: no")],
    ],
    [
      "red on the base only because of a compile or load error, or a name that does not exist there, green on the head.",
      [one("missing")],
    ],
    ["red on the base at a place the output does not show, green on the head.", [one("unknown")]],
    [
      "red on the base (2 tests at an assertion, 1 test by an exception), green on the head.",
      [one("assertion"), one("exception"), one("assertion")],
    ],
    ["red on the base, green on the head.", []],
  ])("are %s", (words, reds) => {
    expect(red(...reds)).toBe(`Tests of the change (\`a.test.js\`): ${words}`);
  });
});

describe("an existing test that the change contradicts", () => {
  const shown = (...rewritten: Rewritten[]) =>
    evidenceSections({ spec: aSpec(), evidence: someEvidence({ rewritten }) })[1];

  it("is shown with both versions, and with what the order says of it", () => {
    expect(shown(aRewritten({ because: "AC1" }), aRewritten({ test: null, now: [] }))).toMatchInlineSnapshot(`
"### Existing tests that the change contradicts

- \`test/sum.test.js:6\`: the test \`adds\`, as it was, fails with the change. Before: \`assert.equal(sum([]), 1);\`; now: \`assert.equal(sum([]), 0);\`. As AC1 says.
- \`test/sum.test.js:6\`: a test of the base, as it was, fails with the change. Before: \`assert.equal(sum([]), 1);\`; now it is gone. **No step of the order announces this.**"
`);
  });
});

describe("the quality of the tests", () => {
  it("shows how many changed lines ran, and how many wrong ones were noticed", () => {
    const mutant = (ending: "killed" | "survived" | "unbuilt") => ({
      ...{ file: "a.js", line: 1, now: "x" },
      ending,
    });
    const coverage: Evidence["coverage"] = {
      ...{ kind: "measured", by: "go test -coverprofile", lines: 4, ran: 3 },
      ...{ missed: [], unloaded: [] },
    };
    expect(
      said({
        coverage,
        mutants: [mutant("killed"), mutant("killed"), mutant("survived"), mutant("unbuilt")],
      }),
    ).toBe(
      "3 of 4 changed lines ran in tests (go test -coverprofile). The tests noticed 2 of 3 errors that were put into changed lines on purpose, one at a time.",
    );
  });

  it("names what is flaky, and counts it apart", () => {
    const flaky = [
      { check: "test", test: "adds", runs: 3, failed: 1 },
      { check: "test", test: null, runs: 2, failed: 1 },
    ];
    const tests = [{ name: "adds", status: "flaky" as const, message: null }];
    const text = evidenceSection({
      spec: aSpec(),
      evidence: someEvidence({ flaky, head: [aCheckResult({ tests })] }),
    });
    expect(text).toContain("exit 0, 0 passed, 0 failed, 1 flaky, 1.2 s |");
    expect(text.split("\n\n").slice(-2)).toEqual([
      "**Flaky**: `adds` failed in 1 of 3 runs on the same tree; it is ignored.",
      "**Flaky**: The check `test` failed in 1 of 2 runs on the same tree; it is ignored.",
    ]);
  });

  it("says how much of it was measured earlier in the run", () => {
    expect(said({ reused: 3 })).toBe(
      "3 results of checks were measured earlier in this run, on the very same files and with the same commands, and not again.",
    );
  });
});

describe("the base's own tests, whose command names none", () => {
  it.each([
    ["passed", "the command passes"],
    ["failed", "the command fails as it did before"],
  ] as const)("ended as they did: %s", (ending, words) => {
    const error = {
      file: "a.test.js",
      line: 6,
      column: null,
      code: null,
      message: "Cannot use import statement",
    };
    const diagnostics = ending === "passed" ? [] : [{ ...error, severity: "error" as const }];
    const results = [aCheckResult({ ending, diagnostics, tests: null })];
    expect(said({ base: results, head: results, baseTestsOnHead: results })).toBe(
      `The base's own tests against the new code: ${words}, and names no test, so nobody saw which ran.`,
    );
  });
});

describe("tests whose names are not those of the base", () => {
  it("are shown with both names, and why they count", () => {
    const renamed = [{ check: "test", file: "test/a.test.js", was: ["adds"], now: ["adds 1", "adds 2"] }];
    const unsteady = [{ check: "test", was: "makes 8f3a", now: "makes beef" }];
    expect(said({ renamed, unsteady })).toMatchInlineSnapshot(
      `"Tests of \`test/a.test.js\` have other names: \`adds\` became \`adds 1\`, \`adds 2\`. The file still holds what they expected, and as they were, they pass with the change. A part of these names differs from run to run, as a second run of the base shows; they were matched by the rest: \`makes 8f3a\` as \`makes beef\`."`,
    );
  });

  it("are told of code that moved", () => {
    expect(
      said({
        baseTestsOnHead: [aCheckResult({ tests: [{ name: "adds", status: "passed", message: null }] })],
        followed: ["test/a.test.js"],
      }),
    ).toMatchInlineSnapshot(
      `"The base's own tests pass against the new code. For that, \`test/a.test.js\` was told where code was moved to, and nothing else."`,
    );
  });
});

it("does not say how tests ended in a report that proves nothing", () => {
  const redGreen: Evidence["redGreen"][number] = {
    ...{ check: "test", files: ["a.test.js"], base: "passed", head: "passed", turnedGreen: [], reds: [] },
    ...{ seen: true, reportFault: { kind: "incomplete" } },
  };
  const [section, ...others] = evidenceSections({
    spec: aSpec(),
    evidence: someEvidence({ redGreen: [redGreen] }),
  });
  expect(section?.split("\n\n").at(-1)).toMatchInlineSnapshot(
    `"Tests of the change (\`a.test.js\`): nobody knows how they end without it, because the test runner's report is incomplete."`,
  );
  expect(others.at(-1)).toMatchInlineSnapshot(`
"### Look twice

- Nobody knows whether the tests in \`a.test.js\` fail without the change (\`test\`): the test runner's report is incomplete."
`);
});

it("shows the coder's word where no test can decide a criterion", () => {
  const proof = { criterion: "AC1", by: null, without: "not-seen", with: "not-seen", noticed: 0 } as const;
  const evidence = someEvidence({
    proofs: [{ ...proof, faults: [{ kind: "no-test-can-decide", because: "It is a document." }] }],
  });
  const [section, gaps] = evidenceSections({ spec: aSpec(), evidence });
  expect(section).toContain("*no test can decide it, says the coder*");
  expect(gaps).toContain("the coder says that no test can decide it: “It is a document”");
});

describe("ordinary questions of changed code", () => {
  it("are told by file and line where the base asked them, too", () => {
    const asksAsBefore: Evidence["asksAsBefore"] = [
      { place: { path: "src/age.js", from: 3, to: 3 }, about: "clock" },
      { place: { path: "src/port.js", from: 7, to: 7 }, about: "environment" },
    ];
    expect(said({ asksAsBefore })).toMatchInlineSnapshot(
      `"Changed lines that ask what their file asked before, and decide nothing new by it: \`src/age.js:3\` (the clock), \`src/port.js:7\` (a variable of the environment)."`,
    );
  });
});
