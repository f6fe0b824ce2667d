// A monorepo whose root only runs the tests of its packages: each of them is a check of its own folder, with a runner.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

const manifest = (scripts: Record<string, string>, more: object = {}) => JSON.stringify({ scripts, ...more });

const PACKAGES = {
  "packages/a/package.json": manifest({ test: "jest", "test:unit": "jest unit" }, { name: "@x/a" }),
  "packages/b/package.json": manifest({ test: "tsc && mocha" }, { name: "@x/b" }),
  "packages/c/package.json": manifest({ build: "tsc" }, { name: "@x/c" }),
};

const A = "(cd packages/a && { CI=true npm test -- --verbose; })";
const B = "(cd packages/b && { CI=true npm test; })";

const recognised = (scripts: Record<string, string>, more: Record<string, string> = {}) =>
  recognise(
    aTree({ "package.json": manifest(scripts, { workspaces: ["packages/*"] }), ...PACKAGES, ...more }),
    NO_RULES,
  );

async function tests(scripts: Record<string, string>, more: Record<string, string> = {}) {
  const project = await recognised(scripts, more);
  return project?.checks.filter(({ kind }) => kind === "test").map(({ command }) => command);
}

describe("the root's test script", () => {
  it.each([
    "npm test --workspaces --if-present",
    "npm run test -ws",
    "pnpm -r test",
    "pnpm -r --parallel --workspace-concurrency 1 run test",
    "pnpm recursive run test --stream",
    "pnpm --filter '*' test",
    "yarn workspaces run test",
    "yarn workspaces foreach -Apt run test",
    "yarn workspaces foreach --all run test",
    "lerna run test --stream --concurrency 2",
    "npx lerna run test",
    "turbo run build test --continue",
    "turbo test --output-logs=full",
    "cross-env NODE_ENV=test turbo run test",
    "nx run-many -t test",
    "nx run-many --target=test --all --parallel=3",
    "nx run-many --target test",
    "bun run --filter '*' test",
    "npm run packages",
    "npm run build && npm test -ws",
    "npm test -w packages/a && npm test --workspace=@x/b",
  ])("%j is that of each package", async (test) => {
    const set = test.startsWith("cross-env") ? "NODE_ENV=test " : "";
    const expected = [A, B].map((line) => line.replace("{ ", `{ ${set}`)).sort();
    expect((await tests({ test, build: "tsc -b", packages: "lerna run test" }))?.sort()).toEqual(expected);
  });

  it.each([
    ["npm test -w @x/b", B],
    ["yarn workspace @x/b test", B],
    ["pnpm --filter @x/b test", B],
    ["pnpm -C packages/b test", B],
    ["npm --prefix ./packages/b/ test", B],
    ["turbo run test --filter=@x/b", B],
    ["turbo run test:unit", "(cd packages/a && { CI=true npm run test:unit; })"],
  ])("%j is that of one package", async (test, command) => {
    expect(await tests({ test })).toEqual([command]);
  });

  it.each([
    "turbo run test --filter=...@x/b",
    "turbo run test lint:all",
    "pnpm -r --filter './packages/*' test",
    "yarn workspaces foreach --since run test",
    "nx affected -t test",
    "lerna run test --since main",
    "npm test -w packages/none",
    "npm test -ws || true",
    "node prepare.js && npm test -ws",
    "NODE_OPTIONS=--no-warnings npm test -ws",
    "pnpm -r exec jest",
  ])("%j is read as it prints", async (test) => {
    expect(await tests({ test })).toEqual(["CI=true npm test"]);
  });

  it("may reach what is no script, or packages that are no workspaces", async () => {
    const nx = { test: "nx run-many -t test" };
    expect(await tests(nx, { "packages/a/project.json": "{}" })).toEqual(["CI=true npm test"]);
    expect(await tests(nx, { "nx.json": '{"plugins":["@nx/jest/plugin"]}' })).toEqual(["CI=true npm test"]);
    const lerna = (packages: string[]) => ({ "lerna.json": JSON.stringify({ packages }) });
    expect(await tests({ test: "lerna run test" }, lerna(["packages/a"]))).toEqual(["CI=true npm test"]);
    expect(await tests({ test: "lerna run test" }, lerna(["packages/*"]))).toEqual([A, B]);
  });

  it("keeps what it lints besides", async () => {
    const project = await recognised({ test: "eslint . && npm test -ws" });
    expect(project?.checks.map(({ name, kind, command }) => [name, kind, command])).toEqual([
      ["build", "build", "(cd packages/c && npm run build)"],
      ["lint of test", "lint", 'export PATH="$PWD/node_modules/.bin:$PATH"; export CI=true; eslint .'],
      ["test in packages/a", "test", A],
      ["test in packages/b", "test", B],
    ]);
  });
});

describe("a package's check", () => {
  it("has the runner of its own script, which finds the programs of the root", async () => {
    const project = await recognised({ test: "npm test -ws" });
    const runners = [A, B].map((command) => project?.runnerOf({ command, kind: "test" }));
    expect(runners.map((runner) => runner?.name)).toEqual(["jest", "mocha"]);
    const [jest, mocha] = runners;
    expect(jest?.reporting(A, "/tmp/r")?.command).toBe(
      "(cd packages/a && { CI=true npm test -- --json --outputFile=/tmp/r; })",
    );
    expect(mocha?.reporting(B, "/tmp/r")?.command).toMatch(
      /^\(cd packages\/b && \{ export PATH="\$PWD\/node_modules\/\.bin:\$PWD\/\.\.\/\.\.\/node_modules\/\.bin:\$PATH"; export CI=true; tsc && \{ /,
    );
    const one = jest?.only(A, ["packages/a/test/x.test.js"]) ?? "";
    expect(one).toBe("(cd packages/a && { CI=true npm test -- --runTestsByPath test/x.test.js; })");
    expect(jest?.only(A, ["packages/b/test/x.test.js"])).toBeNull();
    expect(jest?.inside?.({ path: "packages/a/x.test.js", text: "", name: "n" })).toMatch(/\bn\b/);
  });

  it("runs alone where a change touches nothing else", async () => {
    const project = await recognised({ test: "turbo run test" });
    const narrowed = project?.narrow([{ path: "packages/b/src/index.ts", kind: "modified" }]);
    expect(narrowed?.map(({ name, command }) => [name, command])).toEqual([["test in packages/b", B]]);
  });
});
