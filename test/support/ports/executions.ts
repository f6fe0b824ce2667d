// One run in several executions, as a queue repeats it, and what it costs where nothing interrupts it.
import { expect } from "@jest/globals";
import { TransientError } from "../../../src/domain/errors.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

export const AWAY = new TransientError({
  ...{ kind: "github-away", task: "write-commit", request: "POST /repos/octo/duration/git/trees" },
  ...{ status: 502, githubSaid: "Bad Gateway", waitMs: null },
});
export const USD = { usdPerToken: 1e-5 };

/** What a run costs and opens that nothing interrupts. */
export async function undisturbed(options: WorldOptions = {}) {
  const world = openWorld({ ...USD, ...options });
  const { outcome, usage } = await world.run();
  expect(outcome).toMatchObject({ kind: "opened" });
  return { usage, requests: world.models.requests.length, asked: requestsOf(world), opened: purposes(world) };
}

/** How often each conversation was asked. */
export function requestsOf(world: World) {
  const ofArchitect = (tool: string) => world.told("architect").filter((text) => text.includes(tool)).length;
  return {
    ...{ spec: ofArchitect("submit_spec"), order: ofArchitect("submit_order") },
    ...{ build: world.told("coder").length, review: world.told("reviewer").length },
  };
}

export const purposes = (world: World) => world.sandboxes.opened.map(({ purpose }) => purpose);
/** One run, executed as often as it takes to end. */
export async function executed(world: World, executions: number) {
  for (let retry = 0; retry < executions - 1; retry += 1)
    await expect(world.run({}, { runId: "run-1", retry })).rejects.toThrow();
  return await world.run({}, { runId: "run-1", retry: executions - 1 });
}

/** What is kept beside that of runs, which goes when the queue knows of their end. */
export function leftIn(world: World): string[] {
  return [...world.checkpoints.texts.keys()].filter((key) => !/^run-\d+\//.test(key));
}

/** Publishing fails so many times. */
export function failingToPublish(times: number, world: World): World {
  const { publish } = world.ports.github.pulls;
  let failures = 0;
  world.ports.github.pulls.publish = async (publication) => {
    failures += 1;
    if (failures > times) return await publish(publication);
    throw AWAY;
  };
  return world;
}
