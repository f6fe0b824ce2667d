// The pull request as a maintainer reads it: a report of measurements, with what was not covered.
import type { Usage } from "../domain/budget.ts";
import { lookTwice, standing, tallyOf } from "../domain/conclusion.ts";
import type { CheckResult, Evidence, Flaky, Proof, Red, RedGreen, TestResult } from "../domain/evidence.ts";
import { brokenChecks } from "../domain/evidence.ts";
import type { Finding } from "../domain/finding.ts";
import { gapsIn } from "../domain/gap.ts";
import type { Note } from "../domain/note.ts";
import type { Spec } from "../domain/spec.ts";
import { neutral, oneLine } from "../domain/text.ts";
import { gapText } from "./gap.ts";
import { pullMarker } from "./marker.ts";
import { noteText } from "./note.ts";
import { proverText } from "./prover.ts";
import { remarkText } from "./remark.ts";
import { tallyText } from "./tally.ts";
import {
  cell,
  code,
  count,
  duration,
  fitting,
  folded,
  list,
  money,
  sentences,
  tokens,
  total,
} from "./words.ts";

export type PullView = {
  issue: number;
  title: string;
  summary: string;
  spec: Spec;
  evidence: Evidence;
  /** What the reviewer found and did not block on. */
  findings: Finding[];
  notes: Note[];
  usage: Partial<Record<string, Usage>>;
  phases: { name: string; durationMs: number }[];
  runId: string;
  /** Where the transcript of the run is read; null: it is not shown anywhere. */
  transcriptUrl: string | null;
};

/** What and why, and no more: the rest of a long summary is in the spec. */
const MAX_SENTENCES = 3;

export function pullTitle(view: Pick<PullView, "title">): string {
  return oneLine(view.title, 100);
}

/** Subject and body of the commit. GitHub acts on a commit message as on a comment, and more often: whenever it is pushed. */
export function commitMessage(view: Pick<PullView, "title" | "summary" | "issue" | "spec">): string {
  // Made neutral as a whole: a closing word may end the title and its number begin the summary.
  const said = neutral(`${pullTitle(view)}\n\n${view.summary}`);
  return `${said}\n\nBuilt from spec v${view.spec.version} of #${view.issue}.\n`;
}

export function renderPullRequest(view: PullView): string {
  return [
    `${pullMarker(view.issue, view.spec.version)}\n${sentences(view.summary, MAX_SENTENCES)}`,
    `Fixes #${view.issue}, built from **spec v${view.spec.version}** shown there.`,
    glance(view),
    evidenceSection(view),
    listSection("Not covered", gapsIn(view.evidence, view.spec.criteria).map(gapText)),
    listSection("Look twice", lookTwice(view.evidence).map(remarkText)),
    listSection("Remarks of the reviewing model, not blocking", view.findings.map(findingLine)),
    listSection("Decisions and alternatives", view.spec.decisions),
    listSection("Out of scope", view.spec.outOfScope),
    listSection("Notes", view.notes.map(noteText)),
    `### How to continue\n\nSubmit a review: one commit will answer every thread. Comment on #${view.issue} to change what is built. Push to this branch whenever you like; nothing of yours is overwritten. This stays a draft until a person says otherwise.`,
    cost(view),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const UNPROVEN =
  "Nothing named for a criterion was seen to fail without the change and pass with it: the words above say what was meant, not what was measured.";

function glance({ spec, evidence, transcriptUrl }: PullView): string {
  const proven = spec.criteria.some(({ id }) => standing(evidence, id) === "proven");
  return [
    `**${tallyText(tallyOf(evidence, spec.criteria))}**.`,
    ...(proven ? [] : [UNPROVEN]),
    ...(transcriptUrl === null ? [] : [`[Every step of the run](${transcriptUrl}).`]),
  ].join(" ");
}

export function evidenceSection(view: Pick<PullView, "spec" | "evidence">): string {
  const { evidence } = view;
  return [
    `### Evidence\n\nMeasured in fresh sandboxes without network, on tree \`${evidence.treeSha.slice(0, 12)}\` against base \`${evidence.baseSha.slice(0, 12)}\`. Which test stands for a criterion is the coder's word; every result is a measurement.`,
    criteriaTable(view),
    checksTable(evidence),
    ...evidence.redGreen.map(redGreenLine),
    baseTestsLine(evidence),
    fitting(evidence.flaky.map(flakyLine), "\n\n"),
    coverageLine(evidence),
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

function criteriaTable({ spec, evidence }: Pick<PullView, "spec" | "evidence">): string {
  const rows = spec.criteria.map((criterion) => {
    const proof = evidence.proofs.find((p) => p.criterion === criterion.id);
    const by = proof === undefined ? "*no test or command traced*" : cell(proverText(proof.by));
    const [before, after] = proof === undefined ? ["–", "–"] : [WITHOUT[proof.without], withChange(proof)];
    return `| **${criterion.id}** ${cell(criterion.text)} | ${by} | ${before} | ${after} |`;
  });
  return `| criterion | test or check | without the change | with it |\n|---|---|---|---|\n${rows.join("\n")}`;
}

const WITHOUT: Record<Proof["without"], string> = {
  red: "red",
  green: "**green, too**",
  unseen: "**not run**",
};

function withChange({ holds, exitStatus }: Proof): string {
  return `${holds ? "✔ green" : "✘ red"}, exit ${exitStatus ?? "killed"}`;
}

function checksTable(evidence: Evidence): string {
  const rows = evidence.head.map((head) => {
    const base = evidence.base.find((b) => b.check.name === head.check.name);
    return `| ${head.check.name}: ${code(head.check.command).replace(/\|/g, "\\|")} | ${base === undefined ? "–" : result(base)} | ${result(head)}${silent(base, head)} |`;
  });
  return `| check | base | head |\n|---|---|---|\n${rows.join("\n")}`;
}

/** Where tests were named before, their silence is worth a word. */
function silent(base: CheckResult | undefined, head: CheckResult): string {
  const named = (base?.tests ?? []).length > 0;
  return named && (head.tests ?? []).length === 0 ? ", **no test reported**" : "";
}

function result(check: CheckResult): string {
  const word =
    check.ending === "timed-out"
      ? `no end within ${duration(check.check.timeoutMs)}`
      : `exit ${check.exitStatus ?? "killed"}`;
  if (check.tests === null) return `${word}, ${duration(check.durationMs)}`;
  const { tests } = check;
  const number = (status: TestResult["status"]) => tests.filter((test) => test.status === status).length;
  const rest = (["skipped", "flaky"] as const).filter((status) => number(status) > 0);
  const parts = (["passed", "failed", ...rest] as const).map((status) => `${number(status)} ${status}`);
  return `${word}, ${parts.join(", ")}, ${duration(check.durationMs)}`;
}

function redGreenLine(redGreen: RedGreen): string {
  const files = fitting(redGreen.files.map(code), ", ");
  const verdict =
    redGreen.base !== "passed" && redGreen.head === "passed"
      ? `red on the base${howRed(redGreen.reds)}, green on the head`
      : `**${redGreen.base} on the base, ${redGreen.head} on the head**`;
  const names = fitting(redGreen.turnedGreen.map(code), ", ");
  return `Tests of the change (${files}): ${verdict}.${names === "" ? "" : ` Turned green: ${names}.`}`;
}

const HOW_RED: Record<Red["kind"], string> = {
  assertion: "at an assertion",
  exception: "by an exception",
  missing: "only because it does not compile or load there, or uses a name that is not there",
  unknown: "at a place that could not be told",
};

/** A test that cannot even be loaded on the base proves that its names are new, not what they do. */
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
  return failed.length === 0
    ? `The base's own tests pass against the new code${besides}.`
    : `The base's own tests against the new code: ${failed.map((check) => `${check.check.name} ${result(check)}`).join("; ")}.`;
}

function flakyLine({ check, test, runs, failed }: Flaky): string {
  const what = test === null ? `The check ${code(check)}` : code(test);
  return `**Flaky**: ${what} failed in ${failed} of ${runs} runs on this very tree; it counts neither for nor against the change.`;
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
          `Of ${count(built.length, "changed line")} made wrong on purpose, one at a time, the tests noticed ${killed}.`,
        ];
  return [...ran, ...noticed].join(" ");
}

export function listSection(title: string, items: string[]): string {
  return items.length === 0 ? "" : `### ${title}\n\n${list(items)}`;
}

function findingLine(finding: Finding): string {
  const place =
    finding.file === null ? [] : [code(`${finding.file}${finding.line === null ? "" : `:${finding.line}`}`)];
  const criterion = finding.criterion === null ? [] : [`**${finding.criterion}**`];
  return [...place, ...criterion, finding.text].join(" ");
}

function cost(view: PullView): string {
  const rows = Object.entries(view.usage).flatMap(([role, usage]) =>
    usage === undefined ? [] : `| ${role} | ${usage.steps} | ${tokens(usage)} | ${money(usage.usd)} |`,
  );
  const sum = total(view.usage);
  const phases = view.phases.map((phase) => `| ${phase.name} | ${duration(phase.durationMs)} |`);
  return folded(
    `Cost ${money(sum.usd)}, ${tokens(sum)}; by role, and time by phase`,
    [
      `| role | steps | tokens | cost |\n|---|---|---|---|\n${rows.join("\n")}`,
      `| phase | time |\n|---|---|\n${phases.join("\n")}`,
      `Run \`${view.runId}\``,
    ].join("\n\n"),
  );
}
