// What the coder says of its work when it hands it in. It only tells the harness what to check.
import { z } from "zod";
import { line, lineOrNull, visible } from "../../src/domain/text.ts";
import { listOrNone } from "./left-out.ts";

const Answer = z
  .object({
    thread: z.int(),
    text: z
      .string()
      .describe("empty only with `asksNothing`")
      .transform((text) => (visible(text).trim() === "" ? null : text))
      .pipe(line(1000).nullable())
      .transform((text) => text ?? ""),
    by: lineOrNull(400).describe("the test or check that failed before and passes now; null: none"),
    disagrees: z.boolean().describe("you did not do it, and `text` says why").default(false),
    /** Only of a review as a whole. */
    asksNothing: z.boolean().default(false),
  })
  .superRefine(({ text, asksNothing }, { addIssue }) => {
    if (text === "" && !asksNothing)
      addIssue({ code: "too_small", origin: "string", minimum: 1, input: text, path: ["text"] });
  });

export const Done = z.object({
  /** Why the order cannot be executed as written; null: it was executed. */
  blocked: lineOrNull(1000).describe("why the order cannot be executed as written; null: not blocked"),
  proofs: listOrNone(z.object({ criterion: z.string().max(10), by: z.string().min(1).max(400) }), 40),
  undecidable: listOrNone(z.object({ criterion: z.string().max(10), because: line(300) }), 20),
  answers: listOrNone(Answer, 50),
});
export type Done = z.infer<typeof Done>;

/**
 * What counts after the coder called `done` again. A model often names only what is new: a criterion and a thread that the
 * later call does not name keep what was said of them before.
 */
export function doneSoFar(earlier: Done, later: Done): Done {
  const decided = new Set([...later.proofs, ...later.undecidable].map(({ criterion }) => criterion));
  const answered = new Set(later.answers.map(({ thread }) => thread));
  const stillOf = <T extends { criterion: string }>(said: T[]) =>
    said.filter(({ criterion }) => !decided.has(criterion));
  return {
    blocked: later.blocked,
    proofs: [...stillOf(earlier.proofs), ...later.proofs],
    undecidable: [...stillOf(earlier.undecidable), ...later.undecidable],
    answers: [...earlier.answers.filter(({ thread }) => !answered.has(thread)), ...later.answers],
  };
}

export const NOTHING_SAID: Done = { blocked: null, proofs: [], undecidable: [], answers: [] };
