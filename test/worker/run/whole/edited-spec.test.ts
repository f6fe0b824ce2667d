// A maintainer edits the spec in our comment: nothing writes over it, and it is the next version.
import { expect, it } from "@jest/globals";
import { SCRIPTED_MODELS } from "../../../../local/model/script.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { aScript, done, fixes, says, writes } from "../../../support/script.ts";

const edit = (text: string) => text.replace("sum([]) is 0", "sum([]) is 0, whatever the start");
const ADOPT = { kind: "adopt", textDigest: null, vouches: false } as const;

const NAMED =
  "const START = 0;\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, START);\n}\n";
const script = aScript({
  coder: (request, turn) =>
    [says(request, "whatever the start") ? writes("src/sum.js", NAMED) : fixes[0], fixes[1], done][turn] ??
    done,
});

/** The run of this world meets an edit of its spec while its coder is at work. */
async function editedMeanwhile(): Promise<World> {
  const edited: string[] = [];
  const world: World = openWorld({
    script,
    before: ({ model }) => {
      if (model !== SCRIPTED_MODELS.coder || edited.length > 0) return;
      // The newest state of the run is written ten seconds after the one before.
      world.clock.advance(10_000);
      return new Promise((resolve) => setImmediate(resolve)).then(() => {
        const text = world.sticky();
        expect(text).toContain("**AC1** sum([]) is 0\n");
        world.issue.ours.set("sticky", edit(text));
        edited.push(text);
        world.clock.advance(60_000);
      });
    },
  });
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  return world;
}

it("stays while the run goes on and when it ends, as the next version, and the comment says so", async () => {
  const world = await editedMeanwhile();
  expect(world.shown()).toContain("**Opened**");
  expect(world.sticky()).toContain("### Spec v2");
  expect(world.sticky()).toContain("**AC1** sum([]) is 0, whatever the start");
  expect(world.sticky()).toContain(
    "The spec was edited while this run went on; the edit is the next version",
  );
  expect(world.pull().body).toContain("built from **spec v1**");
});

it("is built as it stands by the run that it asks for, on the same pull request, and only once", async () => {
  const world = await editedMeanwhile();
  world.models.requests.length = 0;
  expect(await world.outcome(ADOPT)).toMatchObject({ kind: "revised", pull: { number: 2 } });
  expect(world.sticky()).toContain("### Spec v2");
  expect(world.sticky()).not.toContain("spec was edited");
  expect(world.pull().body).toContain("built from **spec v2**");
  expect(world.told("coder")[0]).toContain("whatever the start");
  expect(world.told("architect").join()).not.toContain("submit_spec");
  expect(await world.outcome(ADOPT)).toMatchObject({ kind: "no-change", reason: { kind: "spec-unchanged" } });
});
