// Ordinary questions (a variable of the project's own, the time, luck) that a change asks where its base asks them. Pure.
import { type Change, type PatchLine, textsOf } from "../../../src/domain/patch.ts";
import { Telltale } from "../../../src/domain/proof.ts";
import type { Place } from "../../../src/domain/remark.ts";
import type { Asks } from "../../toolchains/language.ts";
import { DECIDING } from "../../toolchains/lines.ts";
import { tellsWhoStarted } from "../../toolchains/paths.ts";
import { hunksIn } from "../experiment/hunks.ts";
import { decidesMore, dividesMore, marksDay, more, namesDay, type Replaced, roundsMore } from "./decides.ts";

/** A question that code asks, and where. */
export type Asking = { place: Place; about: Telltale };

/** `added`: the added lines, with blanks where such a question stands. */
export type AsBefore = { added: PatchLine[]; asking: Asking[] };

/**
 * An edit asks as before if the lines that it replaces ask the same at least as often, if it decides nothing that they do not
 * decide, if it names no day, and if the file gets none. Luck may also be asked anew: it is another one in each run, so it tells
 * no run from another. Lines that ask what another place of the same file asks on the base (`base` is its text; null: none) do so
 * as well if the whole change of the file decides, rounds and divides nothing new. Not promised: that the answer leads to nothing else on lines that ask nothing.
 */
export function askedAsBefore(
  { path, added, removed, diff }: Pick<Change, "path" | "added" | "removed" | "diff">,
  ordinary: Asks,
  isComment: (line: string) => boolean,
  base: string | null,
): AsBefore {
  const textOf = (lines: string[]) => lines.map((line) => (isComment(line) ? "" : line)).join("\n");
  const whole = { was: textOf(textsOf(removed)), now: textOf(textsOf(added)) };
  const { clock: _, ...timeless } = ordinary;
  const known = marksDay(whole) ? timeless : ordinary;
  const there =
    isPassing(besides(whole, ordinary)) && base !== null
      ? questionsIn(textOf(base.split("\n")), ordinary)
      : [];
  const blanked = new Map<number, string>();
  const asking: Asking[] = [];
  for (const { at, was, now } of hunksIn(Buffer.from(diff).toString()).flatMap(({ edits }) => edits)) {
    const replaced = { was: textOf(was), now: textOf(now) };
    const inPlace = keptIn(replaced, known);
    const kept = inPlace.length > 0 ? inPlace : passedOn(replaced.now, known, there);
    const lines = blankedAt(textOf(now), kept).split("\n");
    for (const [i, line] of kept.length === 0 ? [] : lines.entries()) blanked.set(at + i, line);
    asking.push(
      ...kept.map(({ about, from }) => {
        const line = at + textOf(now).slice(0, from).split("\n").length - 1;
        return { place: { path, from: line, to: line }, about };
      }),
    );
  }
  const text = ({ number, text: own }: PatchLine) => blanked.get(number) ?? own;
  return {
    added: added.map((line) => ({ ...line, text: text(line) })),
    asking: Telltale.options.flatMap((about) => asking.find((each) => each.about === about) ?? []),
  };
}

type Question = { about: Telltale; says: string; from: number; to: number };

function keptIn(replaced: Replaced, ordinary: Asks): Question[] {
  const asked = questionsIn(replaced.now, ordinary);
  const lines = { was: linesThatAsk(replaced.was, ordinary), now: linesThatAsk(replaced.now, ordinary) };
  // A condition that stood beside the question is none that the base put to its answer.
  const decides = [replaced, lines].some((each) => decidesMore(besides(each, ordinary)));
  if (asked.length === 0 || decides) return [];
  const before = questionsIn(replaced.was, ordinary).map(({ says }) => says);
  const added = new Set(
    more(
      before,
      asked.map(({ says }) => says),
    ),
  );
  const isKept = ({ about, says }: Question) => {
    if (about === "chance") return !roundsMore(replaced) && (!added.has(says) || IS_PLAIN_LUCK.test(says));
    return !added.has(says) && !asksWhoStarted(says) && (about !== "clock" || !namesDay(replaced));
  };
  return asked.every(isKept) ? asked : [];
}

function linesThatAsk(text: string, ordinary: Asks): string {
  return text
    .split("\n")
    .filter((line) => questionsIn(line, ordinary).length > 0)
    .join("\n");
}

/** Without the questions themselves: a bracket or a name of them decides nothing. */
function besides({ was, now }: Replaced, ordinary: Asks): Replaced {
  const without = (text: string) => blankedAt(text, questionsIn(text, ordinary));
  return { was: without(was), now: without(now) };
}

/** Nothing in the whole file is newly decided, rounded, divided or compared with a day: what is asked can only be handed on. */
function isPassing(whole: Replaced): boolean {
  return !(decidesMore(whole) || roundsMore(whole) || dividesMore(whole) || namesDay(whole));
}

function passedOn(now: string, ordinary: Asks, there: readonly Question[]): Question[] {
  const asked = questionsIn(now, ordinary);
  const isThere = ({ says }: Question) => !asksWhoStarted(says) && there.some((each) => each.says === says);
  return asked.every(isThere) ? asked : [];
}

function questionsIn(text: string, ordinary: Asks): Question[] {
  return Telltale.options.flatMap((about) => {
    const words = ordinary[about];
    if (words === undefined) return [];
    return [...text.matchAll(new RegExp(words.source, `${words.flags}g`))].map((match) => ({
      ...{ about, from: match.index, to: match.index + match[0].length },
      says: saidBy(about, match[0]),
    }));
  });
}

/** The same for the same question: of a variable its name, of luck the call; the time is one, however it is asked for. */
function saidBy(about: Telltale, question: string): string {
  if (about === "environment") return `${about} ${/(\w+)\W*$/.exec(question)?.[1] ?? ""}`;
  return about === "clock" ? about : question;
}

const IS_PLAIN_LUCK = new RegExp(String.raw`\b(?:${DECIDING.plainLuck})\(\)?$`);

/** Whether it asks for a variable that tells who started the program. */
function asksWhoStarted(says: string): boolean {
  const [about, name = ""] = says.split(" ");
  return about === "environment" && tellsWhoStarted(name);
}

function blankedAt(text: string, questions: readonly Question[]): string {
  return questions.reduce((left, { from, to }) => {
    return left.slice(0, from) + left.slice(from, to).replace(/[^\n]/g, " ") + left.slice(to);
  }, text);
}
