// What the ledger is told while a run goes on, so that people can follow it and look back.
import { expect, it } from "@jest/globals";
import { openWorld } from "../../../support/ports/world.ts";

it("the ledger hears what was read, agreed, said, measured and built, in order", async () => {
  const world = openWorld();
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  const { ledger } = world;
  const facts = ledger.all.filter(({ kind }) => !kind.startsWith("phase-") && kind !== "stepped");
  expect(facts.map(({ kind }) => kind)).toEqual(["started", "read", "specified", "attempted", "ended"]);
  expect(facts.find(({ kind }) => kind === "attempted")).toMatchObject({
    attempt: 1,
    checks: [{ name: "test", ending: "passed", failedTests: 0, diagnostics: 0 }],
  });
  const stepped = ledger.all.filter(({ kind }) => kind === "stepped");
  expect(stepped.length).toBe(ledger.heard.length);
  expect(new Set(ledger.heard.map(({ role }) => role))).toEqual(new Set(["architect", "coder", "reviewer"]));
  expect([...ledger.kept.keys()].sort()).toEqual(["diff", "evidence", "order"]);
});
