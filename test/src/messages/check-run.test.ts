// The check run as a person sees it: what was measured above, how it came about below, never more than GitHub takes.
import { describe, expect, it } from "@jest/globals";
import { MAX_FIELD_BYTES, renderCheck } from "../../../src/messages/check-run.ts";
import { type Excerpt, renderSaid, renderTranscript, type Said } from "../../../src/messages/transcript.ts";
import { aProof, aSpec, someEvidence } from "../../support/builders.ts";

const NOTHING: Excerpt = { first: [], leftOut: 0, last: [] };
const view = {
  issue: 12,
  spec: aSpec(),
  evidence: someEvidence({ proofs: [aProof()] }),
  transcript: NOTHING,
  keptAs: ["runs/r/transcript-coder.jsonl"],
};
const said = (part: Partial<Said> = {}): Said => ({
  role: "coder",
  afterMs: 61_000,
  step: 2,
  told: ["Mend it."],
  text: "I read it first.",
  calls: [{ name: "read", arguments: '{"path":"a.js"}', answer: "1: ```\n2: x", failed: false }],
  ...part,
});

describe("a check run", () => {
  it("says in its title what is proven, and shows the evidence", () => {
    const { conclusion, title, summary } = renderCheck(view);
    expect({ conclusion, title }).toEqual({ conclusion: "success", title: "1 of 1 criterion proven" });
    expect(summary).toContain("For **spec v1** of #12.");
    expect(summary).toContain(
      "| ✔ | **AC1** format(1500) is 2 s | test “whole seconds” in `test` | red at an assertion | green | red at an assertion, 1 time |",
    );
  });

  it("says what is to be looked at, and is then no success", () => {
    const evidence = someEvidence({
      suspicions: [{ kind: "executable", path: "a.sh" }],
      testsChanged: "none",
    });
    const { conclusion, title, summary } = renderCheck({ ...view, evidence });
    expect({ conclusion, title }).toEqual({
      conclusion: "neutral",
      title: "AC1: no test was named for it · 0 of 1 criterion proven, 1 point needs a second look",
    });
    expect(summary).toContain(
      "### Not covered\n\n- **AC1** format(1500) is 2 s: no test was named for it.\n- No test was added or changed.",
    );
    expect(summary).toContain("### Look twice\n\n- `a.sh` can now be executed.");
  });

  it("fits, in bytes, whatever is in it", () => {
    const many = Array.from({ length: 3000 }, (_, i) => `“${"é".repeat(600)}” ${i}`);
    const criteria = Array.from({ length: 20 }, (_, i) => ({ id: `AC${i + 1}`, text: "語".repeat(600) }));
    const evidence = someEvidence({
      proofs: criteria.map(({ id }) => {
        const by = { kind: "test", check: "test", test: "語".repeat(60_000), flaky: false } as const;
        return aProof({ criterion: id, by, without: "not-seen" });
      }),
      suspicions: many.map((path) => ({ kind: "executable", path })),
      leftOut: many,
      knownFailures: many,
    });
    const steps = Array.from({ length: 500 }, (_, step) =>
      renderSaid(said({ step, text: "語".repeat(900) })),
    );
    const transcript = { first: steps.slice(0, 250), leftOut: 7, last: steps.slice(250) };
    const check = renderCheck({ ...view, spec: aSpec({ criteria }), evidence, transcript });
    expect(Buffer.byteLength(check.summary)).toBeLessThanOrEqual(MAX_FIELD_BYTES);
    expect(Buffer.byteLength(check.text)).toBeLessThanOrEqual(MAX_FIELD_BYTES);
    expect(Buffer.byteLength(check.text)).toBeGreaterThan(MAX_FIELD_BYTES * 0.9);
    expect(check.summary.endsWith("*The rest is left out here.*")).toBe(true);
  });
});

describe("a transcript", () => {
  it("quotes what was told, said, called and answered, so that nothing breaks out", () => {
    expect(renderSaid(said())).toMatchInlineSnapshot(`
"#### coder, step 2, after 1 min 1 s

Told:

\`\`\`text
Mend it.
\`\`\`

\`\`\`text
I read it first.
\`\`\`

\`read\`

\`\`\`text
{"path":"a.js"}
\`\`\`

\`\`\`\`text
1: \`\`\`
2: x
\`\`\`\`"
`);
  });

  it("keeps beginning and end, and says how many steps are left out between them", () => {
    const pieces = Array.from({ length: 40 }, (_, i) => `piece ${i} ${"x".repeat(90)}`);
    const transcript = { first: pieces.slice(0, 20), leftOut: 100, last: pieces.slice(20) };
    const text = renderTranscript(transcript, ["transcript-coder.jsonl"], 2000);
    expect(text).toContain(
      "Long texts are cut here. The whole is kept where the run ran: `transcript-coder.jsonl`.",
    );
    expect([...text.matchAll(/^piece (\d+)/gm)].map(([, n]) => Number(n))).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8],
      ...[31, 32, 33, 34, 35, 36, 37, 38, 39],
    ]);
    expect(text).toContain("*122 steps left out here.*");
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2000);
  });

  it("cuts long texts in their middle and many calls at their end", () => {
    const call = { name: "shell", arguments: "a".repeat(9000), answer: "b".repeat(9000), failed: true };
    const piece = renderSaid(said({ told: [], text: "", calls: Array.from({ length: 30 }, () => call) }));
    expect(piece).toContain("… 7,800 characters left out …");
    expect(piece).toContain("`shell`, refused");
    expect(piece.endsWith("and 22 calls more")).toBe(true);
    expect(piece.length).toBeLessThan(24_000);
  });
});
