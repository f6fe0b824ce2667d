// What is told while a run goes on: the ledger, so that people can follow it and look back, and the issue.
import { expect, it } from "@jest/globals";
import { commands } from "../../../support/ports/node-tests.ts";
import { openWorld } from "../../../support/ports/world.ts";
import { project } from "../../../support/script.ts";

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

it("the issue's first comment, and no later one, says that nothing asks for a review of what gets into the default branch", async () => {
  const world = openWorld();
  world.github.asksForReview = false;
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  expect(world.sticky()).toContain("Nothing asks for a review of what gets into the default branch.");
  world.comment("ada", "And name the 0.");
  await world.outcome({ kind: "refine" });
  expect(world.sticky()).not.toContain("Nothing asks for a review");
});

it.each([true, undefined])("the issue is told nothing of it where GitHub says %s", async (asks) => {
  const world = openWorld();
  if (asks !== undefined) world.github.asksForReview = asks;
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  expect(world.sticky()).not.toContain("Nothing asks for a review");
});

it("the reviewer is told what a check said that fails beside its tests, and that it did before", async () => {
  const scripts = { test: "node --test", lint: "eslint ." };
  const files = { ...project, "package.json": JSON.stringify({ name: "sum", type: "module", scripts }) };
  const lint = () => ({ exitStatus: 127, output: "sh: 1: eslint: not found\n" });
  const world = openWorld({ files, machine: commands({ "npm run lint": lint }) });
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  expect(world.told("reviewer").join()).toContain(
    "- lint: failed, and so it did before the change; it names no test, and it ends with: sh: 1: eslint: not found\n",
  );
});
