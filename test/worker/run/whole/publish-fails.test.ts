// A publish that fails is repeated alone: nothing is built, measured or paid again, and the issue says what it waits for.
import { describe, expect, it } from "@jest/globals";
import { PermanentError } from "../../../../src/domain/errors.ts";
import {
  AWAY,
  executed,
  failingToPublish,
  leftIn,
  purposes,
  requestsOf,
  USD,
  undisturbed,
} from "../../../support/ports/executions.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { project } from "../../../support/script.ts";

describe("a publish that GitHub fails many times", () => {
  it("ends in one pull request, with one conversation, one measurement and one cost", async () => {
    const whole = await undisturbed();
    const world = failingToPublish(6, openWorld(USD));
    await expect(world.run({}, { runId: "run-1" })).rejects.toThrow();
    expect(world.shown()).toMatch(
      /^\*\*Waiting\.\*\* The app could not write the commit: GitHub failed or could not be reached \(status 502\)\. It will be tried again\. Nothing is lost/,
    );
    const { outcome, usage } = await executed(world, 6);
    expect(outcome).toMatchObject({ kind: "opened" });
    expect(usage).toEqual(whole.usage);
    expect([world.models.requests.length, purposes(world)]).toEqual([whole.requests, whole.opened]);
    expect([world.github.pulls.size, leftIn(world)]).toEqual([1, []]);
    expect(world.sticky().match(/\$0\.\d\d/g)).toHaveLength(1);
    expect([...world.github.checks.values()][0]?.text).toContain("submit_review");
  });

  it("uses up none of the run's minutes", async () => {
    const world = openWorld({ files: { ...project, ".github/issuewright.yml": "budget: { minutes: 3 }\n" } });
    failingToPublish(6, world);
    const { publish } = world.ports.github.pulls;
    world.ports.github.pulls.publish = async (publication) => {
      world.clock.advance(60_000);
      return await publish(publication);
    };
    expect((await executed(world, 7)).outcome).toMatchObject({ kind: "opened" });
  });

  it("is told as opened where GitHub took it and its answer was lost", async () => {
    const world = openWorld();
    const { publish } = world.ports.github.pulls;
    let isLost = true;
    world.ports.github.pulls.publish = async (publication) => {
      const published = await publish(publication);
      if (!isLost) return published;
      isLost = false;
      throw AWAY;
    };
    expect((await executed(world, 2)).outcome).toMatchObject({ kind: "opened", pull: { number: 2 } });
    expect(world.github.pulls.size).toBe(1);
  });
});

describe("an execution", () => {
  it("gets on with what is new, and not where it fails again at the same step", async () => {
    const world = failingToPublish(2, openWorld(USD));
    let times = 0;
    const progressed = async () => {
      times += 1;
    };
    await expect(world.run({}, { runId: "run-1", progressed })).rejects.toThrow();
    expect(times).toBeGreaterThan(requestsOf(world).build);
    times = 0;
    await expect(world.run({}, { runId: "run-1", retry: 1, progressed })).rejects.toThrow();
    expect(times).toBe(0);
    await world.run({}, { runId: "run-1", retry: 2, progressed });
    expect(times).toBe(1);
  });
});

describe("a run that is given up while it publishes", () => {
  it("is told as opened where its pull request stands", async () => {
    const world = openWorld();
    const { publish } = world.ports.github.pulls;
    world.ports.github.pulls.publish = async (publication) => {
      await publish(publication);
      throw AWAY;
    };
    await expect(world.run({}, { runId: "run-1" })).rejects.toThrow();
    await world.abandon({ kind: "workers-died", times: 4 });
    const outcome = { kind: "opened", pull: { number: 2 }, measured: { criteria: 1, proven: 1 } };
    expect((await world.ledger.readReport("run-1"))?.outcome).toMatchObject(outcome);
    expect(world.labels()).toEqual(["ai-in-review", "ai-ready"]);
  });

  it("names the branch that has its commit and no pull request, and the next run goes on from there", async () => {
    const world = openWorld();
    const { publish } = world.ports.github.pulls;
    world.ports.github.pulls.publish = (publication) =>
      publish({ ...publication, textFor: () => Promise.reject(AWAY) });
    await expect(world.run({}, { runId: "run-1" })).rejects.toThrow();
    await world.abandon({ kind: "workers-died", times: 4 });
    const [branch = ""] = [...world.repository.branches.keys()].filter((name) => name !== "main");
    expect(world.shown()).toContain(
      `Its commit is on the branch \`${branch}\`, without a pull request. The next run of this issue goes on from there.`,
    );
    world.ports.github.pulls.publish = publish;
    expect(await world.outcome({}, { runId: "run-2" })).toMatchObject({ kind: "opened" });
    expect([...world.github.pulls.values()].map((pull) => pull.branch)).toEqual([branch]);
  });
});

describe("a publish that GitHub refuses for good", () => {
  const refusal = (status: number) =>
    new PermanentError({
      ...{ kind: "github-refused", task: "write-pull", request: "POST /repos/octo/duration/pulls" },
      ...{ status, githubSaid: "Validation Failed" },
    });
  /** The branch is pushed, and then the pull request is refused. */
  function refusing(world: World) {
    const { publish } = world.ports.github.pulls;
    let isRefused = true;
    world.ports.github.pulls.publish = async (publication) => {
      if (!isRefused) return await publish(publication);
      await publish(publication);
      world.github.pulls.clear();
      throw refusal(422);
    };
    return () => {
      isRefused = false;
    };
  }

  it("is all that a retry does again: the cost stays, no commit is made, and no model is asked", async () => {
    const world = openWorld(USD);
    const allow = refusing(world);
    const first = await world.run();
    expect(first.outcome).toMatchObject({ kind: "failed", reason: { kind: "fault" } });
    const [asked, opened, commit] = [
      world.models.requests.length,
      purposes(world),
      [...world.repository.branches],
    ];
    allow();
    const { outcome, usage } = await world.run();
    expect([outcome.kind, usage]).toEqual(["opened", first.usage]);
    expect([world.models.requests.length, purposes(world), [...world.repository.branches]]).toEqual([
      ...[asked, opened, commit],
    ]);
    expect(leftIn(world)).toEqual([]);
  });

  it("is built anew where the issue asks for something else by then", async () => {
    const world = openWorld(USD);
    const allow = refusing(world);
    await world.run();
    const asked = world.models.requests.length;
    allow();
    world.issue.body = "`sum([])` should be 0, and `sum()` as well.";
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.models.requests.length).toBeGreaterThan(asked);
  });
});
