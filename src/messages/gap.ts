// What the measurements do not show, one sentence each.
import type { CoverageGap, Mutant } from "../domain/evidence.ts";
import type { Gap } from "../domain/gap.ts";
import type { Proof } from "../domain/proof.ts";
import { ablationText } from "./doubt.ts";
import { NO_CONTROL, proofFaultText, rangeText } from "./proof-fault.ts";
import { capitalised, withoutStop } from "./sentence.ts";
import { code, count, fitting } from "./words.ts";

export function gapText(gap: Gap): string {
  switch (gap.kind) {
    case "unproven":
      return `**${gap.criterion.id}** ${withoutStop(gap.criterion.text)}: ${unprovenText(gap.proof)}`;
    case "proven-by-command":
      return `**${gap.criterion}** is proven by the whole command ${code(gap.check)}, whose tests have no names: by how it ended alone, and without a control.`;
    case "control-not-run":
      return `No control was run for ${code(gap.control.check)}: ${NO_CONTROL[gap.control.why]}.`;
    case "ablation-out-of-time":
      return `${count(gap.parts, "part")} of the change ${gap.parts === 1 ? "was" : "were"} not taken out: a sample is, as far as there is time.`;
    case "survived-ablation":
      return `${capitalised(ablationText(gap.ablation))}.`;
    case "weak-red":
      return `The new or changed tests in ${fitting(gap.files.map(code), ", ")} (${code(gap.check)}) are red on the base${WEAK_REDS[gap.red]}.`;
    case "check-fails-anyway":
      return `The check ${code(gap.check)} fails without the change and with it, and names no test that passes: it proves nothing.`;
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

/** Every fault, the most telling first. */
function unprovenText(proof: Proof | null): string {
  const faults = proof?.faults ?? [];
  const [first = NOTHING_NAMED, ...others] = faults;
  return `${[first, ...others].map(proofFaultText).join("; ")}.`;
}

const NOTHING_NAMED = { kind: "nothing-named" } as const;

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

function mutantText({ file, line, now }: Mutant): string {
  const place = code(`${file}:${line}`);
  return now === ""
    ? `No test noticed when ${place} was removed.`
    : `No test noticed when ${place} was changed to ${code(now)}.`;
}
