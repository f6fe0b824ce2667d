// Why the evidence is not a success, in one clause: the title of the check run and the first line of the report begin with it.
import type { Doubt } from "../domain/conclusion.ts";
import type { Ablation, Control } from "../domain/experiment.ts";
import { proofFaultText, rangeText, reportFaultText } from "./proof-fault.ts";
import { remarkText } from "./remark.ts";
import { withoutStop } from "./sentence.ts";
import { code, count } from "./words.ts";

const MOST_PLACES = 3;

/** Without a full stop. */
export function doubtText(doubt: Doubt): string {
  switch (doubt.kind) {
    case "control":
      return controlText(doubt.control);
    case "no-criterion":
      return "the spec has no criterion";
    case "unproven":
      return `${doubt.criterion}: ${proofFaultText(doubt.fault)}`;
    case "remark":
      return withoutStop(remarkText(doubt.remark));
    case "survived-ablation":
      return ablationText(doubt.ablation);
    case "survived-mutant":
      return `no test noticed when ${code(`${doubt.mutant.file}:${doubt.mutant.line}`)} was made wrong`;
    case "parts-untried":
      return `${count(doubt.parts, "part")} of the change ${doubt.parts === 1 ? "was" : "were"} not taken out to see whether a test needs ${doubt.parts === 1 ? "it" : "them"}`;
    case "lines-not-run":
      return `no test ran the changed lines ${doubt.missed.slice(0, MOST_PLACES).map(rangeText).join(", ")}${doubt.missed.length > MOST_PLACES ? " and others" : ""}`;
    default:
      return doubt satisfies never;
  }
}

/** Of a control that did not behave. */
function controlText(control: Control): string {
  const check = code(control.check);
  if (control.kind === "not-run")
    return proofFaultText({ kind: "no-control", check: control.check, why: control.why });
  if (control.reportFault !== undefined)
    return `where tests of the harness ran in ${check}, ${reportFaultText(control.reportFault)}, so it proves nothing`;
  const { negative, inside = negative } = control;
  if (negative === "failed-at-assertion" && inside !== negative)
    return `a test of the harness at the end of the named test's own file has to fail in ${check} and was not reported as failed, so its report proves nothing`;
  return control.negative === "failed-at-assertion"
    ? `a test of the harness that has to pass in ${check} was not reported as passed, so its report proves nothing`
    : `a test of the harness that has to fail in ${check} was not reported as failed, so its report proves nothing`;
}

export function ablationText(ablation: Ablation): string {
  const part = partText(ablation);
  switch (ablation.what) {
    case "function":
    case "hunk":
    case "value":
      return `no test named for a criterion needs ${part}`;
    case "data":
      return `no test named for a criterion depends on ${part}, so no test decides whether it is right`;
    case "types":
      return `no test can decide on ${rangeText(ablation.place)}: it says something to a checker of types alone`;
    default:
      return ablation.what satisfies never;
  }
}

/** The part of a change that was taken out. */
export function partText({ place, what, name }: Ablation): string {
  const where = rangeText(place);
  switch (what) {
    case "function":
      return `${name === null ? "the function" : code(name)} at ${where}`;
    case "hunk":
      return `the change of ${where}`;
    case "value":
      return `what is returned or kept at ${where}`;
    case "data":
      return `the data at ${where}`;
    case "types":
      return `what ${where} says to a checker of types alone`;
    default:
      return what satisfies never;
  }
}
