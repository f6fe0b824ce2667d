// What a change asks of the machine, the clock or the judge, by each way in which that is seen.
import type { Patch } from "../../../src/domain/patch.ts";
import type { Parser } from "../../map/parser.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import type { HeadTexts } from "../experiment/head-texts.ts";
import type { Asking } from "./as-before.ts";
import { asks, asksAsBefore } from "./asks.ts";
import { equalitiesIn, withoutEquality } from "./equalities.ts";
import { handedOn } from "./handed-on.ts";
import { decidesByTime } from "./known-time.ts";
import { uncommented } from "./uncommented.ts";

/** `asBefore`: questions that the base asks, too, and that cast no doubt. */
export type AskedBy = { doubts: Asking[]; asBefore: Asking[] };

type Asker = {
  patch: Patch;
  workspace: Pick<Workspace, "view">;
  texts: HeadTexts;
  parser: Parser;
  signal: AbortSignal;
};

/** By words in what the change adds, and by the syntax of the files of code. */
export async function askedBy(
  { patch, workspace, texts, parser, signal }: Asker,
  isTest: (path: string) => boolean,
): Promise<AskedBy> {
  const code = patch.changes.filter(({ path }) => !isTest(path));
  const there = code.filter(({ kind, isText }) => kind === "modified" && isText);
  const read = there.map(async ({ path }) => [path, await workspace.view.read(path)] as const);
  const base = new Map(await Promise.all(read));
  const baseText = (path: string) => base.get(path) ?? null;
  const handed = await handedOn(code, texts.changed, { parser, signal });
  const plain = { changes: await uncommented(patch.changes, texts.changed, { parser, signal }) };
  const others = plain.changes.map((each) => (isTest(each.path) ? each : withoutEquality(each)));
  return {
    doubts: [
      ...asks({ changes: others }, isTest, baseText),
      ...[...handed, ...decidesByTime(code, texts.changed)],
      ...equalitiesIn(code, texts.changed),
    ],
    asBefore: asksAsBefore(plain, isTest, baseText),
  };
}
