// Writes down what every role is told, says and does, as it happens: as lines of JSON beside the run, and an excerpt of
// beginning and end for people. What is written is what a model was sent and what it answered, and no credential of ours
// is in either: keys go into headers of requests, and sandboxes have none.
import { type Clock, isoNow } from "../../../src/clock.ts";
import type { Role } from "../../../src/domain/budget.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { Log } from "../../../src/log.ts";
import { type Excerpt, renderSaid } from "../../../src/messages/transcript.ts";
import type { Heard } from "../../roles/ask-role.ts";
import type { Keep } from "../ports.ts";

export type Recorder = {
  /** Resolves when it is written. Never rejects: a transcript that cannot be written does not end a run. */
  hear(heard: Heard): Promise<void>;
  excerpt(): Excerpt;
  /** Names under which a person finds what was written. */
  names(): string[];
};

/** What earlier executions of the run left of it. */
export type SaidBefore = { excerpt: Excerpt; names: string[] };

export type RecorderDeps = { runId: string; keep: Pick<Keep, "append">; clock: Clock; log: Log };

/** Of one role's file. */
export const MAX_FILE_BYTES = 16 * 1024 ** 2;
/** For the last line of a full file. */
const RESERVE_BYTES = 1024;
/** Of one text in a line. */
const MAX_TEXT_CHARACTERS = 100_000;
/** Each of beginning and end: more than can be shown. */
const MAX_EXCERPT_CHARACTERS = 66_000;

/** `before` null: nothing was said yet. */
export function startRecorder(
  { runId, keep, clock, log }: RecorderDeps,
  before: SaidBefore | null = null,
): Recorder {
  const startedAt = clock.now();
  const names = new Set(before?.names);
  const full = new Set<Role>();
  const excerpt = startExcerpt(before?.excerpt ?? NOTHING_SAID);

  const write = async (role: Role, line: object, maxBytes: number) => {
    const file = { runId, name: `transcript-${role}.jsonl`, maxBytes };
    const name = await keep.append({ ...file, text: asLine(line) });
    if (name !== null) names.add(name);
    return name !== null;
  };
  const append = async (heard: Heard) => {
    const { role } = heard;
    if (full.has(role)) return;
    if (await write(role, lineOf(heard, isoNow(clock)), MAX_FILE_BYTES - RESERVE_BYTES)) return;
    full.add(role);
    await write(role, { at: isoNow(clock), role, full: { maxBytes: MAX_FILE_BYTES } }, MAX_FILE_BYTES);
  };

  return {
    async hear(heard) {
      const { role, told, step } = heard;
      const calls = step.calls.map(({ call, text, failed }) => ({ ...call, answer: text, failed }));
      const afterMs = clock.now() - startedAt;
      // The prompts are our own files, and a person looks for what this run said.
      const asked = told.filter(({ by }) => by === "user").map(({ text }) => text);
      excerpt.add(renderSaid({ role, afterMs, step: step.number, told: asked, text: step.text, calls }));
      const [written] = await Promise.allSettled([append(heard)]);
      if (written.status === "fulfilled") return;
      full.add(role);
      log.warn({ role, reason: reasonOf(written.reason) }, "transcript could not be written");
    },
    excerpt: excerpt.soFar,
    names: () => [...names].sort(),
  };
}

function lineOf({ role, model, told, step }: Heard, at: string) {
  return {
    at,
    role,
    model,
    step: step.number,
    told: told.map(({ by, text }) => ({ by, text: capped(text) })),
    said: capped(step.text),
    calls: step.calls.map(({ call, text, failed }) => ({
      name: call.name,
      arguments: capped(call.arguments),
      answer: capped(text),
      failed,
    })),
    usage: step.usage,
  };
}

function capped(text: string): string {
  if (text.length <= MAX_TEXT_CHARACTERS) return text;
  return `${text.slice(0, MAX_TEXT_CHARACTERS)} … ${text.length - MAX_TEXT_CHARACTERS} characters left out`;
}

/** JSON without a character that a terminal would obey or hide. */
function asLine(value: object): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => character.charCodeAt(i))
      .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

const NOTHING_SAID: Excerpt = { first: [], leftOut: 0, last: [] };

/** Keeps the beginning and the end of what is added, within bounds. */
function startExcerpt(before: Excerpt) {
  const [first, last] = [[...before.first], [...before.last]];
  const lengthOf = (pieces: string[]) => pieces.reduce((sum, piece) => sum + piece.length, 0);
  let { leftOut } = before;
  let held = lengthOf(last);
  let room = last.length > 0 ? 0 : MAX_EXCERPT_CHARACTERS - lengthOf(first);
  return {
    add(piece: string) {
      room -= piece.length;
      if (room >= 0) return void first.push(piece);
      // From here on all of it is the end, also a piece that would still fit.
      room = 0;
      last.push(piece);
      held += piece.length;
      while (held > MAX_EXCERPT_CHARACTERS) {
        held -= last.shift()?.length ?? held;
        leftOut += 1;
      }
    },
    soFar: (): Excerpt => ({ first: [...first], leftOut, last: [...last] }),
  };
}
