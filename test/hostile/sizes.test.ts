// However much a model writes, what we write on GitHub stays within what GitHub takes: or nobody would see how it ended.

import { describe, expect, it } from "@jest/globals";
import { brokenCheck } from "../../src/domain/broken-check.ts";
import type { GuardFault } from "../../src/domain/guard-fault.ts";
import { failed, type Outcome } from "../../src/domain/outcome.ts";
import type { GaveUpReason } from "../../src/domain/reason.ts";
import { NO_ROUND } from "../../src/domain/round.ts";
import { type Spec, specChanges } from "../../src/domain/spec.ts";
import { line } from "../../src/domain/text.ts";
import { renderPullRequest } from "../../src/messages/pull-request.ts";
import { parseSpec } from "../../src/messages/spec.ts";
import { renderSticky, renderWaiting } from "../../src/messages/sticky.ts";
import { SpecDraft } from "../../worker/roles/spec-draft.ts";
import { aCheckResult, aProof, aSpec, aStickyView, someEvidence } from "../support/builders.ts";

/** What GitHub takes as one comment, and as the body of a pull request. */
const LONGEST = 65_536;
/** Every second character is broken, so that it grows by half. */
const text = (max: number, seed = 0) => line(max).parse(`${seed} ${"@a".repeat(max)}`);
const times = <T>(n: number, make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i));

/** As long as a spec can be that a model may submit. */
const longest: Spec = aSpec({
  version: 2,
  goal: text(1200),
  criteria: times(20, (i) => ({ id: `AC${i + 1}`, text: text(500, i) })),
  outOfScope: times(10, (i) => text(300, i)),
  requirements: times(10, (i) => text(300, i)),
  decisions: times(10, (i) => text(300, i)),
});

describe("a message", () => {
  it("on the issue fits, with the longest spec and the longest ending, and the spec reads back", () => {
    const said = "@a ".repeat(100_000);
    const faults = times(
      1000,
      (i): GuardFault => ({ kind: "secret", path: `${i}`, what: said.slice(0, 500) }),
    );
    const reason: GaveUpReason = { kind: "guard-refused", faults };
    const failing = aCheckResult({ ending: "failed", exitStatus: 1 });
    const broken = times(20, () => brokenCheck(failing, said));
    const outcome: Outcome = { kind: "gave-up", reason, broken, patchKept: null };
    const changes = specChanges(aSpec(), longest);
    const shown = renderSticky(aStickyView({ spec: longest, changes, outcome, notes: [] }));
    expect(shown.length).toBeLessThan(LONGEST);
    expect(shown).toMatch(/- and \d+ more/);
    expect(parseSpec(shown)).toEqual({ kind: "read", spec: longest });
  });

  it.each(["a", "@a", "😀"])(
    "on the issue fits with a spec of people at all its maxima and a long log, written in %s",
    (piece) => {
      const full = (max: number, seed = 0) => line(max).parse(`${seed} ${piece.repeat(max)}`);
      const spec: Spec = aSpec({
        goal: full(1200),
        criteria: times(20, (i) => ({ id: `AC${i + 1}`, text: full(600, i) })),
        outOfScope: times(20, (i) => full(600, i)),
        requirements: times(20, (i) => full(600, i)),
        questions: times(5, (i) => ({
          id: `Q${i + 1}`,
          text: full(600, i),
          recommended: full(600),
          blocking: true,
        })),
        decisions: times(30, (i) => full(600, i)),
      });
      const outcome = failed({ kind: "nothing-to-check", toolchain: null, hints: [] }, "x".repeat(100_000));
      const changes = specChanges(aSpec(), spec);
      for (const shown of [
        renderSticky(aStickyView({ spec, changes, outcome })),
        renderSticky(aStickyView({ spec, changes })),
        renderWaiting(aStickyView({ spec }), { kind: "all-taken", running: 2, ahead: 1 }),
      ]) {
        expect(shown.length).toBeLessThanOrEqual(LONGEST);
        const reading = parseSpec(shown);
        if (reading.kind !== "read") throw new Error("the spec does not read back");
        const { goal, criteria, questions } = reading.spec;
        expect({ goal, criteria, questions }).toEqual({
          ...{ goal: spec.goal, criteria: spec.criteria, questions: spec.questions },
        });
      }
    },
  );

  it("in a pull request fits, with thousands of names and findings, and says how many are left out", () => {
    const names = times(3000, (i) => `test/${"@a".repeat(200)}${i}.test.js`);
    const { criteria } = longest;
    const by = { kind: "test", check: "test", test: "@a".repeat(5000), flaky: false } as const;
    const body = renderPullRequest({
      ...{ issue: 12, round: NO_ROUND },
      title: text(100),
      summary: text(1200),
      spec: longest,
      evidence: someEvidence({
        head: [aCheckResult({ tests: names.map((name) => ({ name, status: "passed", message: null })) })],
        redGreen: [
          {
            check: "test",
            files: names,
            base: "failed",
            head: "passed",
            seen: true,
            turnedGreen: names,
            reds: [],
          },
        ],
        knownFailures: names,
        proofs: criteria.map(({ id }) => aProof({ criterion: id, by, without: "not-seen" })),
        flaky: names.map((test) => ({ check: "test", test, runs: 3, failed: 1 })),
        suspicions: names.map((path) => ({ kind: "executable", path })),
      }),
      findings: times(30, (i) => ({
        ...{ file: names[i] ?? "", line: 1, severity: "minor" as const, criterion: null, shownBy: null },
        ...{ text: text(800, i), command: text(1000, i) },
        shown: { ending: "exited" as const, exitStatus: 1, output: text(600, i) },
      })),
      notes: [],
      usage: {},
      phases: [],
      runId: "run-1",
      isDraft: true,
      transcriptUrl: null,
    });
    expect(body.length).toBeLessThan(LONGEST);
    expect(body).toContain("Fixes #12, built from **spec v2** shown there.");
    expect(body.match(/and [\d,]+ more/g)?.length).toBeGreaterThan(4);
  });
});

describe("a spec by a model", () => {
  const draft = (part: object) =>
    SpecDraft.safeParse({
      ...{ ...longest, criteria: ["it holds"], questions: [], objections: [], rejected: [] },
      ...part,
    });

  it("is taken up to what a person can read, and no further", () => {
    expect(draft({ criteria: longest.criteria.map((each) => each.text) }).success).toBe(true);
    expect(draft({ criteria: times(1000, (i) => `criterion ${i}`) }).success).toBe(false);
    const all = times(20, (i) => text(600, i));
    const tooLong = draft({ criteria: all, outOfScope: all, requirements: all, decisions: all });
    expect(tooLong.error?.issues.map((issue) => issue.message)).toEqual([
      "the spec is longer than 24000 characters: nobody would read it",
    ]);
  });

  it("has its fields cut to a line, however long they are", () => {
    const taken = draft({ goal: "a ".repeat(1_000_000) });
    expect(taken.data?.goal).toMatch(/^(a ){500,}.*a… \(1998\d{3} more characters\)$/);
    expect(taken.data?.goal.length).toBeLessThanOrEqual(1200);
  });
});
