// Which kind of project a tree is, how it is set up and what is checked.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES, Rules } from "../../../src/domain/rules.ts";
import { TOOLCHAINS } from "../../../worker/toolchains/index.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree, fixture, recognised, told } from "./told.ts";

/** Printed after the tests: the runner tells by name only there what passed. */
const REPORTS = (folder: string) =>
  `status=$?; find . -path '*/${folder}/*.xml' -exec sed '/<properties>/,/<\\/properties>/d; /<?xml/d' {} +; exit $status`;

/** So that the standard library is compiled once, and not in every sandbox. */
const WARM_UP =
  "{ go vet ./...; go test -exec true ./...; go test -cover -exec true ./...; } >/dev/null 2>&1 || true";

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
      [WARM_UP],
      {
        build: "build: go build -o /dev/null ./...",
        vet: "lint: go vet ./...",
        test: "test: go test ./...",
      },
    ],
    [
      "java",
      "java",
      ["mvn --batch-mode test '-Dtest=*#none' -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false"],
      {
        build: "build: mvn --batch-mode --offline test-compile",
        test: `test: mvn --batch-mode --offline test; ${REPORTS("target/surefire-reports")}`,
      },
    ],
    ["c", "base", [], { build: "build: make", test: "test: make test" }],
  ])(
    "in %s is recognised, and set up only where there is something to bring",
    async (name, image, setup, checks) => {
      expect(await recognised(fixture(name))).toEqual({ toolchain: name, image, setup, checks });
    },
  );
});

describe("other toolchains", () => {
  it("fetch what a lockfile or manifest says is needed", async () => {
    const rust = aTree({ "Cargo.toml": "[dependencies]\nx = 1\n", "Cargo.lock": 'source = "registry"\n' });
    expect((await recognised(rust))?.setup).toEqual(["cargo fetch --locked"]);
    const go = aTree({ "go.mod": "module x\nrequire y v1.0.0\n" });
    expect((await recognised(go))?.setup).toEqual(["go mod download", WARM_UP]);
    const vendored = aTree({ "go.mod": "module x\nrequire y v1.0.0\n", "vendor/modules.txt": "" });
    expect((await recognised(vendored))?.setup).toEqual([WARM_UP]);
    const gradle = aTree({ "build.gradle.kts": "", gradlew: "" });
    expect(await recognised(gradle)).toEqual({
      toolchain: "java",
      image: "java",
      setup: ["sh gradlew --no-daemon testClasses"],
      checks: {
        build: "build: sh gradlew --no-daemon --offline testClasses",
        test: `test: sh gradlew --no-daemon --offline test --continue; ${REPORTS("build/test-results")}`,
      },
    });
  });

  it("check every module of a Go workspace", async () => {
    const files = { "go.work": "go 1.24\n\nuse (\n\t./a\n\t./b/c\n)\n", "a/go.mod": "", "b/c/go.mod": "" };
    expect((await recognised(aTree(files)))?.checks.test).toBe("test: go test ./a/... ./b/c/...");
    const outside = { "go.work": "use ../other\nuse .\n", "go.mod": "" };
    expect((await recognised(aTree(outside)))?.checks.test).toBe("test: go test ./...");
  });

  it("check a Go package without a module where it needs the standard library alone", async () => {
    const test = async (source: string, at = "x_test.go") =>
      await recognised(aTree({ "x.go": source, [at]: "package x\n" }));
    const alone = await test('package x\n\nimport (\n\t"strings"\n\t"encoding/json"\n)\n');
    expect(alone).toMatchObject({
      image: "go",
      setup: [`export GO111MODULE=off; ${WARM_UP}`],
      checks: { test: "test: export GO111MODULE=off; go test ./..." },
    });
    for (const other of [
      'import "github.com/x/y"',
      'import (\n\ty "gopkg.in/y.v2"\n)',
      'import _ "example.com/y"',
    ]) {
      expect(await test(`package x\n\n${other}\n`)).toMatchObject({ toolchain: "go", checks: {} });
    }
    expect(await test("package x\n", "tools/x_test.go")).toBeNull();
  });

  it("check with Gradle what the repository has plugins for", async () => {
    const gradle = aTree({ "build.gradle": "plugins { id 'checkstyle' }\n" });
    expect((await recognised(gradle))?.checks.lint).toBe(
      "lint: gradle --no-daemon --offline check --exclude-task test",
    );
  });

  it("know the ways a C project is built, and prefer a Makefile with tests", async () => {
    const builds = async (files: Record<string, string>) =>
      (await recognised(aTree({ "a.c": "", ...files })))?.checks;
    expect(await builds({ Makefile: "all: a\ncheck: all\n", "CMakeLists.txt": "" })).toEqual({
      build: "build: make",
      test: "test: make check",
    });
    expect(await builds({ Makefile: "all: a\n", "CMakeLists.txt": "" })).toEqual({
      build: "build: cmake -S . -B /tmp/build && cmake --build /tmp/build --parallel 2",
      test: "test: cmake -S . -B /tmp/build && cmake --build /tmp/build --parallel 2 && ctest --test-dir /tmp/build --output-on-failure",
    });
    expect(await builds({ "meson.build": "" })).toEqual({
      build: "build: meson setup /tmp/build && meson compile -C /tmp/build",
      test: "test: meson setup /tmp/build && meson compile -C /tmp/build && meson test -C /tmp/build --print-errorlogs",
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
      "package.json": '{"scripts": {"lint": "prettier ."}}',
    });
    expect((await recognised(both))?.toolchain).toBe("generic");
    const tested = aTree({ Makefile: makefile, "package.json": '{"scripts": {"test": "tap"}}' });
    expect((await recognised(tested))?.toolchain).toBe("node");
  });

  it("run a Makefile in the image of the language that has the most files", async () => {
    const image = async (...paths: string[]) =>
      (
        await recognised(
          aTree({ Makefile: "test:\n", ...Object.fromEntries(paths.map((path) => [path, ""])) }),
        )
      )?.image;
    expect(await image("a.java", "b.java", "docs/conf.py")).toBe("java");
    expect(await image("main.go")).toBe("go");
    expect(await image("run.sh")).toBe("base");
  });

  it("know nothing of a tree without a sign of any", async () => {
    expect(await recognised(aTree({ "README.md": "hello" }))).toBeNull();
    expect(await recognised(aTree({}))).toBeNull();
  });
});

describe("what tools leave behind", () => {
  const leavingsOf = async (files: Record<string, string>) =>
    (await recognise(aTree(files), NO_RULES))?.leavings;

  const everywhere = TOOLCHAINS.flatMap(({ files }) => files?.leavings ?? []);

  it("is what tools of any language leave, and what a kind of project builds beside its manifests, and nothing of the same name elsewhere", async () => {
    const crates = { "Cargo.toml": "", "crates/a/Cargo.toml": "", "src/target/mod.rs": "", "node.rs": "" };
    expect(await leavingsOf(crates)).toEqual([...everywhere, "/target/", "/crates/a/target/"]);
    expect(await leavingsOf({ "pom.xml": "<x/>" })).toEqual([
      ...everywhere,
      "*.class",
      ".gradle/",
      ".kotlin/",
      "/target/",
    ]);
  });

  it("is that of every kind of project a tree is, each once", async () => {
    const both = await leavingsOf({ "Cargo.toml": "", "package.json": '{"scripts":{"test":"node --test"}}' });
    expect(both).toEqual(expect.arrayContaining(["/target/", ".turbo/"]));
    expect(new Set(both).size).toBe(both?.length);
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

  it("leave it to the builds they name to come before tests", async () => {
    const tree = aTree({ "Cargo.toml": "" });
    expect((await recognise(tree, NO_RULES))?.testsBuild).toBe(true);
    expect((await recognise(tree, rules))?.testsBuild).toBe(false);
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
