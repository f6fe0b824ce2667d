// The base moves while a run goes on: the change follows where it must, without any model being asked again.
import { describe, expect, it } from "@jest/globals";
import { aThread } from "../../../support/builders.ts";
import { executed, failingToPublish, purposes, undisturbed } from "../../../support/ports/executions.ts";
import { commands } from "../../../support/ports/node-tests.ts";
import type { Machine } from "../../../support/ports/sandboxes.ts";
import { openWorld, type World, type WorldOptions } from "../../../support/ports/world.ts";
import { aScript, calls, done, fixes, goodOrder, project, writes } from "../../../support/script.ts";

const WORKFLOW = { ".github/workflows/ci.yml": "on: push\n" };
const CI = ".github/workflows/ci.yml";

/** Something is pushed to main while the reviewer reads. */
function movedDuring(changes: Record<string, string>, options: WorldOptions = {}) {
  const pushed: string[] = [];
  const world: World = openWorld({
    before: ({ model }) => {
      if (model === "scripted-reviewer" && pushed.length === 0)
        pushed.push(world.repository.push("main", changes));
    },
    ...options,
  });
  return { world, newest: () => pushed[0] ?? "" };
}

const headOf = (world: World) =>
  world.repository.commit(world.repository.branches.get(world.pull().branch) ?? "");
const measured = (world: World) => purposes(world).filter((purpose) => purpose === "baseline").length;

describe("a base that moves during a run", () => {
  it("is followed where a workflow changed, measured again, and no model is asked again", async () => {
    const whole = await undisturbed();
    const { world, newest } = movedDuring(WORKFLOW);
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([headOf(world).parents, headOf(world).tree.has(CI)]).toEqual([[newest()], true]);
    expect([world.models.requests.length, measured(world)]).toEqual([whole.requests, 2]);
    expect([...world.github.checks.keys()]).toEqual([headOf(world).sha]);
  });

  it("is followed whatever of it changed: the work stands on the newest base", async () => {
    const { world, newest } = movedDuring({ "README.md": "# Sum\n" });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([headOf(world).parents, headOf(world).tree.has("README.md")]).toEqual([[newest()], true]);
  });

  it("is followed where its history was rewritten, so that nothing comes back that was taken out of it", async () => {
    let rewritten = "";
    const world: World = openWorld({
      before: ({ model }) => {
        if (model !== "scripted-reviewer" || rewritten !== "") return;
        const { tree } = world.repository.commit(world.repository.branches.get("main") ?? "");
        rewritten = world.repository.add({ tree, parents: [], message: "Anew", isOurs: false });
        world.repository.branches.set("main", rewritten);
      },
    });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(headOf(world).parents).toEqual([rewritten]);
  });

  it("goes to the coder with the change so far where it changed the same lines", async () => {
    const other = project["src/sum.js"].replace("a + b", "b + a");
    const both = other.replace("b + a)", "b + a, 0)");
    const script = aScript({
      coder: (request, turn) =>
        JSON.stringify(request).includes("conflicts with it")
          ? ([writes("src/sum.js", both), ...fixes.slice(1), done][turn] ?? done)
          : ([...fixes, done][turn] ?? done),
    });
    const { world, newest } = movedDuring({ "src/sum.js": other }, { script });
    expect(await world.outcome()).toMatchObject({ kind: "opened", measured: { proven: 1 } });
    expect([headOf(world).parents, headOf(world).tree.get("src/sum.js")]).toEqual([[newest()], both]);
    const told = world.told("coder").find((text) => text.includes("conflicts with it"));
    expect(told).toMatch(
      /now the newest commit of the base[\s\S]*patch failed: src\/sum\.js[\s\S]*\+.*a \+ b, 0/,
    );
  });

  it("is planned and built afresh on, with the same spec, where a file that the order touches came there meanwhile", async () => {
    const whole = await undisturbed();
    const footprint = [...goodOrder.footprint, "src/start.js"];
    const script = aScript({ order: [calls("submit_order", { ...goodOrder, footprint })] });
    const { world, newest } = movedDuring({ "src/start.js": "export const START = 0;\n" }, { script });
    expect(await world.outcome()).toMatchObject({ kind: "opened", measured: { proven: 1 } });
    expect(headOf(world).parents).toEqual([newest()]);
    // Everything but the spec is asked once more.
    expect([world.models.requests.length, measured(world)]).toEqual([2 * whole.requests - 1, 2]);
    expect(world.pull().body).toContain(
      "The base changed beneath this run (`src/start.js`), so it was planned and built afresh on the newest commit.",
    );
  });

  it("goes to the coder where the checks do not hold there", async () => {
    const needs = project["test/sum.test.js"]
      .replace("adds numbers", "refuses nothing")
      .replace("assert.equal(sum([1, 2, 3]), 6)", "assert.throws(() => sum([]))");
    const { world } = movedDuring({ ...WORKFLOW, "test/refuses.test.js": needs });
    expect(await world.outcome()).toMatchObject({ kind: "gave-up", reason: { kind: "architect-stops" } });
    expect(world.told("coder").at(-1)).toMatch(/some fail[\s\S]*refuses nothing/);
  });

  it("is not measured again where only the publish is repeated", async () => {
    const { world, newest } = movedDuring(WORKFLOW);
    failingToPublish(3, world);
    expect((await executed(world, 4)).outcome).toMatchObject({ kind: "opened" });
    expect([headOf(world).parents, measured(world)]).toEqual([[newest()], 2]);
  });

  it("has a lockfile that both changed written anew by its tool, from the merged manifest, and asks no model", async () => {
    const lock = (...names: string[]) => `${JSON.stringify({ lockfileVersion: 3, packages: names })}\n`;
    const rules = { ".github/issuewright.yml": "allow: [package-lock.json]\n" };
    const relocks: string[] = [];
    const { world, newest } = movedDuring(
      { "package-lock.json": lock("theirs"), "README.md": "# Sum\n" },
      {
        files: { ...project, ...rules, "package-lock.json": lock() },
        script: aScript({
          coder: [...fixes.slice(0, 1), writes("package-lock.json", lock("ours")), ...fixes.slice(1), done],
        }),
        machine: commands({
          "npm install --package-lock-only": (command, files, place) => {
            const isOfBase = files.get("src/sum.js") === project["src/sum.js"];
            relocks.push(`${command.cwd} ${place.purpose} ${isOfBase} ${files.get("package-lock.json")}`);
            files.set("package-lock.json", lock("theirs", "ours"));
            return {};
          },
        }),
      },
    );
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(relocks).toEqual([`. setup true ${lock("theirs")}`]);
    expect(headOf(world).tree.get("package-lock.json")).toBe(lock("theirs", "ours"));
    expect(headOf(world).parents).toEqual([newest()]);
    expect(world.told("coder").at(-1)).not.toContain("conflicts with it");
  });

  it("has each lockfile written by its own tool, without a network where the tool runs code of the repository", async () => {
    const rules = { ".github/issuewright.yml": "allow: [package-lock.json, Gemfile.lock]\n" };
    const opened: (string | boolean)[] = [];
    const relocking =
      (path: string): Machine =>
      (_, files, place) => {
        opened.push(path, place.egress !== null);
        files.set(path, "theirs ours\n");
        return {};
      };
    const { world } = movedDuring(
      { "package-lock.json": "theirs\n", "Gemfile.lock": "theirs\n" },
      {
        files: { ...project, ...rules, "package-lock.json": "\n", "Gemfile.lock": "\n" },
        script: aScript({
          coder: [
            ...fixes.slice(0, 1),
            writes("package-lock.json", "ours\n"),
            writes("Gemfile.lock", "ours\n"),
            ...[...fixes.slice(1), done],
          ],
        }),
        machine: commands({
          "npm install --package-lock-only": relocking("package-lock.json"),
          "export BUNDLE_PATH=$HOME/.bundled; bundle lock --local": relocking("Gemfile.lock"),
        }),
      },
    );
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(opened).toEqual(["package-lock.json", true, "Gemfile.lock", false]);
    const { tree } = headOf(world);
    expect([tree.get("package-lock.json"), tree.get("Gemfile.lock")]).toEqual([
      "theirs ours\n",
      "theirs ours\n",
    ]);
  });
});

describe("a review of a pull request whose base moved", () => {
  it("becomes a commit on the branch and the newest base where a workflow changed", async () => {
    const named =
      "// Adds.\nconst START = 0;\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, START);\n}\n";
    const world = openWorld({
      script: aScript({
        coder: (request, turn) =>
          JSON.stringify(request).includes("Name the 0")
            ? ([writes("src/sum.js", named), calls("done", { proofs: [], answers: [] })][turn] ?? done)
            : ([...fixes, done][turn] ?? done),
      }),
    });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    const first = headOf(world).sha;
    const newest = world.repository.push("main", WORKFLOW);
    world.clock.advance(60_000);
    world.pull().threads.push(aThread());
    const revised = await world.outcome({ kind: "revise", textDigest: null, vouches: false });
    expect(revised).toMatchObject({ kind: "revised", answered: 1 });
    expect(headOf(world).parents).toEqual([first, newest]);
    expect([headOf(world).tree.get("src/sum.js"), headOf(world).tree.has(CI)]).toEqual([named, true]);
  });
});
