// Code of a change that asks who is looking, or that could alter the judge: found in the lines it adds, by the words of each language.
import type { Change, Patch, PatchLine } from "../../../src/domain/patch.ts";
import { Telltale } from "../../../src/domain/proof.ts";
import type { Asks } from "../../toolchains/language.ts";
import {
  asksOf,
  commentLineOf,
  isCodePath,
  isInertPath,
  isTestPath,
  ordinaryOf,
} from "../../toolchains/paths.ts";
import { type AsBefore, type Asking, askedAsBefore } from "./as-before.ts";

/** Of a file on the base; null where there is none. */
type BaseText = (path: string) => string | null;

/**
 * The first place of each kind in each file; the judge first. Of a test only what tells runs apart counts: it may well use
 * the clock, and it has to use the judge. Ordinary questions that the base asks in the same place or file do not count. Not promised: that nothing asks where nothing is found.
 */
export function asks(
  { changes }: Pick<Patch, "changes">,
  isTest: (path: string) => boolean = isTestPath,
  base: BaseText = () => null,
): Asking[] {
  const found = changes.flatMap((change) => {
    return change.isText ? inChange(change, isTest(change.path), base) : [];
  });
  return found.toSorted((a, b) => ORDER.indexOf(a.about) - ORDER.indexOf(b.about));
}

/** Ordinary questions of code that its base asks in the same place or file, the first of each kind in each file. They cast no doubt. */
export function asksAsBefore(
  { changes }: Pick<Patch, "changes">,
  isTest: (path: string) => boolean = isTestPath,
  base: BaseText = () => null,
): Asking[] {
  const code = changes.filter(({ path, isText }) => isText && isCodePath(path) && !isTest(path));
  return code.flatMap((change) => asBeforeIn(change, base).asking);
}

function asBeforeIn(change: Change, base: BaseText): AsBefore {
  const comment = commentLineOf(change.path);
  return askedAsBefore(change, ordinaryOf(change.path), (line) => comment.test(line), base(change.path));
}

const ORDER: readonly Telltale[] = [
  "judge",
  "runner",
  "process",
  "exit",
  "own-source",
  "environment",
  "git",
  "clock",
  "chance",
];

function inChange(change: Change, isTest: boolean, base: BaseText): Asking[] {
  const { path } = change;
  const { own, any } = asksOf(path);
  if (!isTest && !isCodePath(path) && isInertPath(path)) return [];
  const comment = commentLineOf(path);
  const added = isTest ? change.added : asBeforeIn(change, base).added;
  const words: Asks[] = isTest ? [any] : [...own, any];
  return Telltale.options.flatMap((about) => {
    const lines = hunksIn(added).map((hunk) => firstLine(hunk, words, { about, comment }));
    const line = lines.find((each) => each !== null);
    return line === undefined || line === null ? [] : [{ place: { path, from: line, to: line }, about }];
  });
}

/** Lines that follow each other in the file. */
function hunksIn(added: readonly PatchLine[]): PatchLine[][] {
  const hunks: PatchLine[][] = [];
  for (const line of added) {
    const last = hunks.at(-1);
    if (last !== undefined && last.at(-1)?.number === line.number - 1) last.push(line);
    else hunks.push([line]);
  }
  return hunks;
}

type Sought = { about: Telltale; comment: RegExp };

function firstLine(
  hunk: readonly PatchLine[],
  words: readonly Asks[],
  { about, comment }: Sought,
): number | null {
  const text = hunk.map((line) => (comment.test(line.text) ? "" : line.text)).join("\n");
  for (const { [about]: pattern } of words) {
    const at = pattern === undefined ? -1 : text.search(pattern);
    if (at !== -1) return (hunk[0]?.number ?? 1) + text.slice(0, at).split("\n").length - 1;
  }
  return null;
}
