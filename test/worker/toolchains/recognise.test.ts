// Which kind of project a tree is, how it is set up and what is checked.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { NO_RULES, Rules } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/index.ts";
import type { Project, TreeView } from "../../../worker/toolchains/toolchain.ts";

const fixtures = new URL("../../fixtures/repositories/", import.meta.url).pathname;

function aTree(files: Record<string, string>): TreeView {
  return { paths: Object.keys(files), read: async (path) => files[path] ?? null };
}

function fixture(name: string): TreeView {
  const folder = join(fixtures, name);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return aTree(
    Object.fromEntries(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")])),
  );
}

const packageJson = (content: object) => JSON.stringify({ name: "x", ...content });

/** What a person would want to know of a project. */
function told(project: Project | null) {
  if (project === null) return null;
  const checks = Object.fromEntries(
    project.checks.map(({ name, command, kind }) => [name, `${kind}: ${command}`]),
  );
  return { toolchain: project.toolchain, image: project.image, setup: project.setup, checks };
}

const recognised = async (tree: TreeView, rules: Rules = NO_RULES) => told(await recognise(tree, rules));
const toldOfNode = (setup: string[], checks: Record<string, string>) => ({
  toolchain: "node",
  image: "node",
  setup,
  checks,
});

describe("a small project", () => {
  it.each([
    ["node", "node", [], { test: "test: CI=true NODE_OPTIONS=--test-reporter=tap npm test" }],
    ["python", "python", [], { test: "test: python3 -m unittest discover -v -s tests -t ." }],
    [
      "rust",
      "rust",
      [],
      {
        build: "build: cargo check --workspace --all-targets --offline",
        test: "test: cargo test --workspace --offline --no-fail-fast",
      },
    ],
    [
      "go",
      "go",
      [],
      { build: "build: go build ./...", vet: "lint: go vet ./...", test: "test: go test -json ./..." },
    ],
    [
      "java",
      "java",
      ["mvn --batch-mode test -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false"],
      {
        build: "build: mvn --batch-mode --offline test-compile",
        test: "test: mvn --batch-mode --offline test",
      },
    ],
    ["c", "base", [], { build: "build: make", test: "test: make test" }],
  ])(
    "in %s is recognised, and set up only where there is something to install",
    async (name, image, setup, checks) => {
      expect(await recognised(fixture(name))).toEqual({ toolchain: name, image, setup, checks });
    },
  );
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

describe("Python", () => {
  it("is set up with pip from what the repository lists", async () => {
    const tree = aTree({
      "pyproject.toml":
        '[project]\nname = "x"\n[project.optional-dependencies]\ntest = ["pytest"]\nplot = []\n',
      "requirements-dev.txt": "pytest\n",
      "tests/test_a.py": "",
    });
    expect(await recognised(tree)).toEqual({
      toolchain: "python",
      image: "python",
      setup: ['python3 -m pip install --user --quiet -r requirements-dev.txt -e ".[test]" pytest'],
      checks: { test: "test: python3 -m pytest -v" },
    });
  });

  it("is set up with uv or Poetry where there is their lockfile", async () => {
    const files = { "pyproject.toml": "[tool.ruff]\n[tool.pytest.ini_options]\n", "tests/test_a.py": "" };
    const uv = await recognised(aTree({ ...files, "uv.lock": "" }));
    expect(uv?.setup).toEqual([
      "python3 -m pip install --user --quiet uv",
      "python3 -m uv sync --frozen --all-extras",
    ]);
    expect(uv?.checks).toEqual({
      lint: "lint: python3 -m uv run --offline --no-sync python3 -m ruff check .",
      test: "test: python3 -m uv run --offline --no-sync python3 -m pytest -v",
    });
    const poetry = await recognised(aTree({ ...files, "poetry.lock": "" }));
    expect(poetry?.checks.test).toBe("test: python3 -m poetry run python3 -m pytest -v");
  });

  it("finds unittest's tests in the root and in a folder without __init__.py, whatever it is called", async () => {
    const command = async (path: string) =>
      (await recognised(aTree({ [path]: "import unittest\n" })))?.checks.test;
    expect(await command("test_a.py")).toBe("test: python3 -m unittest discover -v");
    expect(await command("tests/test_a.py")).toBe("test: python3 -m unittest discover -v -s tests");
    expect(await command("it's/test_a.py")).toBe("test: python3 -m unittest discover -v -s 'it'\\''s'");
  });
});

describe("other toolchains", () => {
  it("fetch what a lockfile or manifest says is needed", async () => {
    const rust = aTree({ "Cargo.toml": "[dependencies]\nx = 1\n", "Cargo.lock": 'source = "registry"\n' });
    expect((await recognised(rust))?.setup).toEqual(["cargo fetch --locked"]);
    const go = aTree({ "go.mod": "module x\nrequire y v1.0.0\n" });
    expect((await recognised(go))?.setup).toEqual(["go mod download"]);
    const vendored = aTree({ "go.mod": "module x\nrequire y v1.0.0\n", "vendor/modules.txt": "" });
    expect((await recognised(vendored))?.setup).toEqual([]);
    const gradle = aTree({ "build.gradle.kts": "", gradlew: "" });
    expect(await recognised(gradle)).toEqual({
      toolchain: "java",
      image: "java",
      setup: ["sh gradlew --no-daemon testClasses"],
      checks: {
        build: "build: sh gradlew --no-daemon --offline testClasses",
        test: "test: sh gradlew --no-daemon --offline test",
      },
    });
  });

  it("know the ways a C project is built, and prefer a Makefile with tests", async () => {
    const builds = async (files: Record<string, string>) =>
      (await recognised(aTree({ "a.c": "", ...files })))?.checks;
    expect(await builds({ Makefile: "all: a\ncheck: all\n", "CMakeLists.txt": "" })).toEqual({
      build: "build: make",
      test: "test: make check",
    });
    expect(await builds({ Makefile: "all: a\n", "CMakeLists.txt": "" })).toEqual({
      build: "build: cmake -S . -B build && cmake --build build --parallel 2",
      test: "test: ctest --test-dir build --output-on-failure",
    });
    expect(await builds({ "meson.build": "" })).toEqual({
      build: "build: meson setup build && meson compile -C build",
      test: "test: meson test -C build --print-errorlogs",
    });
    expect(await builds({ configure: "" })).toEqual({
      build: "build: ./configure && make",
      test: "test: make check",
    });
    expect(await builds({})).toBeUndefined();
  });

  it("are second to a Makefile only where they know no test", async () => {
    const makefile = "test := x\n.PHONY: test\nlint test:\n\tsh test.sh\n";
    const checks = { lint: "lint: make lint", test: "test: make test" };
    expect(await recognised(aTree({ Makefile: makefile }))).toEqual({
      toolchain: "generic",
      image: "base",
      setup: [],
      checks,
    });
    const both = aTree({
      Makefile: makefile,
      "package.json": packageJson({ scripts: { lint: "prettier ." } }),
    });
    expect((await recognised(both))?.toolchain).toBe("generic");
    const tested = aTree({ Makefile: makefile, "package.json": packageJson({ scripts: { test: "tap" } }) });
    expect((await recognised(tested))?.toolchain).toBe("node");
  });

  it("know nothing of a tree without a sign of any", async () => {
    expect(await recognised(aTree({ "README.md": "hello" }))).toBeNull();
    expect(await recognised(aTree({}))).toBeNull();
  });
});

describe("the repository's rules", () => {
  const rules = Rules.parse({
    image: "example.com/ours:1",
    setup: ["./prepare"],
    checks: [{ name: "all", run: "./check", minutes: 2 }],
  });

  it("have the last word on image, set-up and checks", async () => {
    const project = await recognise(fixture("node"), rules);
    expect(told(project)).toEqual({
      toolchain: "node",
      image: "example.com/ours:1",
      setup: ["./prepare"],
      checks: { all: "test: ./check" },
    });
    expect(project?.checks[0]?.timeoutMs).toBe(120_000);
  });

  it("make a project of a tree no toolchain knows", async () => {
    expect((await recognise(aTree({ "main.zig": "" }), rules))?.toolchain).toBe("custom");
    expect(await recognise(aTree({ "main.zig": "" }), Rules.parse({ setup: ["./prepare"] }))).toBeNull();
  });
});

describe("reading a check", () => {
  it("finds tests among tests only: a linter's marks are no tests", async () => {
    const project = await recognise(fixture("node"), NO_RULES);
    const check = { name: "x", command: "x", timeoutMs: 1 };
    const output = "TAP version 13\nok 1 - adds\n";
    expect(project?.read({ ...check, kind: "lint" }, output).tests).toBeNull();
    expect(project?.read({ ...check, kind: "test" }, output).tests).toEqual([
      { name: "adds", status: "passed", message: null },
    ]);
  });
});
