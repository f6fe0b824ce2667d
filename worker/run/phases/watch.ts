// An eye on the coder while it works: breaks off at a wall, and reminds it of its order and of what is still to do.
import type { Check } from "../../../src/domain/evidence.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";
import type { Step } from "../../agent/loop.ts";
import type { Watch } from "../../roles/ask-role.ts";
import { reminderText } from "../../roles/texts.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import { factsOf, fingerprint, noProgress, type StepFacts } from "../decisions/walls.ts";

export type Watching = {
  watch: Watch;
  /** What the conversation was broken off at; null: nothing. */
  wall(): Wall | null;
};

export type Watched = {
  sandbox: Sandbox;
  order: WorkOrder;
  checks: Check[];
  /** Names of the checks that did not hold when they were last measured. */
  broken: string[];
  maxIdleSteps: number;
  /** The budget's wall, where it is to be heeded. */
  budgetWall(): Wall | null;
  signal: AbortSignal;
};

/** Often enough for a long conversation, seldom enough to cost next to nothing. */
const EVERY_STEPS = 15;
const EVERY_TOKENS = 30_000;

export function watchCoder(watched: Watched): Watching {
  const { sandbox, order, checks, broken, maxIdleSteps, signal } = watched;
  const steps: StepFacts[] = [];
  const commands: string[] = [];
  let wall: Wall | null = null;

  const halts = async (step: Step) => {
    const facts = factsOf(step);
    steps.push(facts);
    noteCommands(commands, step);
    // A command may change files without a word. Asked only where it matters: it takes a few milliseconds.
    if (noProgress(steps, 1) !== null) facts.push(await treeOf(sandbox, signal));
    wall = noProgress(steps, maxIdleSteps) ?? watched.budgetWall();
    return wall !== null;
  };
  const text = () => {
    const notRun = checks.filter((check) => !commands.some((command) => command.includes(check.command)));
    return reminderText(order, { broken, notRun: notRun.map((check) => check.command) });
  };

  return {
    watch: { halts, remind: { everySteps: EVERY_STEPS, everyTokens: EVERY_TOKENS, text } },
    wall: () => wall,
  };
}

/** Commands since the last change: what ran before it says nothing about the files as they are. */
function noteCommands(commands: string[], { calls }: Step): void {
  for (const { deed } of calls) {
    if (deed?.effect === "runs") commands.push(deed.line);
    if (deed?.effect === "changes") commands.length = 0;
  }
}

/** A fingerprint of the tracked files that differ and of the new ones. It comes from the sandbox, so it is only compared. */
async function treeOf(sandbox: Sandbox, signal: AbortSignal): Promise<string> {
  const { output } = await sandbox.run({ line: TREE, timeoutMs: TREE_MS, outputBytes: TREE_BYTES, signal });
  return fingerprint(`tree ${output}`);
}

/** Without what git may start by itself there, whose leavings would count as the coder's work. */
const GIT = "git --no-optional-locks -c core.fsmonitor=false";
const TREE = `{ ${GIT} diff --no-ext-diff --no-textconv HEAD; ${GIT} ls-files -oz --exclude-standard | xargs -0r sha256sum; } 2>&1 | sha256sum`;
const TREE_MS = 10_000;
const TREE_BYTES = 1000;
