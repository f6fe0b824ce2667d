// Words that are owed, in a real Redis: said as soon as that works, said once, and never over a newer run.
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it } from "@jest/globals";
import type { Announcer } from "../../../src/announcers/announcer.ts";
import { announcersOver } from "../../../src/announcers/index.ts";
import type { Ended } from "../../../src/domain/ended.ts";
import { ClaimLost, PermanentError, TransientError } from "../../../src/domain/errors.ts";
import type { News } from "../../../src/domain/news.ts";
import { unchanged } from "../../../src/domain/outcome.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { initialState } from "../../../src/domain/run-state.ts";
import { fakeClock } from "../../support/clock.ts";
import { openWorld } from "../../support/ports/world.ts";
import { until } from "../../support/redis.ts";
import { harness, issue } from "./harness.ts";
import { aJob, recorder } from "./recorder.ts";

const on = harness();

function anEnding(runId = "run-1"): Ended {
  const outcome = unchanged({ kind: "no-thread-waits" });
  const report = { runId, outcome, spec: null, usage: {}, phases: [] };
  const { diff: _, ...state } = initialState(runId, issue);
  return { kind: "ran", job: aJob(), report, state, labels: DEFAULT_LABELS, at: "2026-01-02T03:04:05.000Z" };
}

/** An announcer that fails as often as it is told to, and what it said. */
function anAnnouncer(failures: Error[] = []) {
  const said: News[] = [];
  const announcer: Announcer = {
    name: "issue",
    tellsEach: false,
    async announce(ended) {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      said.push(ended);
    },
  };
  return { announcer, said };
}

const outage = () => new Error("502");
const away = {
  writeNotice: async () => {
    throw outage();
  },
  ask: async () => {
    throw outage();
  },
};

/** A program of somebody else's that answers in turn. It says under which ids it was called. */
async function aReceiver(answers: number[]) {
  const ids: unknown[] = [];
  const server = createServer((request, response) => {
    ids.push(request.headers["webhook-id"]);
    response.writeHead(answers.shift() ?? 200).end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, ids, [Symbol.dispose]: () => void server.close() };
}

describe("news for an outgoing hook", () => {
  it("is sent again until it is taken, each under one id, and an older ending beside a newer one", async () => {
    using receiver = await aReceiver([503, 503, 503]);
    const audience = { mentions: "questions" as const, hook: { ...receiver, secret: null }, serverUrl: "" };
    const hooks = announcersOver({ github: null, audience });
    const [keeping] = on.anOutbox(hooks).announcers;
    await keeping?.announce(anEnding("run-1"));
    await keeping?.announce(anEnding("run-2"));
    const { asker } = aJob();
    const low = { kind: "budget-low" as const, runId: "run-3", issue, asker, cap: "usd" as const };
    await keeping?.announce({ ...low, share: 0.8 });
    await on.aPayer(hooks);
    await until(async () => (await on.owed()).open === 0);
    expect(receiver.ids.slice(0, 3)).toEqual(["ended-run-1", "ended-run-2", "budget-run-3"]);
    expect(receiver.ids.slice(3).sort()).toEqual(["budget-run-3", "ended-run-1", "ended-run-2"]);
  });
});

describe("an outcome that is owed", () => {
  it("is told at once where that works, and never again", async () => {
    const { announcer, said } = anAnnouncer();
    const [keeping] = on.anOutbox([announcer]).announcers;
    await keeping?.announce(anEnding());
    await on.aPayer([announcer]);
    expect(await on.owed()).toEqual({ open: 0, givenUp: 0 });
    expect(said).toEqual([anEnding()]);
  });

  it("is told later, by whichever process is there then, until it works", async () => {
    const { announcer, said } = anAnnouncer([outage(), outage(), outage()]);
    const [keeping] = on.anOutbox([announcer]).announcers;
    await keeping?.announce(anEnding());
    expect(said).toEqual([]);
    await on.aPayer([announcer]);
    await until(async () => (await on.owed()).open === 0);
    expect(said).toEqual([anEnding()]);
  });

  it("is left to the process that owes it for as long as that tries", async () => {
    const { announcer, said } = anAnnouncer();
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    const slow = { name: "issue", tellsEach: false, announce: () => promise };
    const [clock, firstMs] = [fakeClock(), 60_000];
    const [keeping] = on.anOutbox([slow], { clock, firstMs }).announcers;
    const announced = keeping?.announce(anEnding());
    await on.aPayer([announcer]);
    const due = async () =>
      Number((await on.redis.client.zrange("{issuewright}:outbox:delayed", "0", "0", "WITHSCORES"))[1]);
    const untilSignMs = await clock.sleeper((ms) => ms < firstMs);
    const first = await due();
    clock.advance(untilSignMs);
    await until(async () => (await due()) > first);
    goOn();
    await announced;
    expect([said, await on.owed()]).toEqual([[], { open: 0, givenUp: 0 }]);
  });

  it("waits as long as GitHub asks", async () => {
    const away = { kind: "github-away", task: "write-comment", request: "PATCH /x", status: 403 } as const;
    const limited = new TransientError({ ...away, githubSaid: "rate limit", waitMs: 3_600_000 });
    const { announcer } = anAnnouncer([outage(), limited]);
    const [keeping] = on.anOutbox([announcer]).announcers;
    await keeping?.announce(anEnding());
    await on.aPayer([announcer]);
    const delay = async () => {
      const [id] = await on.redis.client.zrange("{issuewright}:outbox:delayed", "0", "0");
      return Number(await on.redis.client.hget(`{issuewright}:outbox:${id}`, "delay"));
    };
    await until(async () => (await delay()) === 3_600_000);
  });

  it("is given up and stays visible where GitHub refuses it for good", async () => {
    const refused = () => new PermanentError({ kind: "redis-not-installed" });
    const { announcer, said } = anAnnouncer([refused(), outage(), refused()]);
    const [keeping] = on.anOutbox([announcer]).announcers;
    await keeping?.announce(anEnding());
    await on.aPayer([announcer]);
    await until(async () => (await on.owed()).givenUp === 1);
    expect(said).toEqual([]);
  });

  it("is not owed by a worker that lost its claim, before or while it tells", async () => {
    const { announcer, said } = anAnnouncer([new ClaimLost(), new ClaimLost()]);
    for (const holds of [false, true]) {
      const [keeping] = on.anOutbox([announcer], { holds: async () => holds }).announcers;
      await expect(keeping?.announce(anEnding())).rejects.toThrow(ClaimLost);
    }
    expect([said, await on.owed()]).toEqual([[], { open: 0, givenUp: 0 }]);
  });

  it("waits while its run still holds the issue, and is dropped once a newer one does", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    const { announcer, said } = anAnnouncer([outage(), outage()]);
    const [keeping] = on.anOutbox([announcer]).announcers;
    await keeping?.announce(anEnding("an older run"));
    await on.aPayer([announcer]);
    await until(async () => (await on.owed()).open === 0);
    await keeping?.announce(anEnding(run.claim.runId));
    run.end();
    await until(() => said.length === 1);
    expect(said).toEqual([anEnding(run.claim.runId)]);
  });

  it("never stands over the outcome of a run that ended after it", async () => {
    const { announcer, said } = anAnnouncer([outage()]);
    const [keeping] = on.anOutbox([announcer]).announcers;
    await keeping?.announce(anEnding("first"));
    await keeping?.announce(anEnding("second"));
    await on.aPayer([announcer]);
    await until(async () => (await on.owed()).open === 0);
    expect(said).toEqual([anEnding("second")]);
  });
});

describe("a write that is owed", () => {
  const at = { repository: { owner: "octo", name: "duration" }, number: 1 };

  it("is done later, and the newest notice of an issue only", async () => {
    const { ports, issue: shown } = openWorld();
    const { github } = on.anOutbox([], {
      github: { ...ports.github, status: { ...ports.github.status, ...away } },
    });
    await github.status.writeNotice(at, "the first");
    await github.status.writeNotice(at, "the second");
    await github.status.ask(at, "spec-1", "which one?");
    await on.aPayer([], ports.github);
    await until(async () => (await on.owed()).open === 0);
    expect([...shown.ours]).toEqual([
      ["notice", "the second"],
      ["spec-1", "which one?"],
    ]);
  });

  it("is told of at once where GitHub refuses it for good", async () => {
    const { ports } = openWorld();
    const { github } = on.anOutbox([], { github: ports.github });
    const elsewhere = { ...at, number: 99 };
    await expect(github.status.writeNotice(elsewhere, "nobody reads it")).rejects.toBeInstanceOf(
      PermanentError,
    );
    await on.aPayer([], ports.github);
    await until(async () => (await on.owed()).givenUp === 1);
  });

  it("is a check run, an answer or a description as well", async () => {
    const { ports, github: shown } = openWorld();
    const pull = { number: 2, url: "https://memory.test/2", headSha: "abc" };
    const text = { state: "open" as const, branch: "issuewright/1", into: "main", title: "", body: "" };
    shown.pulls.set(2, { number: 2, ...text, draft: true, threads: [], answers: [], resolved: [] });
    const fails = async () => {
      throw outage();
    };
    const broken = { ...ports.github.pulls, answer: fails, describe: fails };
    const { github } = on.anOutbox([], {
      github: { ...ports.github, pulls: broken, checks: { conclusionOn: async () => null, report: fails } },
    });
    const report = {
      headSha: "abc",
      conclusion: "neutral",
      title: "t",
      summary: "s",
      text: "",
      runId: "r",
    } as const;
    expect(await github.checks.report(at.repository, report)).toEqual({ kind: "later" });
    await github.pulls.answer(pull, at, { id: 7, kind: "thread" }, "abc", "done");
    await github.pulls.describe(pull, at, { title: "new", body: "new" });
    await on.aPayer([], ports.github);
    await until(async () => (await on.owed()).open === 0);
    expect(shown.checks.get("abc")).toEqual(report);
    expect(shown.pulls.get(2)).toMatchObject({
      ...{ title: "new", body: "new" },
      answers: [{ thread: 7, commitSha: "abc", body: "done" }],
    });
  });
});
