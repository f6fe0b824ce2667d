// `/ai ready`: the draft of an issue becomes an ordinary pull request, once.
import { expect, it } from "@jest/globals";
import { makeReady } from "../../../src/intake/make-ready.ts";
import { renderReady } from "../../../src/messages/ready.ts";
import { openWorld } from "../../support/ports/world.ts";

it("marks the draft as ready, and says where there is nothing to do", async () => {
  const world = openWorld();
  const issue = { repository: { owner: "octo", name: "duration" }, number: 1 };
  const said = async () => renderReady(1, await makeReady(issue, world.ports.github)).split("\n")[1];
  expect(await said()).toBe("Nothing was done: no pull request for #1 is open.");
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  expect([await said(), world.pull().draft]).toEqual(["#2 is marked as ready for review.", false]);
  expect(await said()).toBe("Nothing was done: #2 is no draft.");
});
