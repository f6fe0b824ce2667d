// People who sign in with GitHub: each sees what they can read there, a minute later at the most, and nothing of anybody else.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { Intent } from "../../../src/domain/intent.ts";
import type { Repository } from "../../../src/domain/repository.ts";
import { octokitPeople } from "../../../src/github/octokit/people.ts";
import type { RunRow } from "../../../src/ledger/rows.ts";
import { aJob } from "../../support/builders.ts";
import { type FakeClock, fakeClock } from "../../support/clock.ts";
import { agreedAs, startTestGitHub, type TestGitHub } from "../../support/local-github.ts";
import { cookieIn, get, LOCAL, nothingThere, post, type TestPage, testPage } from "../../support/page.ts";
import { aRunRow, aStanding } from "../../support/standings.ts";

const NOTHING_HERE = 404;

let hub: TestGitHub;
let clock: FakeClock;
let page: TestPage;
let heard: Intent[];
beforeEach(async () => {
  clock = fakeClock(Date.now());
  hub = await startTestGitHub({ clock });
  for (const name of ["clock", "gong"]) await hub.createRepository({ owner: "octo", name, private: true });
  for (const login of ["ada", "eve", "mallory"]) hub.addUser(login);
  hub.setPermission("octo/clock", "ada", "write");
  hub.setPermission("octo/gong", "ada", "write");
  hub.setPermission("octo/clock", "eve", "read");
  heard = [];
  page = openPage();
});
afterEach(async () => {
  await page.close();
  await hub[Symbol.asyncDispose]();
});

/** A run at work and a job that waits, in each of two repositories. */
function openPage(operators: string[] = []): TestPage {
  const client = hub.client();
  client.callbackUrls.push(`${LOCAL}/signed-in`);
  const people = octokitPeople({ client, apiUrl: hub.apiUrl, serverUrl: hub.serverUrl, clock });
  const rows = ["clock", "gong"].map(rowOf);
  const within =
    (repositories: Repository[] | null) =>
    ({ issue }: { issue: RunRow["issue"] }) =>
      repositories === null || repositories.some(({ id }) => id === issue.repository.id);
  const sources = {
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
      said: async () => ({ rows: [], of: 0 }),
      sums: async () =>
        ["clock", "gong"].map((name) => ({
          ...{ day: new Date(clock.now()).toISOString().slice(0, 10), model: `model-of-${name}` },
          ...{ repository: `id-${hub.repository(`octo/${name}`).id}`, of: { "ended:opened": 1, usd: 1 } },
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
  const acting = {
    takeIn: async (intent: Intent) => {
      heard.push(intent);
      return "cancel" as const;
    },
    admittedDigest: async () => "d1",
  };
  return testPage(sources, false, acting, { people, operators });
}

function rowOf(name: string): RunRow {
  const repository = { id: hub.repository(`octo/${name}`).id, owner: "octo", name };
  return aRunRow({ runId: `r-${name}`, issue: { repository, number: 1 }, title: `Mend the ${name}` });
}

const standingOf = (row: RunRow) =>
  aStanding({ issue: row.issue, run: row.runId, title: row.title, newest: row });

/** Goes to GitHub and back, as a browser does. */
async function back(login: string, from = "/"): Promise<{ there: URL; begun: string }> {
  const away = await get(page.app, `/sign-in/github?back=${encodeURIComponent(from)}`);
  const there = await agreedAs(login, away.headers.get("location") ?? "");
  return { there, begun: cookieIn(away) };
}

async function signedInAs(login: string): Promise<string> {
  const { there, begun } = await back(login);
  const answer = await get(page.app, `${there.pathname}${there.search}`, { cookie: begun });
  expect(answer.status).toBe(200);
  return sessionIn(answer);
}

function sessionIn(answer: Response): string {
  const cookies = answer.headers.getSetCookie().map((each) => each.split(";")[0] ?? "");
  return cookies.find((each) => each.startsWith("issuewright-3001=")) ?? "";
}

const textAt = async (path: string, cookie: string) => (await get(page.app, path, { cookie })).text();
const statusAt = async (path: string, cookie: string) => (await get(page.app, path, { cookie })).status;

/** Of the run at a repository, as a form that its page could show. */
function formFor(name: string, csrf: string): Record<string, string> {
  const { id } = hub.repository(`octo/${name}`);
  return {
    ...{ csrf, act: "stop", back: "/", owner: "octo", name, id: String(id) },
    ...{ number: "1", installation: "5" },
  };
}

const csrfIn = (text: string) => /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? "";

it("sees the rows of what they can read, and nothing of other repositories anywhere", async () => {
  const eve = await signedInAs("eve");
  const paths = ["/", "/lanes/running", "/outcomes", "/runs/r-clock", "/?repository=octo%2Fgong"];
  for (const path of paths) {
    const text = await textAt(path, eve);
    expect([path, text.includes("@eve"), /gong/i.test(text)]).toEqual([path, true, false]);
  }
  const board = await textAt("/", eve);
  expect([board.includes("Mend the clock"), board.includes("Running 1"), board.includes("Ready 1")]).toEqual([
    true,
    true,
    true,
  ]);
  expect(await textAt("/outcomes", eve)).toContain("model-of-clock");
  const hidden = ["/runs/r-gong", "/runs/r-gong/transcript", "/runs/r-gong/download", "/machine"];
  expect(await Promise.all(hidden.map((path) => statusAt(path, eve)))).toEqual(
    hidden.map(() => NOTHING_HERE),
  );
  expect(await statusAt("/runs/r-clock/download", eve)).toBe(200);
});

it("is refused as a stranger, whose token is void at once", async () => {
  const { there, begun } = await back("mallory");
  const answer = await get(page.app, `${there.pathname}${there.search}`, { cookie: begun });
  expect([answer.status, sessionIn(answer)]).toEqual([403, ""]);
  expect(hub.exchanges.filter(({ method }) => method === "DELETE").map(({ status }) => status)).toEqual([
    204,
  ]);
});

it("loses what they can read no more within a minute, the buttons at once", async () => {
  const ada = await signedInAs("ada");
  const csrf = csrfIn(await textAt("/", ada));
  hub.setPermission("octo/gong", "ada", "none");
  hub.setPermission("octo/clock", "ada", "read");
  const pressed = await post(page.app, "/act", formFor("clock", csrf), { cookie: ada });
  expect([pressed.status, heard]).toEqual([403, []]);
  clock.advance(60_000);
  expect([await statusAt("/runs/r-gong", ada), await statusAt("/runs/r-clock", ada)]).toEqual([404, 200]);
  expect(await textAt("/runs/r-clock", ada)).not.toContain('action="/act"');
});

it("is shown what GitHub said for a minute, and asks it no more often", async () => {
  const ada = await signedInAs("ada");
  const asked = () => hub.exchanges.filter(({ path }) => path === "/user").length;
  const before = asked();
  for (let times = 0; times < 3; times += 1) await textAt("/", ada);
  const meanwhile = asked();
  clock.advance(60_000);
  await Promise.all([textAt("/", ada), textAt("/outcomes", ada)]);
  expect([meanwhile - before, asked() - before]).toEqual([0, 1]);
});

it("presses buttons where they can write, in their own name, on what GitHub says and not the form", async () => {
  const [ada, eve] = [await signedInAs("ada"), await signedInAs("eve")];
  const [hers, his] = [csrfIn(await textAt("/", ada)), csrfIn(await textAt("/", eve))];
  expect(await textAt("/", eve)).not.toContain('action="/act"');
  const forged = { ...formFor("clock", hers), owner: "acme", name: "vault", installation: "99" };
  const answers = [
    await post(page.app, "/act", formFor("clock", his), { cookie: eve }),
    await post(page.app, "/act", formFor("gong", his), { cookie: eve }),
    await post(page.app, "/act", formFor("clock", his), { cookie: ada }),
    await post(page.app, "/act", forged, { cookie: ada }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 303]);
  expect(heard).toMatchObject([
    {
      ...{ kind: "stop", asker: { kind: "person", login: "ada" } },
      issue: { repository: { id: hub.repository("octo/clock").id, owner: "octo", name: "clock" }, number: 1 },
      installationId: hub.installationId("octo"),
    },
  ]);
});

it("is not let in by a forged state, a code that was used, or a sign-in that another browser began", async () => {
  const [first, second] = [await back("ada"), await back("ada")];
  const path = ({ there }: typeof first) => `${there.pathname}${there.search}`;
  const forged = new URL(second.there);
  forged.searchParams.set("state", "guessed");
  const tries = [
    await get(page.app, path(first)),
    await get(page.app, path(first), { cookie: second.begun }),
    await get(page.app, `${forged.pathname}${forged.search}`, { cookie: second.begun }),
    await get(page.app, path(first), { cookie: first.begun }),
    await get(page.app, path(first), { cookie: first.begun }),
    await get(page.app, "/signed-in?error=access_denied", { cookie: second.begun }),
  ];
  expect(tries.map(({ status }) => status)).toEqual([400, 400, 400, 200, 403, 400]);
  expect(tries.map(sessionIn).filter((cookie) => cookie !== "")).toHaveLength(1);
});

it("goes back to where they came from, and never to another place", async () => {
  for (const [from, to] of [
    ["/runs/r-clock", "/runs/r-clock"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example/", "/"],
    ["/x; url=https://evil.example", "/"],
  ] as const) {
    const { there, begun } = await back("ada", from);
    const answer = await get(page.app, `${there.pathname}${there.search}`, { cookie: begun });
    expect([from, answer.headers.get("refresh")]).toEqual([from, `0; url=${to}`]);
  }
  const strange = await get(page.app, "/runs/r-clock");
  expect([strange.status, (await strange.text()).includes("back=%2Fruns%2Fr-clock")]).toEqual([401, true]);
});

it("is signed out at GitHub, too, and when they take back there what they agreed to", async () => {
  const [first, second] = [await signedInAs("ada"), await signedInAs("ada")];
  const csrf = csrfIn(await textAt("/", first));
  expect((await post(page.app, "/sign-out", { csrf }, { cookie: first })).status).toBe(200);
  const revoked = hub.exchanges.filter(({ method }) => method === "DELETE").length;
  expect([await statusAt("/", first), await statusAt("/", second), revoked]).toEqual([401, 200, 1]);
  hub.revoke("ada");
  clock.advance(60_000);
  expect([await statusAt("/", second), await statusAt("/", second)]).toEqual([401, 401]);
});

it("goes on after eight hours with another token, and after twelve signs in again", async () => {
  const ada = await signedInAs("ada");
  clock.advance(8 * 60 * 60_000);
  const [one, two] = await Promise.all([statusAt("/", ada), statusAt("/outcomes", ada)]);
  clock.advance(4 * 60 * 60_000);
  expect([one, two, await statusAt("/", ada)]).toEqual([200, 200, 401]);
});

it("is shown nothing while GitHub does not say what they can read", async () => {
  const ada = await signedInAs("ada");
  clock.advance(60_000);
  hub.faults.order({ on: "GET /user", fault: { kind: "status", status: 502 } });
  const answer = await get(page.app, "/", { cookie: ada });
  expect([answer.status, (await answer.text()).includes("Mend the")]).toEqual([503, false]);
  expect(await statusAt("/", ada)).toBe(200);
});

it("sees the machine where the operator names them", async () => {
  await page.close();
  page = openPage(["EVE"]);
  const [eve, ada] = [await signedInAs("eve"), await signedInAs("ada")];
  expect([await statusAt("/machine", eve), await statusAt("/machine", ada)]).toEqual([200, 404]);
  const boards = [await textAt("/", eve), await textAt("/", ada)];
  expect(boards.map((text) => text.includes('href="/machine"'))).toEqual([true, false]);
  expect(await textAt("/", eve)).not.toContain("gong");
});
