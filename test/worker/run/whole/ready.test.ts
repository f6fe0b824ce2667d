// Where the rules say so, a draft is marked as ready by itself: only where every criterion is proven and nothing is in doubt.
import { expect, it } from "@jest/globals";
import { openWorld } from "../../../support/ports/world.ts";
import { aScript, calls, fixes, project } from "../../../support/script.ts";

const PROVED = { ".github/issuewright.yml": "ready: when-proved\n" };

it("is ready where it is proven, and both the issue and the pull request say so", async () => {
  const world = openWorld({ files: { ...project, ...PROVED } });
  expect(await world.outcome()).toMatchObject({ kind: "opened", ready: true });
  expect(world.pull().draft).toBe(false);
  expect(world.shown()).toContain("and marked it as ready, as the rules say");
  expect(world.pull().body).not.toContain("This stays a draft");
});

it("stays a draft where a criterion is not proven, where GitHub refuses, and without the rule", async () => {
  const unproven = calls("done", { proofs: [] });
  const doubtful = openWorld({
    files: { ...project, ...PROVED },
    script: aScript({ coder: [...fixes, unproven] }),
  });
  const refused = openWorld({ files: { ...project, ...PROVED } });
  refused.ports.github.pulls.markReady = () => Promise.reject(new Error("refused"));
  const again = openWorld({ files: { ...project, ...PROVED } });
  again.ports.github.pulls.isDraftAgain = async () => true;
  for (const world of [doubtful, refused, again, openWorld()]) {
    const outcome = await world.outcome();
    expect([outcome.kind, "ready" in outcome, world.pull().draft]).toEqual(["opened", false, true]);
  }
});
