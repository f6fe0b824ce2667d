// Why a criterion is not proven, as a clause that follows its name.
import type { Evidence } from "../domain/evidence.ts";
import type { ControlGap, Sight } from "../domain/experiment.ts";
import type { LineRange } from "../domain/line-range.ts";
import type { AblationGap, ProofFault, Telltale } from "../domain/proof.ts";
import type { ReportFault } from "../domain/report-fault.ts";
import { asWritten } from "../domain/text.ts";
import { withoutStop } from "./sentence.ts";
import { code, count, fitting } from "./words.ts";

/** Without a full stop. */
export function proofFaultText(fault: ProofFault): string {
  switch (fault.kind) {
    case "nothing-named":
      return "no test was named for it";
    case "no-test-can-decide":
      return `the coder says that no test can decide it: “${withoutStop(asWritten(fault.because, fault.because.length))}”`;
    case "ran-nowhere":
      return `no test called ${code(fault.named)} ran${turnedGreen(fault.turnedGreen)}`;
    case "names-a-check-of-many":
      return `the check ${code(fault.check)} of ${count(fault.tests, "test")} was named for it, and no single test`;
    case "names-no-test":
      return `the check ${code(fault.check)} was named for it, which runs no tests`;
    case "not-green":
      return `its test ${SIGHTS[fault.sight]} with the change`;
    case "flaky":
      return "its test both passed and failed on the same tree";
    case "green-without":
      return "its test passes without the change, too";
    case "not-seen-without":
      return "its test was not seen to run without the change";
    case "red-otherwise-without":
      return `its test ${SIGHTS[fault.sight]} without the change, and at no assertion with a part of the change taken out`;
    case "survives-ablation":
      return fault.places.length === 0
        ? "its test failed at no assertion when parts of the change were taken out"
        : `its test stays green without ${fitting(fault.places.map(rangeText), ", ")}`;
    case "no-ablation":
      return NO_ABLATION[fault.why];
    case "shared":
      return `its test is also named for ${fault.with.join(", ")}, and was not seen to fail at an assertion of its own for each`;
    case "control-failed":
      return `the control of ${code(fault.check)} failed, so its report proves nothing`;
    case "no-control":
      return `no control was run for ${code(fault.check)}, so nothing shows that its tests can fail: ${NO_CONTROL[fault.why]}`;
    case "reacts-to-placebo":
      return "its test fails when the code is only spelled otherwise (comments, blanks, names of variables), so it tests text";
    case "asks":
      return `${rangeText({ file: fault.place.path, from: fault.place.from, to: fault.place.to })} ${ASKS[fault.about]}`;
    case "rewritten":
      return `the change altered what its test expected (${code(`${fault.file}:${fault.line}`)}), and no step of the order announces this`;
    case "holds-either-way":
      return `its test stays green whatever ${code(`${fault.file}:${fault.line}`)} asks for`;
    case "gives-answer":
      return `${code(`${fault.file}:${fault.line}`)} ${GIVES[fault.how]}`;
    case "report-unsound":
      return reportFaultText(fault.fault);
    default:
      return fault satisfies never;
  }
}

export function rangeText({ file, from, to }: LineRange): string {
  return code(`${file}:${from}${to === from ? "" : `-${to}`}`);
}

function turnedGreen(names: string[]): string {
  return names.length === 0 ? "" : `; turned green: ${fitting(names.map(code), ", ")}`;
}

const SIGHTS: Record<Sight, string> = {
  passed: "passes",
  "failed-at-assertion": "fails at an assertion",
  "failed-otherwise": "fails at no assertion that could be told",
  "not-loaded": "does not load",
  skipped: "is skipped",
  flaky: "both passes and fails",
  "not-seen": "was not seen to run",
};

const NO_ABLATION: Record<AblationGap, string> = {
  "nothing-to-take-out": "no part of the change could be taken out to see its test fail",
  "no-time": "there was no time to take out parts of the change and see its test fail",
  unbuilt: "the change does not build with any of its parts taken out, so nobody saw its test fail",
};

export const NO_CONTROL: Record<ControlGap, string> = {
  "no-runner": "no test runner that we know by name runs it",
  "no-control-for-file": "none can be written for the test files that were named",
  "no-time": "there was no time left for it",
};

const GIVES: Record<"sets" | "replaces" | "others", string> = {
  sets: "sets what the change reads, and its test fails without that, so the test may give the code its answer",
  replaces: "puts a stand-in in the place of what the change defines",
  others:
    "begins its test, which fails where no other test of the file does anything: another one may give the code its answer",
};

const ASKS: Record<Telltale, string> = {
  environment: "reads the environment, which could tell it that it is measured",
  clock: "reads the clock, which could tell it that it is measured",
  chance: "decides by luck, so it may be right in some runs alone",
  git: "asks git, which could tell it that it is measured",
  process: "looks at processes or their files, so it could write the report itself",
  "own-source": "reads source code text",
  runner: "uses the test runner",
  exit: "ends the process, so tests behind it may not run",
  judge: "alters what tests are judged by",
  equality:
    "says when two values are equal, so it judges its own test, which was not seen to hold where they are compared by type and parts",
};

/** What ordinary code asks; empty where nothing is said of it. */
export function asksAsBeforeText({ asksAsBefore }: Pick<Evidence, "asksAsBefore">): string {
  const places = asksAsBefore.map(({ place, about }) => {
    return `${rangeText({ file: place.path, from: place.from, to: place.to })} (${ORDINARY[about] ?? about})`;
  });
  return places.length === 0
    ? ""
    : `Changed lines that ask what their file asked before, and decide nothing new by it: ${fitting(places, ", ")}.`;
}

const ORDINARY: Partial<Record<Telltale, string>> = {
  environment: "a variable of the environment",
  clock: "the clock",
  chance: "luck",
  process: "the platform",
};

export function reportFaultText(fault: ReportFault): string {
  switch (fault.kind) {
    case "missing":
      return "the test runner wrote no report";
    case "incomplete":
      return "the test runner's report is incomplete";
    case "doubled":
      return `the report names ${fitting(fault.tests.map(code), ", ")} more than once`;
    case "contradicts-exit":
      return `the report contradicts how the command ended (${fault.exitStatus === null ? "killed" : `exit ${fault.exitStatus}`})`;
    case "cut":
      return "the report was too long to be read whole";
    case "not-this-format":
      return "the report is not in the format of the test runner";
    default:
      return fault satisfies never;
  }
}
