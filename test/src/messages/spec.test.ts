// The spec on the issue: what is shown can be read back, also after a person edited it.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Spec, specChanges } from "../../../src/domain/spec.ts";
import { asWritten } from "../../../src/domain/text.ts";
import { evidenceSection } from "../../../src/messages/evidence.ts";
import { parseSpec, renderSpec } from "../../../src/messages/spec.ts";
import { renderSticky } from "../../../src/messages/sticky.ts";
import { listSection } from "../../../src/messages/words.ts";
import { aSpec, aStickyView, someEvidence } from "../../support/builders.ts";

const text = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(..."ab `|-*#\t\n\u00a0\u3000\u200b"), minLength: 1, maxLength: 30 }),
  )
  .map((t) => asWritten(t))
  .filter((t) => t !== "");
const anySpec = fc.record({
  version: fc.integer({ min: 1, max: 99 }),
  goal: text,
  criteria: fc
    .array(text, { minLength: 1, maxLength: 4 })
    .map((all) => all.map((t, i) => ({ id: `AC${i + 1}`, text: t }))),
  outOfScope: fc.array(text, { maxLength: 3 }),
  requirements: fc.array(text, { maxLength: 3 }),
  questions: fc
    .array(fc.record({ text, recommended: text, blocking: fc.boolean() }), { maxLength: 3 })
    .map((all) => all.map((q, i) => ({ id: `Q${i + 1}`, ...q }))),
  decisions: fc.array(text, { maxLength: 3 }),
});

describe("a spec as markdown", () => {
  it("reads for a person", () => {
    const spec = aSpec({
      outOfScope: ["minutes"],
      questions: [{ id: "Q1", text: "Round or cut?", recommended: "round", blocking: true }],
    });
    expect(renderSpec(spec)).toMatchInlineSnapshot(`
"### Spec v1

**Goal.** A countdown shows whole seconds.

**Acceptance criteria**

- **AC1** format(1500) is 2 s

**Out of scope**

- minutes

**Open questions**

- **Q1** (blocking) Round or cut?
  - *recommended:* round"
`);
  });

  it("reads back as the spec it was, whatever its words", () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(parseSpec(`before\n\n${renderSpec(spec)}\n\n---\nafter`)).toEqual({ kind: "read", spec });
      }),
    );
  });

  it("keeps blanks as they were written, which may be the very point", () => {
    const words = "`slugify('Hello,  World!')` is  'hello-world', and\u00a0a\ttab";
    const spec = Spec.parse({
      ...aSpec(),
      ...{ goal: words, outOfScope: [words], requirements: [words], decisions: [words] },
      criteria: [{ id: "AC1", text: `${words}\n  on` }],
      questions: [{ id: "Q1", text: words, recommended: words, blocking: false }],
    });
    expect(spec.criteria).toEqual([{ id: "AC1", text: `${words} on` }]);
    expect(renderSpec(spec).split(words)).toHaveLength(8);
    expect(parseSpec(renderSticky(aStickyView({ spec })))).toEqual({ kind: "read", spec });
    expect(evidenceSection({ spec, evidence: someEvidence() })).toContain(`| **AC1** ${words} on |`);
    expect(listSection("Out of scope", spec.outOfScope)).toContain(`- ${words}`);
  });

  it("reads back the same when the comment also tells how small the issue is and what changed", () => {
    const spec = aSpec({ version: 2, decisions: ["Objection: none → none"] });
    const size = { words: 61, criteria: 1, files: 2 };
    const changes = specChanges(aSpec({ criteria: [{ id: "AC1", text: "format(1) is 0 s" }] }), spec);
    expect(parseSpec(renderSticky(aStickyView({ spec, size, changes })))).toEqual({ kind: "read", spec });
  });

  it("never throws on an edited comment, and reads only what fits the schema", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (noise) => {
        const reading = parseSpec(`${renderSpec(aSpec())}\n${noise}`);
        return reading.kind !== "read" || Spec.safeParse(reading.spec).success;
      }),
    );
  });

  it("takes a criterion that a person added without a number", () => {
    const edited = renderSpec(aSpec()).replace("is 2 s", "is 2 s\n- format(0) is 0 s");
    expect(parseSpec(edited)).toMatchObject({
      spec: { criteria: [{ id: "AC1" }, { id: "AC2", text: "format(0) is 0 s" }] },
    });
  });

  it("says which part is missing when an edit took it away", () => {
    expect(parseSpec("### Spec v2\n\n**Goal.** something")).toEqual({
      kind: "unreadable",
      said: expect.stringContaining("criteria"),
    });
  });
});
