// The folder an evaluation writes to: results.json, which it also goes on from, and a plot of it.
import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { PermanentError, sentence } from "../../src/domain/errors.ts";
import { CASE_NAME } from "./case.ts";
import { Evaluation, summaryOf } from "./result.ts";

const RESULTS = "results.json";
const MAX_CASES = 2000;

/** Names of the cases in a folder, sorted; `out` may be in it. PermanentError: there is none, or one cannot be a name. */
export async function casesIn(folder: string, out: string): Promise<string[]> {
  const what = `Could not read the cases in ${folder}`;
  const found = statSync(folder, { throwIfNoEntry: false });
  const fault = found === undefined ? "it does not exist" : found.isDirectory() ? null : "it is not a folder";
  if (fault !== null) {
    throw new PermanentError(
      sentence({ what, because: fault, remedy: "Name a folder of cases with --cases" }),
    );
  }
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some(({ name }) => name === "issue.md")) {
    const remedy = `Name the folder above, ${dirname(folder)}, and choose it there with --only ${basename(folder)}`;
    throw new PermanentError(sentence({ what, because: "it is a case itself: it has an issue.md", remedy }));
  }
  // A link to a folder is listed, so that it is refused by name and not left out in silence.
  const names = entries
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .filter((name) => !name.startsWith(".") && name !== relative(folder, out).split(sep)[0])
    .toSorted();
  const remedy =
    "Each case is a folder with issue.md, case.yml, a repository and hidden tests; see README.md";
  if (names.length === 0)
    throw new PermanentError(sentence({ what, because: "there is no case in it", remedy }));
  if (names.length > MAX_CASES) {
    const because = `it has ${names.length}; at most ${MAX_CASES} are taken`;
    throw new PermanentError(sentence({ what, because, remedy: "Split them over several folders" }));
  }
  const bad = names.find((name) => !CASE_NAME.test(name));
  if (bad === undefined) return names;
  const because = `${JSON.stringify(bad)} is no name of a case`;
  const use = "Use letters, digits, dots, dashes and underscores, at most 80";
  throw new PermanentError(sentence({ what, because, remedy: use }));
}

/** Null: nothing was evaluated there yet. PermanentError: somebody else wrote it. */
export async function readEvaluation(out: string): Promise<Evaluation | null> {
  const file = join(out, RESULTS);
  if (!existsSync(file)) return null;
  const parsed = Evaluation.safeParse(jsonOf(await readFile(file, "utf8")));
  if (parsed.success) return parsed.data;
  throw new PermanentError(
    sentence({
      what: `Could not read the results in ${file}`,
      because: "they were not written by this version of `issuewright eval`",
      remedy: "Name another folder with --out, or remove that file",
    }),
  );
}

/** Draws an evaluation as an SVG. */
export type Plot = (evaluation: Evaluation) => string;

/** Each file is written whole or not at all, whenever the process dies. */
export async function saveEvaluation(out: string, evaluation: Evaluation, plot: Plot): Promise<void> {
  await mkdir(out, { recursive: true });
  const { version, configuration, cases } = evaluation;
  const whole = { version, configuration, summary: summaryOf(cases), cases };
  await replace(join(out, RESULTS), `${JSON.stringify(whole, null, 2)}\n`);
  await replace(join(out, "results.svg"), plot(evaluation));
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
