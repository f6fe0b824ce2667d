// How far building has come: counted, remembered for the architect, and held against the budget.
import { z } from "zod";
import { brokenChecks } from "../../../src/domain/broken-checks.ts";
import { Shares } from "../../../src/domain/budget.ts";
import type { CheckResult, Evidence } from "../../../src/domain/evidence.ts";
import { Finding } from "../../../src/domain/finding.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import { Tried } from "../../roles/advice.ts";
import { Done, doneSoFar, NOTHING_SAID } from "../../roles/done.ts";
import type { SentBack } from "../../roles/sent-back.ts";
import { failuresAfter, type History, NO_HISTORY, toldAlso } from "../decisions/history.ts";
import { shareGone } from "../decisions/walls.ts";
import type { Ports } from "../ports.ts";
import type { Meter } from "./meter.ts";

const KeptHistory: z.ZodType<History> = z.object({
  ...{ attempts: z.int(), reviews: z.int(), escalations: z.int() },
  told: z.record(z.string(), z.boolean()).transform((told) => ({ ...NO_HISTORY.told, ...told })),
  lastFailures: z.object({ key: z.string(), times: z.int() }).nullable(),
});

/** All there is to know of it, so that another execution of the run goes on from there. */
export const Progressed = z.object({
  history: KeptHistory,
  tried: z.array(Tried),
  leftOut: z.array(z.string()),
  amendments: z.array(z.string()),
  broken: z.array(z.string()),
  /** By the coder, of the work so far. */
  said: Done.default(NOTHING_SAID),
  /** The last review, and the change that was reviewed, in base64; null: there was none. */
  lastReview: z
    .object({ findings: z.array(Finding), diff: z.base64() })
    .nullable()
    .default(null),
  /** The budget as it was before anything was built, and whether its wall needs no more heed. */
  before: Shares,
  heeded: z.boolean(),
});
export type Progressed = z.infer<typeof Progressed>;

export type Progress = {
  now(): Progressed;
  history(): History;
  /** Each attempt whose checks did not hold, and each advice. */
  tried(): Tried[];
  /** What the architect took out of the order. */
  leftOut(): string[];
  /** The architect's instructions so far: they amend the order. */
  amendments(): string[];
  /** Names of the checks that did not hold when they were last measured. */
  broken(): string[];
  /** What the coder said of the work so far. */
  said(): Done;
  /** The budget's wall, while no attempt's checks have held and nobody was asked about it. */
  budgetWall(): Wall | null;
  /** The last review, and the change that was reviewed; null: there was none. */
  lastReview(): { findings: Finding[]; diff: Uint8Array } | null;
  /** `done` null: the coder handed nothing in. */
  attempted(done: Done | null): void;
  measured(evidence: Evidence): void;
  review(findings: Finding[], diff: Uint8Array): void;
  /** The coder goes on, and was told why. */
  told(told: SentBack): void;
  /** The architect is asked, so the budget's wall needs no more heed. */
  escalated(broken: CheckResult[]): void;
};

/** `from` null: nothing was built yet. */
export function startProgress(
  { meter, settings }: { meter: Meter } & Pick<Ports, "settings">,
  from: Progressed | null = null,
): Progress {
  const before = from?.before ?? meter.shares();
  let history = from?.history ?? NO_HISTORY;
  let broken = from?.broken ?? [];
  let heeded = from?.heeded ?? false;
  const tried = [...(from?.tried ?? [])];
  const leftOut = [...(from?.leftOut ?? [])];
  const amendments = [...(from?.amendments ?? [])];
  let lastReview = from?.lastReview ?? null;
  let said = from?.said ?? NOTHING_SAID;
  const gone = () => shareGone(before, meter.shares(), settings.budgetShare);
  const failed = (checks: CheckResult[]) => {
    if (checks.length === 0) return;
    tried.push({ kind: "attempt", number: history.attempts, broken: checks });
    history = { ...history, lastFailures: failuresAfter(checks, history) };
  };
  return {
    now: () => {
      const lists = { tried: [...tried], leftOut: [...leftOut], amendments: [...amendments], broken };
      return { history, before, heeded, said, lastReview, ...lists };
    },
    history: () => history,
    tried: () => [...tried],
    leftOut: () => [...leftOut],
    amendments: () => [...amendments],
    broken: () => broken,
    said: () => said,
    budgetWall: () => (heeded || history.escalations >= settings.maxEscalations ? null : gone()),
    lastReview: () =>
      lastReview === null ? null : { ...lastReview, diff: Buffer.from(lastReview.diff, "base64") },
    review: (findings, diff) => {
      lastReview = { findings, diff: Buffer.from(diff).toString("base64") };
    },
    attempted: (done) => {
      if (done !== null) said = doneSoFar(said, done);
      history = { ...history, attempts: history.attempts + 1 };
    },
    measured: ({ base, head }) => {
      broken = brokenChecks(base, head).map((result) => result.check.name);
      heeded ||= broken.length === 0;
    },
    told: (told) => {
      if (told.kind === "checks") failed(told.broken);
      if (told.kind === "findings") history = { ...history, reviews: history.reviews + 1 };
      if (told.kind === "second-look") history = { ...history, told: toldAlso(history.told, told.look) };
      if (told.kind === "advice") {
        const { kind, instructions, leaveOut } = told.advice;
        tried.push({ kind: "advice", instructions });
        amendments.push(instructions);
        if (kind === "narrow") leftOut.push(...leaveOut);
      }
    },
    escalated: (checks) => {
      failed(checks);
      history = { ...history, escalations: history.escalations + 1, lastFailures: null };
      heeded ||= gone() !== null;
    },
  };
}
