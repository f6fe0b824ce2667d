// The pull request as a maintainer reads it: a report of measurements, with what was not covered.
import type { Usage } from "../domain/budget.ts";
import type { CheckResult, Evidence, RedGreen } from "../domain/evidence.ts";
import { brokenChecks, failedTests } from "../domain/evidence.ts";
import type { Finding } from "../domain/finding.ts";
import type { Spec } from "../domain/spec.ts";
import { neutral, oneLine } from "../domain/text.ts";
import { pullMarker } from "./marker.ts";
import { cell, code, count, duration, fitting, folded, list, money, tokens, total } from "./words.ts";

export type PullView = {
  issue: number;
  title: string;
  summary: string;
  spec: Spec;
  evidence: Evidence;
  /** What the reviewer found and did not block on. */
  findings: Finding[];
  notes: string[];
  usage: Partial<Record<string, Usage>>;
  phases: { name: string; durationMs: number }[];
  runId: string;
};

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
    `${pullMarker(view.issue)}\n${view.summary}`,
    `Fixes #${view.issue}, built from **spec v${view.spec.version}** shown there.`,
    evidenceSection(view),
    listSection("Not covered", view.evidence.notCovered),
    listSection("Look twice", view.evidence.suspicions),
    listSection("Remarks of the reviewing model, not blocking", view.findings.map(findingLine)),
    listSection("Out of scope", view.spec.outOfScope),
    listSection("Decisions", view.spec.decisions),
    listSection("Notes", view.notes),
    `### How to continue\n\nSubmit a review: one commit will answer every thread. Comment on #${view.issue} to change what is built. Push to this branch whenever you like; nothing of yours is overwritten. This stays a draft until a person says otherwise.`,
    cost(view),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The version of the spec a pull request says it was built from; null where an edit took that away. */
export function builtVersion(body: string, issue: number): number | null {
  const line = new RegExp(`^Fixes #${issue}, built from \\*\\*spec v(\\d+)\\*\\* shown there\\.\\r?$`, "m");
  const version = line.exec(body)?.[1];
  return version === undefined ? null : Number(version);
}

function evidenceSection(view: PullView): string {
  const { evidence } = view;
  return [
    `### Evidence\n\nMeasured in fresh sandboxes without network, on tree \`${evidence.treeSha.slice(0, 12)}\` against base \`${evidence.baseSha.slice(0, 12)}\`. Nothing here was reported by a model.`,
    criteriaTable(view),
    checksTable(evidence),
    ...evidence.redGreen.map(redGreenLine),
    baseTestsLine(evidence),
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

function criteriaTable({ spec, evidence }: PullView): string {
  const rows = spec.criteria.map((criterion) => {
    const proof = evidence.proofs.find((p) => p.criterion === criterion.id);
    const by = proof === undefined ? "*no test or command traced*" : cell(proof.by);
    const status = proof === undefined ? "–" : `${proof.exitStatus ?? "killed"}${proof.holds ? " ✔" : " ✘"}`;
    return `| **${criterion.id}** ${cell(criterion.text)} | ${by} | ${status} |`;
  });
  return `| criterion | proven by | exit status |\n|---|---|---|\n${rows.join("\n")}`;
}

function checksTable(evidence: Evidence): string {
  const rows = evidence.head.map((head) => {
    const base = evidence.base.find((b) => b.check.name === head.check.name);
    return `| ${head.check.name}: ${code(head.check.command).replace(/\|/g, "\\|")} | ${base === undefined ? "–" : result(base)} | ${result(head)} |`;
  });
  return `| check | base | head |\n|---|---|---|\n${rows.join("\n")}`;
}

function result(check: CheckResult): string {
  const word =
    check.ending === "timed-out"
      ? `no end within ${duration(check.check.timeoutMs)}`
      : `exit ${check.exitStatus ?? "killed"}`;
  if (check.tests === null) return `${word}, ${duration(check.durationMs)}`;
  const failed = failedTests(check).length;
  const skipped = check.tests.filter((test) => test.status === "skipped").length;
  const parts = [`${check.tests.length - failed - skipped} passed`, `${failed} failed`];
  if (skipped > 0) parts.push(`${skipped} skipped`);
  return `${word}, ${parts.join(", ")}, ${duration(check.durationMs)}`;
}

function redGreenLine(redGreen: RedGreen): string {
  const files = fitting(redGreen.files.map(code), ", ");
  const verdict =
    redGreen.base !== "passed" && redGreen.head === "passed"
      ? "red on the base, green on the head"
      : `**${redGreen.base} on the base, ${redGreen.head} on the head**`;
  const names = fitting(redGreen.turnedGreen.map(code), ", ");
  return `New or changed tests (${files}): ${verdict}.${names === "" ? "" : ` Turned green: ${names}.`}`;
}

function baseTestsLine(evidence: Evidence): string {
  if (evidence.baseTestsOnHead === null) return "";
  const failed = brokenChecks(evidence.base, evidence.baseTestsOnHead);
  const besides = evidence.knownFailures.length === 0 ? "" : ", apart from those that failed before";
  return failed.length === 0
    ? `The base's own tests pass against the new code${besides}.`
    : `The base's own tests against the new code: ${failed.map((check) => `${check.check.name} ${result(check)}`).join("; ")}.`;
}

function listSection(title: string, items: string[]): string {
  return items.length === 0 ? "" : `### ${title}\n\n${list(items)}`;
}

function findingLine(finding: Finding): string {
  const place = `${finding.file}${finding.line === null ? "" : `:${finding.line}`}`;
  return `${code(place)} ${finding.text}`;
}

function cost(view: PullView): string {
  const rows = Object.entries(view.usage).flatMap(([role, usage]) =>
    usage === undefined ? [] : `| ${role} | ${usage.steps} | ${tokens(usage)} | ${money(usage.usd)} |`,
  );
  const sum = total(view.usage);
  const phases = view.phases.map((phase) => `${phase.name} ${duration(phase.durationMs)}`).join(" · ");
  return folded(
    `Cost ${money(sum.usd)}, ${tokens(sum)}`,
    `| role | steps | tokens | cost |\n|---|---|---|---|\n${rows.join("\n")}\n\n${phases}\n\nRun \`${view.runId}\``,
  );
}
