// The named tests with another equality: where a change says itself when its values are equal, they are compared by type and parts.
import type { Prover } from "../../../src/domain/proof.ts";
import { equalityOf } from "../../toolchains/forms-of.ts";
import type { Written } from "../measure/arm.ts";
import { limitOf, namedOn } from "../measure/named.ts";
import type { FilesOf } from "../measure/narrow.ts";
import { sightOf } from "../prove/sight.ts";
import { equalitiesIn } from "../scrutiny/equalities.ts";
import { changedCode, runsOf, type Subject } from "./subject.ts";

/** `written`: the files with the other equality. `green`: the named tests, where all of them hold with it; else both are empty. */
export type ByParts = { written: Written[]; green: Prover[] };

const NOT_BY_PARTS: ByParts = { written: [], green: [] };

/** All equalities of the change are replaced at once; where one cannot be, or where a test then fails, the tests stay judged by it. */
export async function byParts(of: Subject, filesOf: FilesOf): Promise<ByParts> {
  const { provers, head } = of;
  const written = provers.length === 0 ? null : evened(of);
  if (written === null || written.length === 0) return NOT_BY_PARTS;
  const checks = runsOf(of, filesOf);
  const results = await namedOn(checks, written, limitOf(checks, head));
  const isGreen = provers.every((by) => sightOf(by, results) === "passed");
  return isGreen ? { written, green: provers } : NOT_BY_PARTS;
}

/** Null: one of them cannot be replaced. */
function evened(of: Subject): Written[] | null {
  const places = equalitiesIn(changedCode(of), of.texts.changed).map(({ place }) => place);
  const written: Written[] = [];
  for (const [path, own] of Map.groupBy(places, (place) => place.path)) {
    const text = of.texts.changed(path);
    const begins = own.map(({ from }) => from - 1);
    const content = text === null ? null : equalityOf(path)?.byParts(text, begins);
    if (content == null) return null;
    written.push({ path, content });
  }
  return written;
}
