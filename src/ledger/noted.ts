// What an event changes in the rows of its run and its issue. Pure.
import { PhaseName } from "../domain/outcome.ts";
import type { RunEvent } from "../domain/run-event.ts";
import type { Lane } from "./rows.ts";

/** `rest`: in review while a pull request is open, else done. */
export type Move = Lane | "rest";

export type Noted = {
  /** Fields of the run's row. */
  run: Record<string, string | number>;
  /** Fields of the issue's row, if the run is its newest. */
  issue: Record<string, string | number>;
  /** Null: the issue stays where it is. */
  move: Move | null;
  /** It begins: the run is the newest of its issue from now on. */
  begins: boolean;
  /** A review was answered. */
  rounds: 0 | 1;
  /** The change met one with what others changed. */
  conflicts: 0 | 1;
};

/** Of a run's row: when the phase began; empty once it ended. Two may be at work beside each other. */
const BEGUN = "begun:";
const begunField = (phase: string) => `${BEGUN}${phase}`;

/** Whatever a process that is gone left begun. */
const NONE_BEGUN = Object.fromEntries(PhaseName.options.map((phase) => [begunField(phase), ""]));

/** The phase that is at work and began last; between two phases the one before; nothing before the first. */
export function atWorkIn(row: Record<string, string>): { phase?: string; phaseAt?: string } {
  const open = Object.entries(row)
    .filter(([field, at]) => field.startsWith(BEGUN) && at !== "")
    .toSorted(([, one], [, other]) => (one < other ? 1 : -1));
  const [newest] = open;
  return newest === undefined ? {} : { phase: newest[0].slice(BEGUN.length), phaseAt: newest[1] };
}

const NOTHING: Noted = { run: {}, issue: {}, move: null, begins: false, rounds: 0, conflicts: 0 };

export function notedOf(event: RunEvent): Noted {
  switch (event.kind) {
    case "started":
      return {
        ...NOTHING,
        run: { job: event.job, ...NONE_BEGUN },
        issue: { outcome: "null" },
        move: "running",
        begins: true,
      };
    case "read": {
      const { title, installationId, budget } = event;
      const known = { title, installationId };
      return { ...NOTHING, run: { ...known, budget: JSON.stringify(budget) }, issue: known };
    }
    case "phase-started":
      return {
        ...NOTHING,
        run: { phase: event.phase, phaseAt: event.at, [begunField(event.phase)]: event.at },
      };
    case "phase-ended":
      return { ...NOTHING, run: { [begunField(event.phase)]: "" } };
    case "stepped":
      return { ...NOTHING, run: spentOf(event) };
    case "conflict":
      return { ...NOTHING, conflicts: 1 };
    case "ended":
      return endedOf(event);
    case "specified":
    case "attempted":
    case "wall":
      return NOTHING;
    default:
      return event satisfies never;
  }
}

type Of<K extends RunEvent["kind"]> = Extract<RunEvent, { kind: K }>;

function spentOf({ role, model, spent, shares }: Of<"stepped">): Noted["run"] {
  return {
    usd: spent.usd ?? "",
    tokens: spent.inputTokens + spent.outputTokens,
    steps: spent.steps,
    shares: JSON.stringify(shares),
    [role]: model,
  };
}

function endedOf({ outcome, at }: Of<"ended">): Noted {
  const opened = outcome.kind === "opened" || outcome.kind === "revised";
  return {
    ...NOTHING,
    run: { ended: outcome.kind, endedAt: at },
    issue: {
      outcome: JSON.stringify(outcome),
      ...(opened ? { pull: outcome.pull.number } : {}),
      ...(outcome.kind === "opened" ? { pullAt: Date.parse(at), rounds: 0 } : {}),
      ...headOf(outcome),
    },
    move: MOVES[outcome.kind],
    rounds: outcome.kind === "revised" && outcome.answered > 0 ? 1 : 0,
  };
}

/** The commit that we published last. */
function headOf(outcome: Of<"ended">["outcome"]): Noted["issue"] {
  if (outcome.kind === "revised") return { head: outcome.commitSha };
  return outcome.kind === "opened" && outcome.pull.headSha !== null ? { head: outcome.pull.headSha } : {};
}

const MOVES: Record<Of<"ended">["outcome"]["kind"], Move> = {
  opened: "in-review",
  revised: "in-review",
  "needs-answer": "needs-answer",
  "gave-up": "blocked",
  failed: "blocked",
  "no-change": "rest",
  watched: "rest",
  cancelled: "rest",
  // The run that took its place waits in the queue, or has begun.
  superseded: "rest",
};
