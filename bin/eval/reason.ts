// Why a case got its verdict, in one line for a terminal.
import type { Outcome } from "../../src/domain/outcome.ts";
import { RULES_PATH } from "../../src/domain/rules.ts";
import { oneLine, visible } from "../../src/domain/text.ts";
import { causeText } from "../../src/messages/fault.ts";
import { becauseOf } from "../../src/messages/outcome.ts";
import { patchFaultText } from "../../src/messages/patch-fault.ts";
import { faultLine, faultRemedy } from "../../src/messages/rules-fault.ts";
import { nameOf } from "../../src/messages/stop.ts";
import type { BaseFault, CaseFault, LayFault, MissedTest } from "../../worker/eval/case-fault.ts";
import type { VerdictReason } from "../../worker/eval/verdict.ts";

/** One line without control characters: the words of programs and of a case may hold some. */
export function reasonLine(reason: VerdictReason): string {
  return visible(oneLine(reasonText(reason)));
}

function reasonText(reason: VerdictReason): string {
  switch (reason.kind) {
    case "hidden-passed":
      return "its hidden tests pass on the change";
    case "hidden-failed":
      return `its hidden tests fail on the change (\`${reason.command}\` ended with ${reason.exitStatus ?? "no exit status"})`;
    case "hidden-timed-out":
      return "its hidden tests did not end in time on the change";
    case "hidden-missed":
      return `some of its hidden tests did not pass: ${missed(reason.tests)}`;
    case "hidden-not-laid":
      return `its hidden tests cannot be laid over the change: ${layText(reason.fault)}`;
    case "hidden-not-run":
      return "its hidden tests did not run on the change";
    case "not-published":
      return notPublished(reason.outcome);
    case "case-broken":
      return faultText(reason.fault);
    case "crashed":
      return causeText(reason.cause);
    default:
      return reason satisfies never;
  }
}

function notPublished(outcome: Outcome): string {
  switch (outcome.kind) {
    case "needs-answer":
      return `it asks: ${outcome.questions.map((question) => question.text).join(" ")}`;
    case "cancelled":
      return `stopped by ${nameOf(outcome.by)}: ${becauseOf(outcome)}`;
    case "superseded":
      return `superseded by ${nameOf(outcome.by)}`;
    case "opened":
    case "revised":
    case "no-change":
    case "watched":
    case "gave-up":
    case "failed":
      return becauseOf(outcome);
    default:
      return outcome satisfies never;
  }
}

function faultText(fault: CaseFault): string {
  switch (fault.kind) {
    case "missing":
      return `${fault.name} is missing`;
    case "no-regular-file":
      return `${fault.name} is not a regular file; links are not followed`;
    case "no-folder":
      return `\`${fault.name}\` is not a folder; links are not followed`;
    case "empty-file":
      return `${fault.name} is empty`;
    case "empty-folder":
      return `the folder \`${fault.name}\` has no file`;
    case "file-too-large":
      return `${fault.name} has ${fault.bytes} bytes; at most ${fault.maxBytes} are accepted`;
    case "settings-invalid":
      return `${fault.name} could not be read: ${fault.faults.map((each) => `${faultLine(each)}. ${faultRemedy(each)}`).join("; ")}`;
    case "two-repositories":
      return "it has both a repository.bundle and a repository.json";
    case "no-repository":
      return "it has no repository: put a repository.bundle there (`git bundle create repository.bundle HEAD`), or a repository.json with path and commit";
    case "no-bundle":
      return "repository.bundle is not a git bundle";
    case "bundle-not-unpacked":
      return `repository.bundle could not be unpacked: ${fault.said}. Make it with \`git bundle create repository.bundle HEAD\`, with the whole history`;
    case "two-kinds-of-hidden-tests":
      return "it has both a folder `hidden` and a hidden.patch";
    case "no-hidden-tests":
      return "it has no hidden tests: put them into a folder `hidden`, or a hidden.patch beside it";
    case "file-of-git":
      return `${fault.path} would be one of git's own files`;
    case "hidden-too-large":
      return `\`hidden\` is larger than the limit of ${fault.maxBytes} bytes`;
    case "hidden-too-many":
      return `\`hidden\` has more files than the limit of ${fault.maxFiles}`;
    default:
      return baseFaultText(fault);
  }
}

function baseFaultText(fault: BaseFault): string {
  switch (fault.kind) {
    case "no-commit":
      return "its repository has no commit";
    case "rules-invalid":
      return `${RULES_PATH} in its repository could not be read: ${fault.faults.map(faultLine).join("; ")}`;
    case "no-toolchain":
      return `no toolchain knows its repository, and ${RULES_PATH} names no checks`;
    case "not-set-up":
      return `\`${fault.command}\` ended with ${fault.exitStatus ?? "no exit status"} on its base: ${fault.said}`;
    case "not-opened":
      return causeText(fault.cause);
    case "hidden-patch-does-not-apply":
      return `hidden.patch does not apply to its base: ${patchFaultText(fault.fault)}`;
    case "hidden-not-laid":
      return `its hidden tests cannot be laid over the base: ${layText(fault.fault)}`;
    case "check-not-started":
      return `its check cannot be started: \`${fault.command}\` ended with ${fault.exitStatus}`;
    case "should-pass-on-base":
      return `some tests should pass on the base: ${missed(fault.tests)}`;
    case "should-fail-on-base":
      return `${named(fault.tests)} should fail on the base, but passed there`;
    case "passes-on-base":
      return "its hidden tests pass on the base already, so they cannot tell whether the issue was resolved";
    default:
      return fault satisfies never;
  }
}

function layText(fault: LayFault): string {
  return fault.kind === "patch" ? patchFaultText(fault.fault) : fault.sandboxSaid;
}

const STATUS_WORDS: Record<MissedTest["status"], string> = {
  failed: "failed",
  skipped: "skipped",
  absent: "not run",
  unreported: "not reported: no report could be read from the check's output",
};

function missed(tests: MissedTest[]): string {
  const statuses = [...new Set(tests.map(({ status }) => STATUS_WORDS[status]))];
  return `${named(tests.map(({ name }) => name))} (${statuses.join(" or ")})`;
}

const MOST_NAMES = 3;

function named(names: string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `“${name}”`);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}
