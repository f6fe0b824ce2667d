// What the measurements do not show, one sentence each.
import type { CoverageGap, LineRange, Mutant, Proof } from "../domain/evidence.ts";
import type { Gap } from "../domain/gap.ts";
import { proverText } from "./prover.ts";
import { withoutStop } from "./sentence.ts";
import { code, fitting } from "./words.ts";

export function gapText(gap: Gap): string {
  switch (gap.kind) {
    case "unproven":
      return `**${gap.criterion.id}** ${withoutStop(gap.criterion.text)}: ${unprovenText(gap.proof)}`;
    case "weak-red":
      return `The new or changed tests in ${fitting(gap.files.map(code), ", ")} (${code(gap.check)}) are red on the base${WEAK_REDS[gap.red]}.`;
    case "no-test-changed":
      return "No test was added or changed.";
    case "coverage-unmeasured":
      return `Coverage of the changed lines was not measured: ${UNMEASURED[gap.why]}.`;
    case "lines-not-run":
      return `No test runs these changed lines: ${fitting(gap.lines.map(rangeText), ", ")}.`;
    case "files-not-loaded":
      return `No test loads these changed files: ${fitting(gap.files.map(code), ", ")}.`;
    case "survived-mutant":
      return mutantText(gap.mutant);
    case "left-out":
      return `The architect left this out when the work got stuck: ${gap.text}`;
    default:
      return gap satisfies never;
  }
}

function unprovenText(proof: Proof | null): string {
  if (proof === null) return "no test or check was found that proves it.";
  return proof.without === "green"
    ? `${proverText(proof.by)} passes without the change, too, so it proves nothing about the change.`
    : `${proverText(proof.by)} passes with the change, but it was not run without it, so nobody saw it fail.`;
}

const WEAK_REDS = {
  missing:
    " only because they do not compile or load there, or use names that do not exist there: that proves that the names are new, not what they do",
  unknown: ", but the output does not show that an assertion failed",
};

const UNMEASURED: Record<CoverageGap, string> = {
  "no-code-added": "no line of code was added",
  "no-tool": "no coverage tool is known for how these tests are run",
  "no-time": "there was no time left for it",
  "too-slow": "the checks take too long to be run once more for it",
  "ended-otherwise": "the checks ended differently while it was measured",
  "report-too-long": "the tool's report was too long to be read",
  "nothing-reported": "the tool reported no changed file",
};

function rangeText({ file, from, to }: LineRange): string {
  return code(`${file}:${from}${to === from ? "" : `-${to}`}`);
}

function mutantText({ file, line, now }: Mutant): string {
  const place = code(`${file}:${line}`);
  return now === ""
    ? `No test noticed when ${place} was removed.`
    : `No test noticed when ${place} was changed to ${code(now)}.`;
}
