// The oracle for claims: what the state of an issue must be after each step, in plain words, without Redis.

import type { Ended } from "../../../src/queue/claims.ts";

export const MOST = 2;

/** What a new job does beside the one at work and the one that waits. */
export const HOW = ["follow", "supersede", "give-way"] as const;

export type Hold = { issue: number; runId: string; fence: number; token: string };
type Job = { issue: number; present: boolean; lock: string | null; deaths: number };
type Issue = {
  current: string | null;
  next: string | null;
  fence: number;
  /** The current one was told to stop, or is given up; how many deaths of its workers count no more. */
  stop: boolean;
  isGivenUp: boolean;
  survived: number;
  /** The waiting job of which the issue says that it waits, and the process that writes it just now. */
  said: string | null;
  saying: string | null;
  /** A job that was cancelled while it waited, of which nobody was told yet. */
  untold: string | null;
};

const FRESH = { stop: false, isGivenUp: false, survived: 0 };
const IDLE: Issue = { current: null, next: null, fence: 0, ...FRESH, said: null, saying: null, untold: null };

/** Issues 1 to 3 are of one repository, issue 4 of another. */
export const repositoryOf = (issue: number) => (issue === 4 ? "octo/other" : "octo/hello");

export type Model = ReturnType<typeof startModel>;

export function startModel() {
  const issues = new Map([1, 2, 3, 4].map((n): [number, Issue] => [n, { ...IDLE }]));
  const jobs = new Map<string, Job>();
  const holds: Hold[] = [];
  const places = new Map<string, string>();
  let waiting: string[] = [];
  let count = 0;

  const at = (issue: number): Issue => issues.get(issue) ?? { ...IDLE };
  const job = (id: string): Job => jobs.get(id) ?? { issue: 0, present: false, lock: null, deaths: 0 };
  const lives = (id: string | null) => id !== null && job(id).present;
  const isValid = ({ issue, runId, fence, token }: Hold) =>
    at(issue).fence === fence && job(runId).lock === token;
  const atWork = (repository: string, but: string) =>
    [...places].filter(([id, of]) => of === repository && id !== but && job(id).lock !== null).length;
  const waitsNoMore = (id: string | null) => {
    waiting = waiting.filter((each) => each !== id);
  };
  const drop = (id: string | null) => {
    if (id !== null) jobs.set(id, { ...job(id), present: false, lock: null });
  };

  return {
    ...{ jobs, holds, at, job, isValid },
    named: (prefix: string) => {
      count += 1;
      return `${prefix}-${count}`;
    },
    stateOf(issue: number) {
      if (lives(at(issue).current)) return "active";
      return lives(at(issue).next) || at(issue).untold !== null ? "waiting" : "none";
    },
    holderOf: (issue: number) => (lives(at(issue).current) ? at(issue).current : null),
    submit(issue: number, id: string, how: (typeof HOW)[number]) {
      const supersedes = how === "supersede";
      const { current, next: replaced } = at(issue);
      if (how === "give-way" && (lives(replaced) || lives(current)))
        return { replaced: null, stopped: null, did: "gave-way" };
      jobs.set(id, { issue, present: true, lock: null, deaths: 0 });
      drop(replaced);
      waitsNoMore(replaced);
      waiting.push(id);
      Object.assign(at(issue), { next: id, untold: null });
      if (!lives(current)) return { replaced, stopped: null, did: "wake" };
      at(issue).stop ||= supersedes;
      return { replaced, stopped: supersedes ? current : null, did: "" };
    },
    /** A worker of BullMQ got the job, under a lock of its own, and asks for the claim. */
    take(id: string, token: string): string {
      const { issue } = job(id);
      const state = at(issue);
      jobs.set(id, { ...job(id), lock: token });
      const isAgain = state.current === id;
      if (!isAgain && state.next !== id) return "gone";
      if (!isAgain && lives(state.current)) return "behind";
      if (!isAgain && state.saying !== null) return "spoken-of";
      const mine = atWork(repositoryOf(issue), id);
      if (mine >= MOST) return "full";
      const givesWay = waiting.some((other) => {
        const of = job(other).issue;
        return lives(other) && !lives(at(of).current) && atWork(repositoryOf(of), id) < mine;
      });
      if (!isAgain && mine > 0 && givesWay) return "unfair";
      places.set(id, repositoryOf(issue));
      waitsNoMore(id);
      if (!isAgain) Object.assign(state, { current: id, next: null, said: null, ...FRESH });
      state.fence += 1;
      holds.push({ issue, runId: id, fence: state.fence, token });
      return "taken";
    },
    /** The worker gave the job back, because the run is parked or pauses, or because the worker leaves. */
    unlock(id: string) {
      jobs.set(id, { ...job(id), lock: null });
    },
    /** The worker died, or was stopped for too long. */
    die(id: string) {
      jobs.set(id, { ...job(id), lock: null, deaths: job(id).deaths + 1 });
    },
    progress(hold: Hold): boolean {
      if (!isValid(hold)) return false;
      at(hold.issue).survived = job(hold.runId).deaths;
      return true;
    },
    giveUp(hold: Hold): boolean {
      if (!isValid(hold)) return false;
      const state = at(hold.issue);
      if (!state.isGivenUp) Object.assign(state, { isGivenUp: true, survived: job(hold.runId).deaths });
      return true;
    },
    /** Whether the process may write now that the job of the issue waits. */
    beginToSay(issue: number, token: string): boolean {
      const state = at(issue);
      if (!lives(state.next) || lives(state.current)) return false;
      if (state.said === state.next || state.saying !== null) return false;
      Object.assign(state, { said: state.next, saying: token });
      return true;
    },
    endSaying(issue: number, { token, runId, isSaid }: { token: string; runId: string; isSaid: boolean }) {
      const state = at(issue);
      if (state.saying !== token) return;
      state.saying = null;
      if (!isSaid && state.said === runId) state.said = null;
    },
    /** So long was nothing heard of it that its lease is over. */
    loseSaying(issue: number) {
      at(issue).saying = null;
    },
    end(hold: Hold): Ended {
      if (!isValid(hold)) return { kind: "claim-lost" };
      const state = at(hold.issue);
      Object.assign(state, { current: null, ...FRESH });
      places.delete(hold.runId);
      return { kind: "ended", following: lives(state.next) ? state.next : null };
    },
    cancel(issue: number) {
      const { current, next } = at(issue);
      const waits = lives(next) ? next : null;
      const state = at(issue);
      state.next = null;
      waitsNoMore(next);
      drop(waits);
      if (lives(current)) {
        Object.assign(state, { stop: true, untold: null });
        return { waiting: waits, active: current, said: false };
      }
      state.untold = waits ?? state.untold;
      return {
        waiting: state.untold,
        active: null,
        said: state.untold !== null && state.said === state.untold,
      };
    },
    tell(issue: number, id: string) {
      if (at(issue).untold === id) at(issue).untold = null;
    },
    /** The job is gone from Redis, whoever holds it. */
    vanish(id: string) {
      drop(id);
    },
  };
}
