// People who sign in with the local GitHub, to a page on which something runs and waits in each of two repositories.
import type { Intent } from "../../src/domain/intent.ts";
import type { Repository } from "../../src/domain/repository.ts";
import { octokitPeople } from "../../src/github/octokit/people.ts";
import type { RunRow } from "../../src/ledger/rows.ts";
import { aJob } from "./builders.ts";
import { type FakeClock, fakeClock } from "./clock.ts";
import { agreedAs, startTestGitHub, type TestGitHub } from "./local-github.ts";
import { cookieIn, get, LOCAL, nothingThere, type TestPage, testPage } from "./page.ts";
import { aRunRow, aStanding } from "./standings.ts";

export type PeopleHouse = AsyncDisposable & {
  hub: TestGitHub;
  clock: FakeClock;
  page: TestPage;
  /** What buttons asked for. */
  heard: Intent[];
  /** To GitHub, where the person agrees: where it sends the browser, and the cookie of the sign-in. */
  back(login: string, from?: string): Promise<{ path: string; begun: string }>;
  /** The cookie of a session. */
  signedInAs(login: string): Promise<string>;
  textAt(path: string, cookie: string): Promise<string>;
  statusAt(path: string, cookie: string): Promise<number>;
};

/** Of octo/clock and octo/gong, ada may write in both, eve may read the first, and mallory has neither. */
export async function openPeopleHouse(operators: string[] = []): Promise<PeopleHouse> {
  const clock = fakeClock(Date.now());
  const hub = await startTestGitHub({ clock });
  for (const name of ["clock", "gong"]) await hub.createRepository({ owner: "octo", name, private: true });
  for (const login of ["ada", "eve", "mallory"]) hub.addUser(login);
  hub.setPermission("octo/clock", "ada", "write");
  hub.setPermission("octo/gong", "ada", "write");
  hub.setPermission("octo/clock", "eve", "read");
  const client = hub.client();
  client.callbackUrls.push(`${LOCAL}/signed-in`);
  const people = octokitPeople({ client, apiUrl: hub.apiUrl, serverUrl: hub.serverUrl, clock });
  const heard: Intent[] = [];
  const acting = {
    takeIn: async (intent: Intent) => {
      heard.push(intent);
      return "cancel" as const;
    },
    admittedDigest: async () => "d1",
  };
  const page = testPage(sourcesIn(hub, clock), false, acting, { people, operators });
  const back: PeopleHouse["back"] = async (login, from = "/") => {
    const away = await get(page.app, `/sign-in/github?back=${encodeURIComponent(from)}`);
    const there = await agreedAs(login, away.headers.get("location") ?? "");
    return { path: `${there.pathname}${there.search}`, begun: cookieIn(away) };
  };
  return {
    ...{ hub, clock, page, heard, back },
    async signedInAs(login) {
      const { path, begun } = await back(login);
      return sessionIn(await get(page.app, path, { cookie: begun }));
    },
    textAt: async (path, cookie) => (await get(page.app, path, { cookie })).text(),
    statusAt: async (path, cookie) => (await get(page.app, path, { cookie })).status,
    [Symbol.asyncDispose]: async () => {
      await page.close();
      await hub[Symbol.asyncDispose]();
    },
  };
}

/** The cookie of the session that an answer begins; empty: it begins none. */
export function sessionIn(answer: Response): string {
  const cookies = answer.headers.getSetCookie().map((each) => each.split(";")[0] ?? "");
  return cookies.find((each) => each.startsWith("issuewright-3001=")) ?? "";
}

export function csrfIn(text: string): string {
  return /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";
}

function sourcesIn(hub: TestGitHub, clock: FakeClock) {
  const rows = ["clock", "gong"].map((name) => rowOf(hub, name));
  const within =
    (repositories: Repository[] | null) =>
    ({ issue }: { issue: RunRow["issue"] }) =>
      repositories === null || repositories.some(({ id }) => id === issue.repository.id);
  return {
    clock,
    ledger: {
      ...nothingThere.ledger,
      repositories: async (isWanted: (repository: Repository) => boolean = () => true) =>
        rows.map(({ issue }) => issue.repository).filter(isWanted),
      lane: async (lane: string, repositories: Repository[] | null) => {
        const found = lane === "running" ? rows.filter(within(repositories)).map(standingOf) : [];
        return { rows: found, of: found.length };
      },
      run: async (runId: string) => rows.find((row) => row.runId === runId) ?? null,
      issue: async (issue: RunRow["issue"]) =>
        rows.filter(within([issue.repository])).map(standingOf)[0] ?? null,
      sums: async () =>
        ["clock", "gong"].map((name) => ({
          ...{ day: new Date(clock.now()).toISOString().slice(0, 10), model: `model-of-${name}` },
          ...{ repository: `id-${hub.repository(`octo/${name}`).id}`, role: "coder" as const },
          of: { "ended:opened": 1, runs: 1, "all-usd": 1 },
        })),
    },
    queue: {
      ...nothingThere.queue,
      queued: async () =>
        rows.map(({ issue, runId }) => ({
          ...{ runId: `waits-${runId}`, job: aJob({ issue: { ...issue, number: 2 } }), sinceMs: clock.now() },
          ...{ behind: false, why: null },
        })),
    },
  };
}

function rowOf(hub: TestGitHub, name: string): RunRow {
  const repository = { id: hub.repository(`octo/${name}`).id, owner: "octo", name };
  return aRunRow({ runId: `r-${name}`, issue: { repository, number: 1 }, title: `Mend the ${name}` });
}

function standingOf(row: RunRow) {
  return aStanding({ issue: row.issue, run: row.runId, title: row.title, newest: row });
}
