// A monorepo: the checks of all of it, and of only what a change touches.
import { describe, expect, it } from "@jest/globals";
import type { Change } from "../../../src/domain/patch.ts";
import { NO_RULES, Rules } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import type { TreeView } from "../../../worker/toolchains/toolchain.ts";
import { aTree, fixture } from "./told.ts";

/** The commands by name; null where only everything will do. */
async function narrowed(
  tree: TreeView,
  paths: string[],
  kind: Change["kind"] = "modified",
  rules: Rules = NO_RULES,
) {
  const project = await recognise(tree, rules);
  const touched = paths.map((path) => ({ path, kind }));
  const checks = project?.narrow(touched) ?? null;
  return checks === null ? null : Object.fromEntries(checks.map(({ name, command }) => [name, command]));
}

const TAP = "CI=true NODE_OPTIONS=--test-reporter=tap npm test";

describe("a Node monorepo", () => {
  const tree = fixture("node-workspaces");
  const files = {
    "package.json": JSON.stringify({ workspaces: { packages: ["packages/*", "!packages/old"] } }),
    "packages/a/package.json": JSON.stringify({ name: "a", scripts: { build: "tsc", test: "node --test" } }),
    "packages/b/package.json": JSON.stringify({
      ...{ name: "b", scripts: { build: "tsc", lint: "eslint .", test: "node --test" } },
      devDependencies: { a: "*", c: "*" },
    }),
    "packages/c/package.json": JSON.stringify({
      name: "c",
      scripts: { build: "tsc" },
      dependencies: { b: "1" },
    }),
    "packages/old/package.json": JSON.stringify({ name: "old", scripts: { test: "node --test" } }),
  };

  it("without scripts of its own is checked package by package", async () => {
    const project = await recognise(tree, NO_RULES);
    expect(project?.checks.map(({ command }) => command)).toEqual([
      `(cd packages/circle && { ${TAP}; })`,
      `(cd packages/cylinder && { ${TAP}; })`,
    ]);
  });

  it("runs the tests of the touched package only", async () => {
    expect(await narrowed(tree, ["packages/circle/src/circle.js", "packages/circle/README.md"])).toEqual({
      "test in packages/circle": `(cd packages/circle && { ${TAP}; })`,
    });
  });

  it("runs everything where it touches what packages share, or all of them", async () => {
    expect(await narrowed(tree, ["packages/circle/src/circle.js", "build.js"])).toBeNull();
    expect(await narrowed(tree, ["packages/circle/package.json"])).toBeNull();
    expect(await narrowed(tree, ["packages/circle/a.js", "packages/cylinder/a.js"])).toBeNull();
    expect(await narrowed(tree, ["README.md"])).toBeNull();
    expect(await narrowed(fixture("node"), ["src/duration.js"])).toBeNull();
  });

  it("builds first what the touched package stands on, also in a circle", async () => {
    expect(await narrowed(aTree(files), ["packages/b/index.ts"])).toEqual({
      build:
        "(cd packages/a && npm run build) && (cd packages/c && npm run build) && (cd packages/b && npm run build)",
      lint: "cd packages/b && npm run lint",
      "test in packages/b": `(cd packages/b && { ${TAP}; })`,
    });
    expect(await narrowed(aTree(files), ["packages/a/index.ts"])).toEqual({
      build: "(cd packages/a && npm run build)",
      "test in packages/a": `(cd packages/a && { ${TAP}; })`,
    });
    expect(await narrowed(aTree(files), ["packages/c/index.ts"])).toBeNull();
    expect(await narrowed(aTree(files), ["packages/old/index.ts"])).toBeNull();
  });

  it("is read from pnpm's list as well", async () => {
    const { "package.json": _, ...packages } = files;
    const yaml =
      "packages:\n  # all of them\n  - 'packages/a'\n  - \"packages/b\"\ncatalog:\n  - packages/c\n";
    const pnpm = aTree({ "package.json": "{}", "pnpm-workspace.yaml": yaml, ...packages });
    expect((await narrowed(pnpm, ["packages/a/index.ts"]))?.["test in packages/a"]).toBe(
      `(cd packages/a && { ${TAP}; })`,
    );
    expect(await narrowed(pnpm, ["packages/c/index.ts"])).toBeNull();
  });

  it("has no checks but the rules' where those name any", async () => {
    const rules = Rules.parse({ checks: [{ name: "all", run: "./check" }] });
    expect(await narrowed(tree, ["packages/circle/src/circle.js"], "modified", rules)).toBeNull();
  });
});

describe("patterns made to harm", () => {
  const at = (folder: string) => ({ [`${folder}/package.json`]: '{"scripts":{"test":"node --test"}}' });
  const test = async (workspaces: string[], ...folders: string[]) => {
    const files = Object.assign({ "package.json": JSON.stringify({ workspaces }) }, ...folders.map(at));
    return (await recognise(aTree(files), NO_RULES))?.checks.find(({ name }) => name === "test")?.command;
  };

  it("lead nowhere else and into no command", async () => {
    expect(
      await test(["../*", "/etc", "packages/../../x", "."], "../x", "/etc", "packages/../../x"),
    ).toBeUndefined();
    expect(await test(["packages/*"], "packages/$(touch x)", "packages/-rf", "packages/a b")).toBe(
      `(cd packages/-rf && { ${TAP}; })`,
    );
    expect(await test(["**"], "node_modules/x", "a/node_modules/b", "a")).toBe(`(cd a && { ${TAP}; })`);
  });

  it("come to an end, however many and however deep", async () => {
    const deep = "a/".repeat(2000).slice(0, -1);
    const many = Array.from({ length: 3000 }, (_, i) => `p${i}/${"*".repeat(50)}`);
    expect(
      await test([...many, "**/**/**/**/x", `${"**/".repeat(500)}x`, "{a,b}".repeat(500)], deep),
    ).toBeUndefined();
    const folders = Array.from({ length: 3000 }, (_, i) => `packages/p${i}`);
    expect(await test(["packages/**"], ...folders)).toBeUndefined();
  });

  it("and packages that all need each other are put in some order", async () => {
    const names = Array.from({ length: 90 }, (_, i) => `p${i}`);
    const dependencies = Object.fromEntries(names.map((name) => [name, "*"]));
    const packages = names.map((name) => [
      `packages/${name}/package.json`,
      JSON.stringify({ name, dependencies, scripts: { build: "x", test: "node --test" } }),
    ]);
    const tree = aTree({ "package.json": '{"workspaces":["packages/*"]}', ...Object.fromEntries(packages) });
    const build = (await narrowed(tree, ["packages/p7/a.js"]))?.build;
    expect(build?.split(" && (").length).toBe(90);
  });
});

describe("other monorepos", () => {
  it("in Rust check the touched crates", async () => {
    expect(await narrowed(fixture("rust-workspace"), ["crates/maze/src/lib.rs"])).toEqual({
      build: "cargo check -p maze --all-targets --offline",
      lint: "cargo clippy -p maze --all-targets --offline",
      test: "cargo test -p maze --offline --no-fail-fast",
    });
    expect(await narrowed(fixture("rust-workspace"), ["crates/maze/Cargo.toml"])).toBeNull();
    expect(await narrowed(fixture("rust"), ["src/lib.rs"])).toBeNull();
  });

  it("in Go check the touched packages, but for those that may be gone", async () => {
    expect(await narrowed(fixture("go-packages"), ["price/price.go", "price/new.go"])).toEqual({
      build: "go build -o /dev/null ./price",
      vet: "go vet ./price",
      test: "go test ./price",
    });
    expect((await narrowed(fixture("go-packages"), ["main.go"]))?.test).toBe("go test .");
    expect(await narrowed(fixture("go-packages"), ["price/price.go"], "deleted")).toBeNull();
    expect(await narrowed(fixture("go-packages"), ["price/testdata/a.json"])).toBeNull();
    expect(await narrowed(fixture("go"), ["slug.go"])).toBeNull();
  });

  it("in Java check the touched modules and what those stand on", async () => {
    const pom = "<modules><module>api</module>\n<module> core </module><module>../x</module></modules>";
    const maven = aTree({ "pom.xml": pom, "api/pom.xml": "", "core/pom.xml": "", "core/A.java": "" });
    expect((await narrowed(maven, ["core/A.java"]))?.build).toBe(
      "mvn --batch-mode --offline test-compile --projects core --also-make",
    );
    const settings = "rootProject.name = 'all'\ninclude ':api', 'libs:core'\n";
    const gradle = aTree({
      ...{ "settings.gradle": settings, "api/build.gradle": "", "libs/core/build.gradle.kts": "" },
    });
    expect((await narrowed(gradle, ["libs/core/src/A.kt"]))?.build).toBe(
      "gradle --no-daemon --offline :libs:core:testClasses",
    );
  });

  it("in Python run the tests a change touches, and those named after the modules it touches", async () => {
    const tree = fixture("python-pytest");
    expect(await narrowed(tree, ["roman.py"])).toEqual({ test: "python3 -m pytest -v tests/test_roman.py" });
    expect(await narrowed(tree, ["tests/test_new.py"], "added")).toEqual({
      test: "python3 -m pytest -v tests/test_new.py",
    });
    expect(await narrowed(tree, ["tests/test_roman.py"], "deleted")).toBeNull();
    expect(await narrowed(tree, ["other.py"])).toBeNull();
  });
});
