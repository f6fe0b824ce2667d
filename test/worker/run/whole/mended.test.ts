// A red job of the repository's CI is answered by a run of what it runs, here, with the change and without it.
import { describe, expect, it } from "@jest/globals";
import type { CiDetails, CiJob } from "../../../../src/domain/ci.ts";
import { commands } from "../../../support/ports/node-tests.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { aScript, calls, done, fixes, project, writes } from "../../../support/script.ts";

const NAMED =
  "const START = 0;\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, START);\n}\n";
const WORKFLOW = "name: CI\njobs:\n  style:\n    steps:\n      - run: npm run style\n";
const MEND = {
  ...({ kind: "mend", textDigest: null, vouches: false } as const),
  asker: { kind: "machine", name: "ci" },
} as const;

/** The style of the project forbids a bare 0, which only its CI looks for. */
const STYLE = /, 0\)/;

async function drafted({ style = STYLE } = {}): Promise<World> {
  const world = openWorld({
    files: { ...project, ".github/workflows/ci.yml": WORKFLOW },
    machine: commands({
      "npm run style": async (_command, files) =>
        style.test(files.get("src/sum.js") ?? "")
          ? { exitStatus: 1, output: "src/sum.js:3: give the 0 a name\n" }
          : { exitStatus: 0, output: "" },
    }),
    script: aScript({
      coder: (request, turn) =>
        JSON.stringify(request).includes("Red jobs of the repository")
          ? ([writes("src/sum.js", NAMED), ...fixes.slice(1), done][turn] ?? calls("done", { proofs: [] }))
          : ([...fixes, done][turn] ?? done),
    }),
  });
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  world.clock.advance(60_000);
  return world;
}

function report(world: World, part: Partial<CiJob> = {}): void {
  const sha = world.repository.branches.get(world.pull().branch) ?? "";
  const job: CiJob = { id: 7, name: "style", app: "github-actions", url: null, end: "failed", ...part };
  const details: CiDetails = {
    failedStep: "Run npm run style",
    attempt: 1,
    failedIn: "project",
    workflow: "CI",
  };
  world.github.ci.push({ sha, job, details, log: "Run npm run style\nsrc/sum.js:3: give the 0 a name\n" });
}

describe("a red job", () => {
  it("that is red here with the change alone is mended by one commit on the same pull request", async () => {
    const world = await drafted();
    const first = world.repository.branches.get(world.pull().branch) ?? "";
    report(world);
    expect(await world.outcome(MEND)).toMatchObject({ kind: "revised", pull: { number: 2 }, answered: 0 });
    const head = world.repository.commit(world.repository.branches.get(world.pull().branch) ?? "");
    expect(head.parents).toEqual([first]);
    expect(head.tree.get("src/sum.js")).toBe(NAMED);
    const [told = ""] = world.told("coder").slice(-4);
    expect(told).toContain('Job style, failed in the step "Run npm run style". The end of its log, which');
    expect(told).toContain("`ci: style`");
    expect(world.pull().body).toContain("ci: style");
  });

  it("that holds here with the change, too, costs no model and is told", async () => {
    const world = await drafted({ style: /never/ });
    const requests = world.models.requests.length;
    report(world);
    expect(await world.outcome(MEND)).toEqual({
      kind: "no-change",
      reason: { kind: "ci-not-shown-here", jobs: ["style"], commands: ["npm run style"] },
    });
    expect(world.models.requests).toHaveLength(requests);
    expect(world.sticky()).toContain("what it runs holds here, with the change as well as without it");
  });

  it("whose command is red here without the change, too, says nothing here, and goes to the coder with its log", async () => {
    const world = await drafted({ style: /reduce/ });
    report(world);
    expect(await world.outcome(MEND)).toMatchObject({ kind: "revised" });
    expect(world.told("coder").at(-1)).toContain("give the 0 a name");
  });

  it("whose workflow a person changed on the branch is not answered by what the base's workflow runs", async () => {
    const world = await drafted({ style: /never/ });
    const { branch } = world.pull();
    const head = world.repository.commit(world.repository.branches.get(branch) ?? "");
    const workflow = WORKFLOW.replace("npm run style", "npm run style --strict");
    world.repository.push(branch, { ...Object.fromEntries(head.tree), ".github/workflows/ci.yml": workflow });
    report(world);
    expect(await world.outcome(MEND)).not.toMatchObject({ reason: { kind: "ci-not-shown-here" } });
    expect(world.told("coder").at(-1)).toContain("give the 0 a name");
  });

  it("of another CI, whose commands nobody knows here, goes to the coder with its log", async () => {
    const world = await drafted();
    report(world, { name: "elsewhere" });
    expect(await world.outcome(MEND)).toMatchObject({ kind: "revised" });
    expect(world.told("coder").at(-1)).toContain("give the 0 a name");
  });

  it("that is green by now, or red on the base, too, asks for nothing", async () => {
    const world = await drafted();
    const requests = world.models.requests.length;
    report(world, { end: "passed" });
    expect(await world.outcome(MEND)).toEqual({ kind: "no-change", reason: { kind: "ci-not-red" } });
    world.github.ci.length = 0;
    report(world);
    const base = world.repository.branches.get("main") ?? "";
    world.github.ci.push({ ...anEntry(world), sha: base });
    expect(await world.outcome(MEND)).toEqual({ kind: "no-change", reason: { kind: "ci-not-red" } });
    expect(world.models.requests).toHaveLength(requests);
  });

  it("of a pull request that was closed meanwhile asks for nothing", async () => {
    const world = await drafted();
    report(world);
    world.pull().state = "closed";
    expect(await world.outcome(MEND)).toEqual({ kind: "no-change", reason: { kind: "pull-not-open" } });
  });
});

function anEntry(world: World): World["github"]["ci"][number] {
  const [entry] = world.github.ci;
  if (entry === undefined) throw new Error("nothing was reported");
  return entry;
}
