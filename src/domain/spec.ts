// What people agreed, versioned. `messages/spec.ts` shows it as markdown a person can edit and reads it back.
import { createHash } from "node:crypto";
import { z } from "zod";
import { line, withoutFullStop } from "./text.ts";

export const Criterion = z.object({ id: z.string().regex(/^AC\d{1,2}$/), text: line() });
export type Criterion = z.infer<typeof Criterion>;

export const Question = z.object({
  id: z.string().regex(/^Q\d{1,2}$/),
  text: line(),
  recommended: line(),
  blocking: z.boolean(),
});
export type Question = z.infer<typeof Question>;

export const Spec = z.object({
  version: z.int().positive(),
  goal: line(1200),
  criteria: z.array(Criterion).min(1).max(20),
  outOfScope: z.array(line()).max(20),
  requirements: z.array(line()).max(20),
  questions: z.array(Question).max(5),
  /** Carried from version to version: what was decided and what earlier runs learned. Never chat. */
  decisions: z.array(line()).max(30),
});
export type Spec = z.infer<typeof Spec>;

/** What a person may have edited, read back. `said`: the schema's complaint about the first part that does not read. */
export type SpecReading =
  | { kind: "read"; spec: Spec }
  | { kind: "none" }
  | { kind: "unreadable"; said: string };

/** A digest of all that it says, whatever its version: tells whether a person edited it. 16 hexadecimal digits. */
export function specDigest({ version: _, ...words }: Spec): string {
  const { goal, criteria, outOfScope, requirements, questions, decisions } = words;
  const said = [
    goal,
    criteria.map(({ id, text }) => [id, text]),
    outOfScope,
    requirements,
    questions.map(({ id, text, recommended, blocking }) => [id, text, recommended, blocking]),
    decisions,
  ];
  return createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 16);
}

export function blockingQuestions(spec: Spec): Question[] {
  return spec.questions.filter((question) => question.blocking);
}

/** The recommended answers become decisions and no question stays open. */
export function acceptRecommended(spec: Spec): Spec {
  const answers = spec.questions.map((q) => line().parse(`${withoutFullStop(q.text)} → ${q.recommended}`));
  return { ...spec, questions: [], decisions: [...spec.decisions, ...answers].slice(-30) };
}

export const SpecChange = z.object({
  kind: z.enum(["added", "removed", "changed"]),
  section: z.string(),
  text: z.string(),
});
export type SpecChange = z.infer<typeof SpecChange>;

/** What a reader of the older version must know of the newer one, section by section. */
export function specChanges(older: Spec, newer: Spec): SpecChange[] {
  const goal: SpecChange[] =
    older.goal === newer.goal ? [] : [{ kind: "changed", section: "Goal", text: newer.goal }];
  return [
    ...goal,
    ...listChanges(
      "Acceptance criteria",
      older.criteria.map((c) => c.text),
      newer.criteria.map((c) => c.text),
    ),
    ...listChanges("Out of scope", older.outOfScope, newer.outOfScope),
    ...listChanges("Technical requirements", older.requirements, newer.requirements),
    ...listChanges(
      "Open questions",
      older.questions.map((q) => q.text),
      newer.questions.map((q) => q.text),
    ),
    ...listChanges("Decisions and lessons", older.decisions, newer.decisions),
  ];
}

function listChanges(section: string, older: string[], newer: string[]): SpecChange[] {
  const removed = older.filter((text) => !newer.includes(text));
  const added = newer.filter((text) => !older.includes(text));
  return [
    ...removed.map((text): SpecChange => ({ kind: "removed", section, text })),
    ...added.map((text): SpecChange => ({ kind: "added", section, text })),
  ];
}
