// A monorepo with a package that does not build on the base: what is checked without it, and when nothing can be.
import { describe, expect, it } from "@jest/globals";
import type { Check, CheckResult } from "../../../../src/domain/evidence.ts";
import { NO_RULES } from "../../../../src/domain/rules.ts";
import { asKnown, unbuiltUnder } from "../../../../worker/run/phases/baseline.ts";
import { redUnder, withoutRed } from "../../../../worker/run/phases/red-packages.ts";
import { NO_WORK, Work } from "../../../../worker/run/state/checkpoint.ts";
import { recognise } from "../../../../worker/toolchains/recognise.ts";
import { aTree } from "../../toolchains/told.ts";

const manifest = (more: object = {}) =>
  JSON.stringify({ scripts: { build: "tsc", test: "node --test" }, ...more });
const workspaces = {
  "package.json": JSON.stringify({ workspaces: ["core", "web", "docs"] }),
  "core/package.json": manifest({ name: "core" }),
  "web/package.json": manifest({ name: "web", dependencies: { core: "*" } }),
  "docs/package.json": manifest({ name: "docs" }),
};

/** A machine on which a command fails that runs in one of these folders. */
function machine(red: string[]) {
  const ran: string[] = [];
  const runAll = async (checks: readonly Check[]): Promise<CheckResult[]> =>
    checks.map((check) => {
      ran.push(check.command);
      const fails = check.kind === "build" && red.some((folder) => check.command.includes(`cd ${folder} `));
      const ending = fails ? "failed" : "passed";
      return {
        check,
        ending,
        exitStatus: fails ? 2 : 0,
        tests: null,
        diagnostics: [],
        output: "",
        cutBytes: 0,
        durationMs: 1,
      };
    });
  return { ran, runAll };
}

async function remaining(files: Record<string, string>, red: string[]) {
  const project = await recognise(aTree(files), NO_RULES);
  if (project === null) throw new Error("not recognised");
  return await withoutRed(project, machine(red).runAll);
}

describe("a package that does not build on the base", () => {
  it("stops no other: the others are built and tested without it", async () => {
    const left = await remaining(workspaces, ["docs"]);
    expect(left?.red.map(({ folder, unbuilt }) => [folder, unbuilt.check.command])).toEqual([
      ["docs", "(cd docs && npm run build)"],
    ]);
    expect(left?.project.checks.map(({ name, command }) => [name, command])).toEqual([
      ["build", "(cd core && npm run build) && (cd web && npm run build)"],
      ["test in core", "(cd core && { CI=true NODE_OPTIONS=--test-reporter=tap npm test; })"],
      ["test in web", "(cd web && { CI=true NODE_OPTIONS=--test-reporter=tap npm test; })"],
    ]);
    expect(left?.results.every(({ ending }) => ending === "passed")).toBe(true);
  });

  it("takes those with it that need it", async () => {
    const left = await remaining(workspaces, ["core"]);
    expect(left?.red.map(({ folder }) => folder)).toEqual(["core", "web"]);
    expect(left?.project.checks.map(({ command }) => command)[0]).toBe("(cd docs && npm run build)");
  });

  it("stops the run where nothing is left, or the project is one piece", async () => {
    expect(await remaining(workspaces, ["core", "docs"])).toBeNull();
    expect(await remaining({ "package.json": manifest() }, ["."])).toBeNull();
  });

  it("may be a folder of another kind of project", async () => {
    const files = {
      "web/package.json": manifest(),
      "web/test/a.test.js": "",
      "app/package.json": manifest(),
      "app/test/a.test.js": "",
    };
    const left = await remaining(files, ["web"]);
    expect(left?.project.checks.map(({ name }) => name)).toEqual(["build in app", "test in app"]);
  });

  it("is still known to the execution that goes on with the run", async () => {
    const left = await remaining(workspaces, ["docs"]);
    const { red, baseline: results } = Work.parse(
      JSON.parse(JSON.stringify({ ...NO_WORK, baseline: left?.results, red: left?.red })),
    );
    const project = left?.project;
    if (project === undefined || results === null) throw new Error("nothing was left");
    const known = { layer: null, ...asKnown(project, { results, red }) };
    expect(unbuiltUnder(known, { footprint: ["docs/a.js"] })).toMatchObject({
      kind: "failed",
      reason: { kind: "base-does-not-build", command: "(cd docs && npm run build)" },
    });
    expect(unbuiltUnder(known, { footprint: ["core/a.js"] })).toBeNull();
  });

  it("ends a run whose whole footprint lies in it", async () => {
    const red = (await remaining(workspaces, ["docs"]))?.red ?? [];
    expect(redUnder(red, ["docs/a.js", "docs/test/a.js"])?.folder).toBe("docs");
    expect([redUnder(red, ["docs/a.js", "core/a.js"]), redUnder(red, []), redUnder([], ["a.js"])]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
