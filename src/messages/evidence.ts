// The evidence as a maintainer reads it: tables of measurements, then what was not covered and what needs a second look.

import { brokenChecks } from "../domain/broken-checks.ts";
import { lookTwice, ranTests } from "../domain/conclusion.ts";
import { isDoubtful } from "../domain/dependency.ts";
import type { CheckResult, Evidence, Flaky, Red, RedGreen, TestResult } from "../domain/evidence.ts";
import { behaved, type Sight } from "../domain/experiment.ts";
import { canNotice, gapsIn } from "../domain/gap.ts";
import { isProven, type Proof, type Prover } from "../domain/proof.ts";
import { rewrittenPlaces } from "../domain/rewritten.ts";
import type { Spec } from "../domain/spec.ts";
import { dependencyText } from "./dependency.ts";
import { gapText } from "./gap.ts";
import { asksAsBeforeText, reportFaultText } from "./proof-fault.ts";
import { proverText } from "./prover.ts";
import { remarkText } from "./remark.ts";
import { rewrittenText } from "./rewritten.ts";
import { cell, code, count, duration, exitText, fitting, folded, list, listSection } from "./words.ts";

export type EvidenceView = { spec: Spec; evidence: Evidence };

/** What was measured, what was not, and what needs a second look; a section without content is left out. */
export function evidenceSections(view: EvidenceView): string[] {
  const { spec, evidence } = view;
  return [
    evidenceSection(view),
    listSection(
      "Existing tests that the change contradicts",
      rewrittenPlaces(evidence.rewritten).map(rewrittenText),
    ),
    listSection("Not covered", gapsIn(evidence, spec.criteria).map(gapText)),
    listSection("Look twice", lookTwice(evidence).map(remarkText)),
  ].filter((section) => section !== "");
}

export function evidenceSection(view: EvidenceView): string {
  const { evidence } = view;
  return [
    `### Evidence\n\nMeasured in fresh sandboxes without network, on tree \`${evidence.treeSha.slice(0, 12)}\` against base \`${evidence.baseSha.slice(0, 12)}\`. The coder names the test for each criterion; every result is measured.`,
    controlsLine(evidence),
    criteriaTable(view),
    checksTable(evidence),
    ...ranTests(evidence).map(redGreenLine),
    baseTestsLine(evidence),
    fitting(evidence.flaky.map(flakyLine), "\n\n"),
    coverageLine(evidence),
    renamedLines(evidence),
    asksAsBeforeText(evidence),
    reusedLine(evidence),
    announcedLine(evidence),
    evidence.knownFailures.length === 0
      ? ""
      : folded(
          `${count(evidence.knownFailures.length, "test")} already failing on the base, not counted`,
          list(evidence.knownFailures.map(code)),
        ),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Only of controls that ran; a gap says where none did. */
function controlsLine({ controls }: Evidence): string {
  const lines = controls.flatMap((control) => {
    if (control.kind === "not-run") return [];
    const { check, runner, negative, positive, inside, reportFault } = control;
    const fault = reportFault === undefined ? "" : `, and ${reportFaultText(reportFault)}`;
    const own = inside === undefined ? "" : `, at the end of the test's own file ${SIGHTS[inside]}`;
    const said = `negative ${SIGHTS[negative]}${own}, positive ${SIGHTS[positive]}${fault}`;
    return [
      `${code(check)} (${runner}): ${said}${behaved(control) ? "" : ", **so its report proves nothing**"}.`,
    ];
  });
  return lines.length === 0
    ? ""
    : `Controls, tests of the harness under names made for this run: ${lines.join(" ")}`;
}

function criteriaTable({ spec, evidence }: EvidenceView): string {
  const rows = spec.criteria.map(({ id, text }) => {
    const proof = evidence.proofs.find((p) => p.criterion === id);
    const cells = proof === undefined || proof.by === null ? untraced(proof) : proofCells(proof, proof.by);
    const proven = proof !== undefined && isProven(proof) ? "✔" : "**no**";
    return `| ${proven} | **${id}** ${cell(text)} | ${cells.join(" | ")} |`;
  });
  // What is proven stands first: long names of tests push the last columns out of sight.
  return `| proven | criterion | test or check | without the change | with it | with a part of it taken out |\n|---|---|---|---|---|---|\n${rows.join("\n")}`;
}

function untraced(proof: Proof | undefined): string[] {
  const saysNone = proof?.faults.some(({ kind }) => kind === "no-test-can-decide") ?? false;
  return [saysNone ? "*no test can decide it, says the coder*" : "*no test found*", "–", "–", "–"];
}

function proofCells(proof: Proof, by: Prover): string[] {
  const noticed = proof.noticed === 0 ? "–" : `red at an assertion, ${count(proof.noticed, "time")}`;
  const sights = [SIGHTS[proof.without], SIGHTS[proof.with], noticed];
  return [cell(proverText(by)), ...sights];
}

const SIGHTS: Record<Sight, string> = {
  passed: "green",
  "failed-at-assertion": "red at an assertion",
  "failed-otherwise": "red, at no assertion",
  "not-loaded": "does not load",
  skipped: "skipped",
  flaky: "flaky",
  "not-seen": "not seen",
};

function checksTable(evidence: Evidence): string {
  const rows = evidence.head.map((head) => {
    const base = evidence.base.find((b) => b.check.name === head.check.name);
    return `| ${head.check.name}: ${code(head.check.command).replace(/\|/g, "\\|")} | ${base === undefined ? "–" : result(base)} | ${result(head)}${silent(base, head)} |`;
  });
  return `| check | base | head |\n|---|---|---|\n${rows.join("\n")}`;
}

/** A check that named tests on the base and names none on the head is pointed out. */
function silent(base: CheckResult | undefined, head: CheckResult): string {
  const named = (base?.tests ?? []).length > 0;
  return named && (head.tests ?? []).length === 0 ? ", **no test reported**" : "";
}

function result(check: CheckResult): string {
  const word =
    check.ending === "timed-out"
      ? `timed out after ${duration(check.check.timeoutMs)}`
      : exitText(check.exitStatus);
  if (check.tests === null) return `${word}, ${duration(check.durationMs)}`;
  const { tests } = check;
  const number = (status: TestResult["status"]) => tests.filter((test) => test.status === status).length;
  const rest = (["skipped", "flaky"] as const).filter((status) => number(status) > 0);
  const parts = (["passed", "failed", ...rest] as const).map((status) => `${number(status)} ${status}`);
  return `${word}, ${parts.join(", ")}, ${duration(check.durationMs)}`;
}

function redGreenLine(redGreen: RedGreen): string {
  const files = fitting(redGreen.files.map(code), ", ");
  const { reportFault } = redGreen;
  if (reportFault !== undefined)
    return `Tests of the change (${files}): nobody knows how they end without it, because ${reportFaultText(reportFault)}.`;
  const verdict =
    redGreen.base === "timed-out" && redGreen.head === "passed"
      ? "did not end on the base within their limit, green on the head"
      : redGreen.base !== "passed" && redGreen.head === "passed"
        ? `red on the base${howRed(redGreen.reds)}, green on the head`
        : `**${redGreen.base} on the base, ${redGreen.head} on the head**`;
  const names = fitting(redGreen.turnedGreen.map(code), ", ");
  return `Tests of the change (${files}): ${verdict}.${names === "" ? "" : ` Turned green: ${names}.`}`;
}

const HOW_RED: Record<Red["kind"], string> = {
  assertion: "at an assertion",
  exception: "by an exception",
  missing: "only because of a compile or load error, or a name that does not exist there",
  timeout: "by a time limit of the runner",
  unknown: "at a place the output does not show",
};

/** A test that cannot be loaded on the base proves that its names are new, not what they do. */
function howRed(reds: Red[]): string {
  const kinds = Object.entries(HOW_RED).flatMap(([kind, how]) => {
    const of = reds.filter((red) => red.kind === kind);
    return of.length === 0 ? [] : [{ how, of }];
  });
  const [only, ...others] = kinds;
  if (only === undefined) return "";
  if (others.length > 0)
    return ` (${kinds.map(({ how, of }) => `${count(of.length, "test")} ${how}`).join(", ")})`;
  const message = only.of[0]?.message ?? null;
  const said = only.how === HOW_RED.exception && message !== null ? ` (${code(message)})` : "";
  return ` ${only.how}${said}`;
}

function baseTestsLine(evidence: Evidence): string {
  if (evidence.baseTestsOnHead === null) return "";
  const failed = brokenChecks(evidence.base, evidence.baseTestsOnHead);
  const besides = evidence.knownFailures.length === 0 ? "" : ", apart from those that failed before";
  if (failed.length === 0 && evidence.baseTestsOnHead.every(({ tests }) => (tests ?? []).length === 0))
    return `The base's own tests against the new code: ${evidence.baseTestsOnHead.every(canNotice) ? "the command passes" : "the command fails as it did before"}, and names no test, so nobody saw which ran.`;
  const followed = evidence.followed.length === 0 ? "" : ` ${followedText(evidence.followed)}`;
  return failed.length === 0
    ? `The base's own tests pass against the new code${besides}.${followed}`
    : `The base's own tests against the new code: ${failed.map((check) => `${check.check.name} ${result(check)}`).join("; ")}.${followed}`;
}

function followedText(files: string[]): string {
  return `For that, ${fitting(files.map(code), ", ")} ${files.length === 1 ? "was" : "were"} told where code was moved to, and nothing else.`;
}

/** The others are among what needs a second look. */
function renamedLines({ renamed, unsteady }: Evidence): string {
  const names = (all: string[]) => fitting(all.map(code), ", ");
  const lines = renamed.map(
    ({ file, was, now }) =>
      `Tests of ${code(file)} have other names: ${names(was)} became ${names(now)}. The file still holds what they expected, and as they were, they pass with the change.`,
  );
  const pairs = fitting(
    unsteady.map(({ was, now }) => `${code(was)} as ${code(now)}`),
    ", ",
  );
  const steady =
    unsteady.length === 0
      ? []
      : [
          `A part of these names differs from run to run, as a second run of the base shows; they were matched by the rest: ${pairs}.`,
        ];
  return [...lines, ...steady].join(" ");
}

function announcedLine({ dependencies }: Evidence): string {
  const plain = dependencies.filter((each) => !isDoubtful(each));
  return plain.length === 0 ? "" : `As the order announces: ${fitting(plain.map(dependencyText), "; ")}.`;
}

function reusedLine({ reused }: Evidence): string {
  return reused === 0
    ? ""
    : `${count(reused, "result")} of checks were measured earlier in this run, on the very same files and with the same commands, and not again.`;
}

function flakyLine({ check, test, runs, failed }: Flaky): string {
  const what = test === null ? `The check ${code(check)}` : code(test);
  return `**Flaky**: ${what} failed in ${failed} of ${runs} runs on the same tree; it is ignored.`;
}

function coverageLine({ coverage, mutants }: Evidence): string {
  const ran =
    coverage.kind === "unmeasured" || coverage.lines === 0
      ? []
      : [`${coverage.ran} of ${count(coverage.lines, "changed line")} ran in tests (${coverage.by}).`];
  const built = mutants.filter((mutant) => mutant.ending !== "unbuilt");
  const killed = built.filter((mutant) => mutant.ending === "killed").length;
  const noticed =
    built.length === 0
      ? []
      : [
          `The tests noticed ${killed} of ${count(built.length, "error")} that ${built.length === 1 ? "was" : "were"} put into changed lines on purpose, one at a time.`,
        ];
  return [...ran, ...noticed].join(" ");
}
