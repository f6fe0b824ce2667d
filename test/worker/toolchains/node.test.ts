// Node in particular: which manager installs, which scripts are checks, and how tests come to have names.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
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

  const bring = (manager: string) =>
    `npm install --global --prefix "$HOME/.local" --no-audit --no-fund ${manager}`;
  const modernYarn =
    'YARN_NPM_REGISTRY_SERVER="$(npm config get registry)" YARN_NODE_LINKER=node-modules yarn install --immutable';

  it.each([
    [{ "package-lock.json": "" }, ["npm ci --no-audit --no-fund"]],
    [{ "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" }, [bring("pnpm"), "pnpm install --frozen-lockfile"]],
    [{ "pnpm-lock.yaml": "lockfileVersion: '6.0'\n" }, [bring("pnpm@8"), "pnpm install --frozen-lockfile"]],
    [{ "pnpm-lock.yaml": "lockfileVersion: 5.4\n" }, [bring("pnpm@7"), "pnpm install --frozen-lockfile"]],
    [{ "yarn.lock": "" }, [bring("yarn@1"), "yarn install --frozen-lockfile"]],
    [{ "yarn.lock": "", ".yarnrc.yml": "" }, [bring("@yarnpkg/cli-dist"), modernYarn]],
    [{ "bun.lock": "" }, [bring("bun"), "bun install --frozen-lockfile"]],
    [{ "README.md": "" }, ["npm install --no-package-lock --no-audit --no-fund"]],
  ])("with %j is set up by %j", async (files: Record<string, string>, setup) => {
    const tree = aTree({ "package.json": packageJson({ dependencies }), ...files });
    expect(await recognised(tree)).toEqual(toldOfNode(setup, {}));
  });

  it("uses the version of the package manager that the repository asks for", async () => {
    const asked = async (packageManager: string, lockfile: string) => {
      const manifest = packageJson({ dependencies, packageManager });
      const files = { "package.json": manifest, [lockfile]: "", ".yarnrc.yml": "" };
      return (await recognised(aTree(files)))?.setup;
    };
    expect(await asked("pnpm@9.1.0+sha512.abc", "pnpm-lock.yaml")).toEqual([
      bring("pnpm@9.1.0"),
      "pnpm install --frozen-lockfile",
    ]);
    expect(await asked("yarn@4.5.0", "yarn.lock")).toEqual([bring("@yarnpkg/cli-dist@4.5.0"), modernYarn]);
    expect(await asked("yarn@1.22.22", "yarn.lock")).toEqual([
      bring("yarn@1.22.22"),
      "yarn install --frozen-lockfile",
    ]);
    expect(await asked("pnpm@9; rm -rf /", "pnpm-lock.yaml")).toEqual([
      bring("pnpm@9"),
      "pnpm install --frozen-lockfile",
    ]);
    expect((await asked("yarn@4.5.0", "pnpm-lock.yaml"))?.[0]).toBe(bring("pnpm"));
  });

  it("is checked by its scripts, and by its types where nothing else compiles them", async () => {
    const scripts = { build: "rollup -c", lint: "eslint .", test: "mocha" };
    const devDependencies = { typescript: "5.0.0" };
    const tree = aTree({ "package.json": packageJson({ scripts, devDependencies }), "tsconfig.json": "{}" });
    expect((await recognised(tree))?.checks).toEqual({
      build: "build: npm run build",
      types: "lint: npx --no-install tsc --noEmit",
      lint: "lint: npm run lint",
      test: "test: CI=true npm test -- --reporter spec",
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
    ["c8 --all vitest run", "CI=true npm test -- --reporter=verbose"],
    ["mocha test", "CI=true npm test -- --reporter spec"],
    ["mocha --reporter dot", "CI=true npm test"],
    ["ava", "CI=true npm test -- --tap"],
    ["xo && ava", "CI=true npm test"],
    ["tap test/*.js", "CI=true npm test -- --reporter=tap"],
    ["tape test/*.js", "CI=true npm test"],
    ["jest-runner", "CI=true npm test"],
  ])("asks the script %j for a report by name where it can", async (test, command) => {
    const tree = aTree({ "package.json": packageJson({ scripts: { test } }) });
    expect((await recognised(tree))?.checks).toEqual({ test: `test: ${command}` });
  });

  it("is checked by what it has configured without a script, and by nothing that mends while it looks", async () => {
    const devDependencies = { eslint: "9.0.0", "@biomejs/biome": "2.0.0" };
    const checks = async (scripts: Record<string, string>, files: Record<string, string> = {}) => {
      const manifest = packageJson({ scripts, devDependencies });
      return (await recognised(aTree({ "package.json": manifest, ...files })))?.checks;
    };
    const settings = { "eslint.config.js": "", "biome.json": "{}" };
    const [lint, biome] = ["lint: npx --no-install eslint .", "lint: npx --no-install biome check ."];
    expect(await checks({}, settings)).toEqual({ lint, biome });
    expect(await checks({ lint: "eslint --fix . && biome check --write" }, settings)).toEqual({
      lint,
      biome,
    });
    expect(await checks({ lint: "eslint . && biome check" }, settings)).toEqual({
      lint: "lint: npm run lint",
    });
    expect(await checks({})).toEqual({});
  });

  it("has no test where npm only left its own placeholder", async () => {
    const test = 'echo "Error: no test specified" && exit 1';
    expect((await recognised(aTree({ "package.json": packageJson({ scripts: { test } }) })))?.checks).toEqual(
      {},
    );
  });

  it("is not recognised by a manifest that is broken", async () => {
    expect(await recognised(aTree({ "package.json": "{" }))).toBeNull();
    expect(await recognised(aTree({ "package.json": "[]" }))).toBeNull();
  });

  it("is recognised although a part of its manifest has another shape, or begins with a mark of its bytes", async () => {
    const odd =
      '\ufeff{"name":5,"scripts":{"test":"node --test","odd":[]},"dependencies":[],"packageManager":{},"engines":1}';
    expect((await recognised(aTree({ "package.json": odd })))?.checks).toEqual({
      test: "test: CI=true NODE_OPTIONS=--test-reporter=tap npm test",
    });
  });

  it.each([
    ["jest --watchAll", "npx --no-install jest"],
    ["jest --watch --coverage", "npx --no-install jest --coverage"],
    ["vitest watch", "npx --no-install vitest run"],
    ["mocha -w test", "npx --no-install mocha test"],
    ["node --test --watch", "NODE_OPTIONS=--test-reporter=tap node --test"],
    ["karma start", "npx --no-install karma start --single-run"],
    ["nodemon --exec 'mocha test'", "npx --no-install mocha test"],
    ["tsc && jest --watch", "npm exec --no -c 'tsc && jest'"],
  ])("runs tests once that wait for changes: %s", async (test, command) => {
    const checks = (await recognised(aTree({ "package.json": packageJson({ scripts: { test } }) })))?.checks;
    expect(checks).toEqual({ test: `test: CI=true ${command}` });
  });

  it.each<[string, Record<string, string>, object, string | undefined]>([
    [
      "Node's own runner",
      { "test/a.test.js": 'import { test } from "node:test";' },
      {},
      "CI=true NODE_OPTIONS=--test-reporter=tap node --test",
    ],
    [
      "a runner that is installed",
      { "src/a.spec.ts": "" },
      { devDependencies: { vitest: "3" } },
      "CI=true npx --no-install vitest run",
    ],
    ["nothing, where nothing says which", { "test/a.js": "console.log(1)" }, {}, undefined],
  ])("without a script for its tests, guesses %s and says so", async (_what, files, more, command) => {
    const project = await recognise(
      aTree({ "package.json": packageJson({ scripts: {}, ...more }), ...files }),
      NO_RULES,
    );
    expect(project?.checks.map((check) => check.command)).toEqual(command === undefined ? [] : [command]);
    expect(project?.guessed).toEqual(command === undefined ? [] : [command]);
  });
});
