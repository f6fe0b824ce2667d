// The spec as the architect hands it in, and the version that people see: numbered, with the arguments as decisions.
import { z } from "zod";
import type { Direction } from "../../src/domain/direction.ts";
import { Question, Spec, specChanges } from "../../src/domain/spec.ts";
import { line, visible, withoutFullStop } from "../../src/domain/text.ts";
import { WorkOrder } from "../../src/domain/work-order.ts";

/** People read the whole spec in one comment. */
const MAX_SPEC_CHARACTERS = 24_000;
const MAX_DECISIONS = 30;
/** Two of these and a few words make one decision. */
const argued = () => line(280);

const Draft = z.object({
  /** The first field, so that the model argues before it writes the spec. */
  objections: z.array(z.object({ against: argued(), answer: argued() })).max(6),
  goal: Spec.shape.goal,
  criteria: z.array(line()).min(1).max(20),
  outOfScope: Spec.shape.outOfScope.default([]),
  requirements: Spec.shape.requirements.default([]),
  questions: z
    .array(Question.omit({ id: true }))
    .max(5)
    .default([]),
  decisions: Spec.shape.decisions.default([]),
  rejected: z
    .array(z.object({ option: argued(), because: argued() }))
    .max(6)
    .default([]),
});

/** What the model writes. It writes no numbers: they are ours. */
export const SpecDraft = Draft.refine(isReadable, { error: tooLong });
export type SpecDraft = z.infer<typeof Draft>;

/** For a small issue. `order` null: it is not small after all. */
export const ShortDraft = Draft.extend({ order: WorkOrder.nullable().default(null) }).refine(isReadable, {
  error: tooLong,
});
export type ShortDraft = z.infer<typeof ShortDraft>;

function isReadable({ order: _order, ...draft }: SpecDraft & { order?: unknown }): boolean {
  return visible(JSON.stringify(draft)).length <= MAX_SPEC_CHARACTERS;
}

function tooLong(): string {
  return `the spec is longer than ${MAX_SPEC_CHARACTERS} characters: nobody would read it`;
}

/** A draft that brings only new arguments changes nothing. */
export function specFrom(draft: SpecDraft, previous: Spec | null): Spec {
  const plain = numbered(draft, previous);
  if (previous !== null && specChanges(previous, plain).length === 0) return plain;
  const decisions = new Map([...draft.decisions, ...argumentsOf(draft)].map((text) => [wordsIn(text), text]));
  return { ...plain, decisions: [...decisions.values()].slice(-MAX_DECISIONS) };
}

/** What is argued again is mostly the same but for marks and the way it is introduced. */
function wordsIn(text: string): string {
  return text
    .replace(/^(objection|rejected)\b/i, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The order of a draft counts its criteria from AC1; the spec has numbers of its own. */
export function withIdsOf(order: WorkOrder, { criteria }: Pick<Spec, "criteria">): WorkOrder {
  const named = (text: string) =>
    text.replace(/\bAC(\d{1,2})\b/g, (said, place: string) => criteria[Number(place) - 1]?.id ?? said);
  return {
    ...order,
    interfaces: order.interfaces.map(named),
    contracts: order.contracts.map(named),
    steps: order.steps.map(named),
    tests: order.tests.map(named),
    contradicts: order.contradicts.map((each) => ({ ...each, because: named(each.because) })),
  };
}

/** What a review brought in is told where the spec says what was decided. `pull`: the number of the pull request. */
export function withOrigin(spec: Spec, direction: Direction, pull: number): Spec {
  const { because } = direction;
  const reason = "said" in because ? `: ${because.said}` : "";
  const origin = line().parse(`From the review of #${pull}${reason}`);
  return { ...spec, decisions: [...spec.decisions, origin].slice(-MAX_DECISIONS) };
}

function argumentsOf({ objections, rejected }: SpecDraft): string[] {
  return [
    ...objections.map(({ against, answer }) => `Objection: ${withoutFullStop(against)} → ${answer}`),
    ...rejected.map(({ option, because }) => `Rejected: ${withoutFullStop(option)} → ${reasonIn(because)}`),
  ].map((text) => line().parse(text));
}

/** A model may write it as a sentence, or as the end of one. */
function reasonIn(because: string): string {
  return because.replace(/^because\s+/i, "");
}

/** A criterion or question whose words did not change keeps its number. A new one gets a number that was never used. */
function numbered(draft: SpecDraft, previous: Spec | null): Spec {
  const { goal, outOfScope, requirements, decisions } = draft;
  const criteria = draft.criteria.map((text) => ({ text }));
  return {
    version: (previous?.version ?? 0) + 1,
    goal,
    criteria: withIds("AC", criteria, previous),
    outOfScope,
    requirements,
    questions: withIds("Q", draft.questions, previous),
    decisions,
  };
}

/** Ids have two digits at most. */
const HIGHEST_NUMBER = 99;

function withIds<T extends { text: string }>(
  prefix: "AC" | "Q",
  items: T[],
  previous: Spec | null,
): (T & { id: string })[] {
  const before: { id: string; text: string }[] =
    (prefix === "AC" ? previous?.criteria : previous?.questions) ?? [];
  const nextId = newIds(prefix, previous);
  return items.map((item) => ({ ...item, id: before.find((old) => old.text === item.text)?.id ?? nextId() }));
}

/** Above every id that the previous version has or mentions; beyond the highest number, the lowest unused ones. */
function newIds(prefix: string, previous: Spec | null): () => string {
  const mentioned = JSON.stringify(previous).matchAll(new RegExp(`\\b${prefix}(\\d{1,2})\\b`, "g"));
  const used = new Set(Array.from(mentioned, ([, number]) => Number(number)));
  let number = Math.max(0, ...used);
  return () => {
    number += 1;
    if (number > HIGHEST_NUMBER) number = 1;
    while (number < HIGHEST_NUMBER && used.has(number)) number += 1;
    used.add(number);
    return `${prefix}${number}`;
  };
}
