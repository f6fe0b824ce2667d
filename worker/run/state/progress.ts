// How far building has come: counted, remembered for the architect, and held against the budget.
import { brokenChecks, type Evidence } from "../../../src/domain/evidence.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import type { History } from "../decisions/after-attempt.ts";
import { shareGone } from "../decisions/walls.ts";
import type { Run } from "./context.ts";

export type Progress = {
  history: History;
  /** One line for each attempt and each advice so far. */
  tried: string[];
  /** What the architect took out of the order. */
  leftOut: string[];
  /** What the architect said besides, of the order as it is now. */
  amendments: string[];
  /** Names of the checks that did not hold when they were last measured. */
  broken: string[];
  /** The budget's wall, while no attempt's checks have held and nobody was asked about it. */
  budgetWall(): Wall | null;
  measured(evidence: Evidence): void;
  /** The architect is asked, and knows what is left of the budget. */
  escalated(): void;
};

export function startProgress(run: Run): Progress {
  const { settings } = run.ports;
  const before = run.meter.shares();
  const history: History = {
    attempts: 0,
    reviews: 0,
    escalations: 0,
    told: { provesNothing: false, weakened: false },
    lastFailures: null,
  };
  let heeded = false;
  const gone = () => shareGone(before, run.meter.shares(), settings.budgetShare);
  const progress: Progress = {
    history,
    tried: [],
    leftOut: [],
    amendments: [],
    broken: [],
    budgetWall: () => (heeded || history.escalations >= settings.maxEscalations ? null : gone()),
    measured: (evidence) => {
      progress.broken = brokenChecks(evidence.base, evidence.head).map((result) => result.check.name);
      heeded ||= progress.broken.length === 0;
    },
    escalated: () => {
      history.escalations++;
      history.lastFailures = null;
      heeded ||= gone() !== null;
    },
  };
  return progress;
}
