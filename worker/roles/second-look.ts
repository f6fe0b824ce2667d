// What needs a second look in a change whose checks hold, as the coder that made it is told: each kind once in a run.
import type { Dependency } from "../../src/domain/dependency.ts";
import type { GuardFault } from "../../src/domain/guard-fault.ts";
import type { NotRun } from "../../src/domain/not-run.ts";
import type { ProofFault } from "../../src/domain/proof.ts";
import type { Growth, Weakening } from "../../src/domain/remark.ts";
import type { Rewritten } from "../../src/domain/rewritten.ts";
import { visible } from "../../src/domain/text.ts";
import type { Uncarried } from "../../src/domain/uncarried.ts";
import { dependencyText } from "../../src/messages/dependency.ts";
import { guardReason } from "../../src/messages/guard.ts";
import { notRunText } from "../../src/messages/not-run.ts";
import { proofFaultText } from "../../src/messages/proof-fault.ts";
import { remarkText } from "../../src/messages/remark.ts";
import { rewrittenText } from "../../src/messages/rewritten.ts";
import { uncarriedText } from "../../src/messages/uncarried.ts";

/** A name that the coder gave for a criterion, and that no test has. */
export type RanNowhere = { criterion: string; fault: Extract<ProofFault, { kind: "ran-nowhere" }> };

/** Empty and false: nothing of that kind. */
export type SecondLook = {
  /** Tests pass without the change. */
  provesNothing: boolean;
  /** Code and tests of the change that no check runs. */
  notRun: NotRun[];
  weakened: Weakening[];
  /** Tests of the base that the order did not allow to alter. */
  rewritten: Rewritten[];
  ranNowhere: RanNowhere[];
  /** Criteria without a test, and without a reason why no test can decide them. */
  unnamed: string[];
  /** Names of checks. */
  failedControls: string[];
  /** Paths of files that nobody ordered. */
  strays: string[];
  /** The change grew in review beyond what the rules allow. */
  grown: Growth[];
  /** Those that the order does not announce. */
  dependencies: Dependency[];
  /** Files that stand in the sandbox and are in no patch. */
  uncarried: Uncarried[];
  /** Why the change may not be published as it is. */
  guardFaults: GuardFault[];
};

/** Everything that there is, with what the coder can do about each kind. */
export function secondLookText(look: SecondLook): string {
  const { provesNothing, notRun, weakened, rewritten, ranNowhere } = look;
  const { unnamed, failedControls, strays, grown, dependencies, uncarried, guardFaults } = look;
  const text = [
    part("No check builds or runs these", notRun.map(stopped), NOT_RUN),
    part("With your change, tests or checks ask for less than before", weakened.map(remarkText), LESS),
    part(
      "Your change breaks existing tests as they were before you altered them",
      rewritten.map(rewrittenText),
      REWRITTEN,
    ),
    part("No test ran under the name that you gave", ranNowhere.map(ranNowhereText), NOWHERE),
    part("You named no test for these criteria", unnamed, UNNAMED),
    ...(provesNothing ? [NOTHING] : []),
    part(
      "A test that must fail did not, or one that must pass failed",
      failedControls.map(controlText),
      CONTROL,
    ),
    part("Nobody ordered these", strays.length === 0 ? [] : [strayText(strays)], STRAYS),
    part("Your change grew beyond its budget in review", grown.map(remarkText), GROWN),
    part("The order names none of these dependencies", dependencies.map(dependencyText), DEPENDENCIES),
    part("These are left out of your change", uncarried.map(uncarriedText), UNCARRIED),
    guardFaults.length === 0 ? "" : `${visible(`As it is, ${guardReason(guardFaults)}.`)}\n${GUARD}`,
  ];
  return text.filter((each) => each !== "").join("\n\n");
}

const NOT_RUN =
  "Have them built and run by the project's own checks: name the test file where the others are named, or put the code where it is built. If only another command can, leave them as they are and call `done` again: people are told of it.";
const LESS =
  "Put back what was there and mend the code instead. If the issue itself asks for it, leave it as it is and call `done` again.";
const REWRITTEN =
  "Put each test back as it was and mend the code instead, then call `done` again. If the issue itself contradicts the test, leave it as it is and call `done` again: people are told of it.";
const NOWHERE =
  "Call `done` again and name each test as its runner prints it. Where the test is missing or does not run, mend that first.";
const UNNAMED =
  "Call `done` again as before, and name in `proofs` the test or check that shows each, also where it stood there before you began. Where no test can decide one, say why in `undecidable`.";
const NOTHING =
  "Your new or changed tests, or those you named for the criteria, pass without your change, so they prove nothing about it. Have a test for each criterion that fails on the old code at an assertion, or, if no test can, say so by calling `done` again.";
const CONTROL =
  "These are tests of the harness, run beside yours. Take out what your change does to the test runner, its settings or its assertions, then call `done` again.";
const STRAYS =
  "Delete what your change does not need, then call `done` again. If it needs them, leave them as they are.";
const GROWN =
  "Take out what the review does not ask for, and say the rest with less: join tests that show the same, reuse what is there. Then call `done` again. If nothing can go, leave it as it is: people are told of it.";
const DEPENDENCIES =
  "Do without them, or with what the repository uses already, then call `done` again. If the order cannot be carried out without one, leave it as it is.";

const UNCARRIED =
  "Mend or remove each, then call `done` again. What you leave as it is stays out, and is named to people.";

const GUARD =
  "Take this out of your change and call `done` again. If the order cannot be carried out without it, leave it as it is: a person is told why the change is not published.";

function stopped(notRun: NotRun): string {
  return `${notRunText(notRun)}.`;
}

const MOST = 20;

function part(title: string, items: string[], remedy: string): string {
  if (items.length === 0) return "";
  const rest = items.length - MOST;
  const shown = [...items.slice(0, MOST), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return `${visible(`${title}:\n${shown.map((item) => `- ${item}`).join("\n")}`)}\n${remedy}`;
}

function ranNowhereText({ criterion, fault }: RanNowhere): string {
  return `${criterion}: ${proofFaultText(fault)}`;
}

function controlText(check: string): string {
  return proofFaultText({ kind: "control-failed", check });
}

function strayText(paths: string[]): string {
  return remarkText({ kind: "stray-files", paths });
}
