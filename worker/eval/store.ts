// The folder of cases that an evaluation reads, and the folder that it writes: results.json and a plot.
import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { writeWhole } from "../../src/write-whole.ts";
import { CASE_NAME } from "./case.ts";
import { EvaluationRefused } from "./refusal.ts";
import { Evaluation, summaryOf } from "./result.ts";

const RESULTS = "results.json";
const MAX_CASES = 2000;

/** The sorted names of the cases in a folder, which may contain `out`. EvaluationRefused: it has no case, or a bad name. */
export async function casesIn(folder: string, out: string): Promise<string[]> {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) throw new EvaluationRefused({ kind: "no-cases-folder", folder, found: "nothing" });
  if (!found.isDirectory()) throw new EvaluationRefused({ kind: "no-cases-folder", folder, found: "a-file" });
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some(({ name }) => name === "issue.md")) {
    throw new EvaluationRefused({ kind: "folder-is-a-case", folder });
  }
  // A link to a folder is listed too, so that it is refused by name instead of being left out silently.
  const names = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .filter((name) => !name.startsWith(".") && name !== relative(folder, out).split(sep)[0])
    .toSorted();
  if (names.length === 0) throw new EvaluationRefused({ kind: "no-case", folder });
  if (names.length > MAX_CASES) {
    throw new EvaluationRefused({
      kind: "too-many-cases",
      folder,
      cases: names.length,
      maxCases: MAX_CASES,
    });
  }
  const bad = names.find((name) => !CASE_NAME.test(name));
  if (bad !== undefined) throw new EvaluationRefused({ kind: "no-case-name", folder, name: bad });
  return names;
}

/** Null: the folder has no results yet. EvaluationRefused: another program or version wrote them. */
export async function readEvaluation(out: string): Promise<Evaluation | null> {
  const file = join(out, RESULTS);
  if (!existsSync(file)) return null;
  const parsed = Evaluation.safeParse(jsonOf(await readFile(file, "utf8")));
  if (parsed.success) return parsed.data;
  throw new EvaluationRefused({ kind: "results-unreadable", file });
}

/** Draws an evaluation as an SVG. */
export type Plot = (evaluation: Evaluation) => string;

/** Each file is written whole or not at all, even if the process dies. */
export async function saveEvaluation(out: string, evaluation: Evaluation, plot: Plot): Promise<void> {
  await mkdir(out, { recursive: true });
  const { version, configuration, cases } = evaluation;
  const whole = { version, configuration, summary: summaryOf(cases), cases };
  await writeWhole(join(out, RESULTS), `${JSON.stringify(whole, null, 2)}\n`);
  await writeWhole(join(out, "results.svg"), plot(evaluation));
}

/** Null: the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
