// What the roles read in a fixed run is text that never differs by itself, so that a diff shows a change of a prompt.
import { expect, it } from "@jest/globals";
import { deskOf } from "../../bench/desk/render.ts";
import { openWorld } from "../support/ports/world.ts";

async function desk(): Promise<string> {
  const world = openWorld();
  await world.run();
  return deskOf(world.models.requests);
}

it("the desk is the same in each run, and holds every role with its tools, prompt and task", async () => {
  const text = await desk();
  expect(await desk()).toBe(text);
  for (const role of ["architect", "coder", "reviewer"]) expect(text).toContain(`=== scripted-${role}: `);
  expect(text).toMatch(/--- tool edit, \d+ tokens ---\n/);
  expect(text).toMatch(/--- system, \d+ tokens ---\n/);
});
