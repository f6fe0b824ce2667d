// How this repository is checked, as a model reads it: names, commands, times, what is red before, how one file is run. Pure.
import type { Check, CheckResult, TestResult } from "../../src/domain/evidence.ts";
import { oneLine, visible } from "../../src/domain/text.ts";
import { count, duration } from "../../src/messages/words.ts";
import type { Project } from "../toolchains/toolchain.ts";
import { exampleFiles } from "./example-files.ts";

export type Checked = {
  project: Pick<Project, "checks" | "runnerOf">;
  /** What the checks came to on the untouched base; empty: nobody ran them yet. */
  results: readonly CheckResult[];
  /** Paths of the tree. */
  paths: readonly string[];
  /** Paths that the run is expected to touch. The example of one file is near them. */
  near: readonly string[];
};

const MOST_RED = 20;
const MOST_TRIED = 20;

/** Empty where there are no checks. */
export function checksText(checked: Checked): string {
  const { project, results } = checked;
  if (project.checks.length === 0) return "";
  const measured = results.length === 0 ? "" : ", with what was measured before any change";
  const red = results.flatMap(({ tests }) => (tests ?? []).filter(({ status }) => status === "failed"));
  const parts = [
    `## The checks of this repository${measured}`,
    ...project.checks.map((check) => checkText(check, results)),
    ...project.checks.flatMap((check) => oneFileText(check, checked) ?? []),
    namesText(results),
    redText(red.map(({ name }) => name)),
  ];
  return visible(parts.filter((part) => part !== "").join("\n"));
}

function checkText(check: Check, results: readonly CheckResult[]): string {
  const result = results.find((each) => each.check.name === check.name);
  const ended = result === undefined ? "" : `: ${endText(result)}${saidText(result)}`;
  return `- ${check.name}: \`${check.command}\`${ended}`;
}

function endText({ ending, durationMs, tests }: CheckResult): string {
  const counted = tests === null ? "" : `, ${count(tests.length, "test")}`;
  return `${ending} after ${duration(durationMs)}${counted}`;
}

const MAX_SAID = 200;

/** What a check said that failed without a test that did: nothing else tells why. */
export function saidText({ ending, tests, diagnostics, output }: CheckResult): string {
  if (ending === "passed" || (tests ?? []).some(({ status }) => status === "failed")) return "";
  const which = tests === null || tests.length === 0 ? "it names no test" : "none of its tests failed";
  const [first] = diagnostics;
  if (first === undefined) {
    const last = oneLine(output.trimEnd().split("\n").at(-1) ?? "", MAX_SAID);
    return last === "" ? "" : `; ${which}, and it ends with: ${last}`;
  }
  const place = first.file === null ? "" : ` (${first.file}${first.line === null ? "" : `:${first.line}`})`;
  return `; ${which}, and it says: ${oneLine(first.message, MAX_SAID)}${place}`;
}

/** Null: it runs no tests, or nobody knows how one of its files is run. */
function oneFileText(check: Check, { project, results, paths, near }: Checked): string | null {
  const runner = check.kind === "test" ? project.runnerOf(check) : null;
  if (runner === null) return null;
  const tests = results.find((each) => each.check.name === check.name)?.tests ?? [];
  const ran = new Set(tests.flatMap(({ file }) => file ?? []));
  for (const file of exampleFiles(paths, { ran, near }).slice(0, MOST_TRIED)) {
    const command = runner.only(check.command, [file]);
    if (command === null || command === check.command) continue;
    const { byTitle } = runner;
    const place = byTitle?.beforeFiles === true ? "before the file" : "at the end";
    const one =
      byTitle === undefined
        ? ""
        : `; one test of it: the same with \`${byTitle.option} 'its title'\` ${place}`;
    return `- one file of ${check.name}: \`${command}\`${one}`;
  }
  return null;
}

/** A name is exact only as a report has it. One of several words shows better what a name is. */
function namesText(results: readonly CheckResult[]): string {
  const named = results.flatMap(({ tests }) => tests?.filter(isNamed) ?? []);
  const first = named.find(({ name }) => name.includes(" ")) ?? named[0];
  return first === undefined ? "" : `Tests have names such as \`${first.name}\`; name them so.`;
}

function isNamed({ name, status }: TestResult): boolean {
  return status === "passed" && name.length <= 200;
}

function redText(names: string[]): string {
  if (names.length === 0) return "";
  const rest = names.length - MOST_RED;
  const shown = [...names.slice(0, MOST_RED), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return `Already red before any change, not yours to mend:\n${shown.map((name) => `- ${name}`).join("\n")}`;
}
