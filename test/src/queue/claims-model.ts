// The oracle for claims: what the state of an issue must be after each step, in plain words, without Redis.

export const MOST = 2;

export type Hold = { issue: number; runId: string; fence: number; token: string };
type Job = { issue: number; present: boolean; lock: string | null };
type Issue = { current: string | null; next: string | null; fence: number };

/** Issues 1 to 3 are of one repository, issue 4 of another. */
export const repositoryOf = (issue: number) => (issue === 4 ? "octo/other" : "octo/hello");

export type Model = ReturnType<typeof startModel>;

export function startModel() {
  const issues = new Map(
    [1, 2, 3, 4].map((n): [number, Issue] => [n, { current: null, next: null, fence: 0 }]),
  );
  const jobs = new Map<string, Job>();
  const holds: Hold[] = [];
  const places = new Map<string, string>();
  let waiting: string[] = [];
  let count = 0;

  const at = (issue: number): Issue => issues.get(issue) ?? { current: null, next: null, fence: 0 };
  const job = (id: string): Job => jobs.get(id) ?? { issue: 0, present: false, lock: null };
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
      return lives(at(issue).next) ? "waiting" : "none";
    },
    submit(issue: number, id: string) {
      const { current, next: replaced } = at(issue);
      jobs.set(id, { issue, present: true, lock: null });
      drop(replaced);
      waitsNoMore(replaced);
      waiting.push(id);
      at(issue).next = id;
      return { replaced, stopped: null, did: lives(current) ? "" : "wake" };
    },
    /** A worker of BullMQ got the job, under a lock of its own, and asks for the claim. */
    take(id: string, token: string): string {
      const { issue } = job(id);
      const state = at(issue);
      jobs.set(id, { ...job(id), lock: token });
      const isAgain = state.current === id;
      if (!isAgain && state.next !== id) return "gone";
      if (!isAgain && lives(state.current)) return "behind";
      const mine = atWork(repositoryOf(issue), id);
      if (mine >= MOST) return "full";
      const givesWay = waiting.some((other) => {
        const of = job(other).issue;
        return lives(other) && !lives(at(of).current) && atWork(repositoryOf(of), id) < mine;
      });
      if (!isAgain && mine > 0 && givesWay) return "unfair";
      places.set(id, repositoryOf(issue));
      waitsNoMore(id);
      if (!isAgain) Object.assign(state, { current: id, next: null });
      state.fence += 1;
      holds.push({ issue, runId: id, fence: state.fence, token });
      return "taken";
    },
    /** The worker died, was stopped for too long, or gave the job back. */
    unlock(id: string) {
      jobs.set(id, { ...job(id), lock: null });
    },
    end(hold: Hold): string | null {
      if (!isValid(hold)) return null;
      const state = at(hold.issue);
      state.current = null;
      places.delete(hold.runId);
      return lives(state.next) ? state.next : null;
    },
    cancel(issue: number) {
      const { current, next } = at(issue);
      const waits = lives(next) ? next : null;
      at(issue).next = null;
      waitsNoMore(next);
      drop(waits);
      return { waiting: waits, active: lives(current) ? current : null, said: false };
    },
    /** The job is gone from Redis, whoever holds it. */
    vanish(id: string) {
      drop(id);
    },
  };
}
