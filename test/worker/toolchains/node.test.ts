// Node in particular: which manager installs, which scripts are checks, and how tests come to have names.
import { describe, expect, it } from "@jest/globals";
import { aTree, recognised } from "./told.ts";

const packageJson = (content: object) => JSON.stringify({ name: "x", ...content });
const toldOfNode = (setup: string[], checks: Record<string, string>) => ({
  toolchain: "node",
  image: "node",
  setup,
  checks,
});

describe("Node", () => {
  const dependencies = { left: "1.0.0" };

  it.each([
    ["package-lock.json", "npm ci --no-audit --no-fund"],
    ["pnpm-lock.yaml", "npx --yes pnpm install --frozen-lockfile"],
    ["yarn.lock", "npx --yes yarn install --frozen-lockfile"],
    ["bun.lock", "npx --yes bun install --frozen-lockfile"],
    ["README.md", "npm install --no-package-lock --no-audit --no-fund"],
  ])("with %s is set up by %s", async (lockfile, command) => {
    const tree = aTree({ "package.json": packageJson({ dependencies }), [lockfile]: "" });
    expect(await recognised(tree)).toEqual(toldOfNode([command], {}));
  });

  it("uses the version of the package manager that the repository asks for", async () => {
    const asked = (packageManager: string, lockfile: string) =>
      recognised(
        aTree({
          "package.json": packageJson({ dependencies, packageManager }),
          [lockfile]: "",
          ".yarnrc.yml": "",
        }),
      );
    expect((await asked("pnpm@9.1.0+sha512.abc", "pnpm-lock.yaml"))?.setup).toEqual([
      "npx --yes pnpm@9.1.0 install --frozen-lockfile",
    ]);
    expect((await asked("yarn@4.5.0", "yarn.lock"))?.setup).toEqual([
      "npx --yes @yarnpkg/cli-dist@4.5.0 install --immutable",
    ]);
    expect((await asked("pnpm@9; rm -rf /", "pnpm-lock.yaml"))?.setup).toEqual([
      "npx --yes pnpm@9 install --frozen-lockfile",
    ]);
  });

  it("is checked by its scripts, and by its types where nothing else compiles them", async () => {
    const scripts = { build: "rollup -c", lint: "eslint .", test: "mocha" };
    const devDependencies = { typescript: "5.0.0" };
    const tree = aTree({ "package.json": packageJson({ scripts, devDependencies }), "tsconfig.json": "{}" });
    expect((await recognised(tree))?.checks).toEqual({
      build: "build: npm run build",
      types: "lint: npx --no-install tsc --noEmit",
      lint: "lint: npm run lint",
      test: "test: CI=true npm test",
    });
    const own = packageJson({ scripts: { ...scripts, typecheck: "tsc -p ." }, devDependencies });
    expect((await recognised(aTree({ "package.json": own, "tsconfig.json": "{}" })))?.checks.types).toBe(
      "lint: npm run typecheck",
    );
    const compiled = packageJson({ scripts: { ...scripts, build: "tsc" }, devDependencies });
    expect(
      (await recognised(aTree({ "package.json": compiled, "tsconfig.json": "{}" })))?.checks.types,
    ).toBeUndefined();
  });

  it.each([
    ["node --test test/*.js", "CI=true NODE_OPTIONS=--test-reporter=tap npm test"],
    ["node --test --test-reporter=dot", "CI=true npm test"],
    ["jest", "CI=true npm test -- --verbose"],
    ["jest && echo done", "CI=true npm test"],
    ["vitest run", "CI=true npm test -- --reporter=verbose"],
    ["tap test/*.js", "CI=true npm test"],
  ])("asks the script %j for a report by name where it can", async (test, command) => {
    const tree = aTree({ "package.json": packageJson({ scripts: { test } }) });
    expect((await recognised(tree))?.checks).toEqual({ test: `test: ${command}` });
  });

  it("has no test where npm only left its own placeholder", async () => {
    const test = 'echo "Error: no test specified" && exit 1';
    expect((await recognised(aTree({ "package.json": packageJson({ scripts: { test } }) })))?.checks).toEqual(
      {},
    );
  });

  it("is not recognised by a manifest that is broken", async () => {
    expect(await recognised(aTree({ "package.json": "{" }))).toBeNull();
    expect(await recognised(aTree({ "package.json": '{"scripts": 1}' }))).toBeNull();
  });
});
