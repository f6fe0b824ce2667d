// People push to our branch while a run is under way: their commits are never lost, and the run is rarely.
import { describe, expect, it } from "@jest/globals";
import { aThread } from "../../../support/builders.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { aScript, done, fixes, project, writes } from "../../../support/script.ts";

const REVISE = { kind: "revise", textDigest: null, vouches: false } as const;
const FIXED = project["src/sum.js"].replace("a + b)", "a + b, 0)");
const NAMED = FIXED.replace("// Adds numbers.", "// Adds numbers from 0.");

type Options = { pushes: (Record<string, string> | null)[]; again?: string };

/** A draft under review. Before each reply of the reviewer somebody pushes the next of `pushes`. */
async function raced({ pushes, again = NAMED }: Options) {
  const pushed: string[] = [];
  let isOpen = false;
  const world: World = openWorld({
    script: aScript({
      coder: (request, turn) => {
        const text = JSON.stringify(request);
        if (text.includes("conflicts with it")) return [writes("src/sum.js", again), done][turn] ?? done;
        return text.includes("Name the 0")
          ? ([writes("src/sum.js", NAMED), done][turn] ?? done)
          : ([...fixes, done][turn] ?? done);
      },
    }),
    before: ({ model }) => {
      if (model !== "scripted-reviewer" || !isOpen) return;
      const next = pushes.shift();
      if (next) pushed.push(world.repository.push(world.pull().branch, next));
    },
  });
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  isOpen = true;
  world.clock.advance(60_000);
  const headOf = () => world.repository.commit(world.repository.branches.get(world.pull().branch) ?? "");
  return { world, pushed, headOf };
}

describe("a push during a run", () => {
  it("is merged with a review's commit and measured with it, and no model is asked again", async () => {
    const { world, pushed, headOf } = await raced({ pushes: [{ "NOTES.md": "By hand.\n" }] });
    world.pull().threads.push(aThread());
    const asked = world.models.requests.length;
    expect(await world.outcome(REVISE)).toMatchObject({ kind: "revised", answered: 1 });
    const { parents, tree, sha } = headOf();
    expect([parents, tree.get("NOTES.md"), tree.get("src/sum.js")]).toEqual([pushed, "By hand.\n", NAMED]);
    expect(world.models.requests.length - asked).toBe(4);
    expect(world.github.checks.get(sha)?.headSha).toBe(sha);
    expect(world.pull().body).toContain("The branch holds 1 commit by people");
  });

  it("goes to the coder, with the change so far, where both changed the same lines", async () => {
    const hers = FIXED.replace("// Adds numbers.", "// Sums.");
    const both = FIXED.replace("// Adds numbers.", "// Sums from 0.");
    const { world, pushed, headOf } = await raced({ pushes: [{ "src/sum.js": hers }], again: both });
    world.pull().threads.push(aThread());
    expect(await world.outcome(REVISE)).toMatchObject({ kind: "revised", answered: 1 });
    expect([headOf().parents, headOf().tree.get("src/sum.js")]).toEqual([pushed, both]);
    expect(world.told("coder").at(-1)).toContain("with what people pushed meanwhile");
  });

  it("is built upon by a fresh run as well, on the newest base", async () => {
    const { world, pushed, headOf } = await raced({ pushes: [{ "NOTES.md": "By hand.\n" }] });
    const newest = world.repository.push("main", { "README.md": "# Sum\n" });
    expect(await world.outcome()).toMatchObject({ kind: "revised" });
    const { parents, tree } = headOf();
    expect(parents).toEqual([...pushed, newest]);
    expect(["NOTES.md", "README.md", "src/sum.js"].map((path) => tree.has(path))).toEqual([true, true, true]);
  });

  it("ends the run at the fourth time, with its work kept and theirs as it is", async () => {
    const { world, headOf } = await raced({ pushes: [] });
    world.pull().threads.push(aThread());
    let times = 0;
    let last = "";
    const { publish } = world.ports.github.pulls;
    world.ports.github.pulls = {
      ...world.ports.github.pulls,
      publish: async (publication) => {
        times += 1;
        last = world.repository.push(world.pull().branch, { "NOTES.md": `${times}\n` });
        return publish(publication);
      },
    };
    expect(await world.outcome(REVISE)).toMatchObject({
      kind: "gave-up",
      reason: { kind: "branch-moved" },
      patchKept: "runs/run-2/change.patch",
    });
    expect([times, headOf().sha]).toEqual([4, last]);
  });

  it("is not held against the run, whatever it touches", async () => {
    const { world, headOf } = await raced({ pushes: [{ ".github/workflows/ci.yml": "on: push\n" }] });
    world.pull().threads.push(aThread());
    expect(await world.outcome(REVISE)).toMatchObject({ kind: "revised" });
    expect(headOf().tree.has(".github/workflows/ci.yml")).toBe(true);
  });
});
