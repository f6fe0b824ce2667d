// A change that ends the machine that measures it has a check that failed; the run is not begun again for it.
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { awayFor, SandboxError, ToolError } from "../../../../src/domain/errors.ts";
import { requestsOf, USD, undisturbed } from "../../../support/ports/executions.ts";
import { nodeTests } from "../../../support/ports/node-tests.ts";
import { openWorld } from "../../../support/ports/world.ts";

const AWAY = new SandboxError({
  ...{ kind: "act-failed", act: { kind: "start-machine", image: "node" } },
  ...{ unreachable: true, said: "connect ECONNREFUSED /var/run/docker.sock" },
});

describe("a change that ends what measures it", () => {
  it.each([
    ["its tool server", () => new ToolError("The command ended the tool server of its sandbox")],
    ["its machine", () => new SandboxError({ kind: "ended", said: "out of memory" })],
  ])("is a failed check, in the words of the fault, and the run goes on once: %s", async (_, fault) => {
    const world = openWorld({
      machine: (command, files, place) => {
        if (place.purpose === "verify" && command.line.includes("npm test")) throw fault();
        return nodeTests(command, files, place);
      },
    });
    expect(await world.outcome()).toMatchObject({
      kind: "gave-up",
      reason: { kind: "architect-stops", task: "pass-checks" },
      broken: [expect.objectContaining({ ending: "failed", exitStatus: null })],
    });
    expect(world.told("coder").at(-1)).toMatch(/ended the tool server|out of memory/);
  });
});

it("an engine that is away while a change is measured says nothing of the change: the run waits and goes on there", async () => {
  let isAway = true;
  const world = openWorld({
    machine: (command, files, place) => {
      if (isAway && place.purpose === "verify" && command.line.includes("npm test")) throw AWAY;
      return nodeTests(command, files, place);
    },
  });
  const failure = await world.run({}, { runId: "run-1" }).catch((thrown: unknown) => thrown);
  expect(awayFor(failure)).toBeNull();
  expect(world.shown()).toMatch(/^\*\*Waiting\.\*\* .*ECONNREFUSED.* Nothing is lost/);
  const asked = world.told("coder").length;
  isAway = false;
  expect(await world.outcome({}, { runId: "run-1", retry: 1 })).toMatchObject({ kind: "opened" });
  expect(world.told("coder").length).toBe(asked);
});

it("an engine that is away on the base leaves the architect the question that it asked: its reply is kept, and paid once", async () => {
  const [asked, failed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let isAway = true;
  const world = openWorld({
    ...USD,
    before: async () => {
      if (!isAway) return;
      asked.resolve();
      await failed.promise;
      // Whoever runs beside the baseline has heard of its failure by then.
      await setImmediate();
    },
    machine: async (command, files, place) => {
      if (!isAway || place.purpose !== "baseline") return nodeTests(command, files, place);
      await asked.promise;
      failed.resolve();
      throw AWAY;
    },
  });
  await expect(world.run({}, { runId: "run-1" })).rejects.toThrow("ECONNREFUSED");
  isAway = false;
  const { outcome, usage } = await world.run({}, { runId: "run-1", retry: 1 });
  const whole = await undisturbed();
  expect([outcome.kind, usage, requestsOf(world)]).toEqual(["opened", whole.usage, whole.asked]);
});
