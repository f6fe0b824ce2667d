// How the tests of each kind of project are watched, as its toolchain says it when it recognises a tree.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES, Rules } from "../../../src/domain/rules.ts";
import { coverageBy } from "../../../worker/toolchains/node/coverage.ts";
import { V8_REPORT } from "../../../worker/toolchains/node/v8-report.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

/** The name of the tool, then each check's command as it is watched. */
async function watched(files: Record<string, string>, rules: Rules = NO_RULES) {
  const project = await recognise(aTree(files), rules);
  const tool = project?.coverage ?? null;
  return tool === null ? null : [tool.name, ...(project?.checks ?? []).map((check) => tool.watch(check))];
}

const scripts = (test: string) => ({ "package.json": JSON.stringify({ scripts: { test } }) });
const running = (run: string) => Rules.parse({ checks: [{ name: "test", run }] });

describe("tests are watched", () => {
  it("by what their runner brings, outside of the repository", async () => {
    expect(await watched(scripts("jest"))).toEqual([
      "jest --coverage",
      "CI=true npm test -- --verbose --coverage --coverageReporters=lcovonly --coverageDirectory=/tmp/coverage --coverageThreshold='{}'",
    ]);
    expect((await watched(scripts("vitest run")))?.[0]).toBe("vitest --coverage");
    expect(await watched(scripts("node --test"))).toEqual([
      "Node's own coverage",
      "export NODE_V8_COVERAGE=/tmp/coverage; CI=true NODE_OPTIONS=--test-reporter=tap npm test",
    ]);
    expect((await watched({ "go.mod": "module m\n" }))?.at(-1)).toBe(
      "mkdir -p /tmp/coverage; go test -coverprofile=/tmp/coverage/profile ./...",
    );
    expect((await watched({ "Cargo.toml": "" }))?.at(-1)).toMatch(
      /^if command -v llvm-profdata llvm-cov >\/dev\/null; then export RUSTFLAGS='-C instrument-coverage' .*; fi; cargo test --workspace --offline --no-fail-fast$/,
    );
    expect((await watched({ "uv.lock": "", "conftest.py": "", "test_a.py": "" }))?.at(-1)).toContain(
      "then python3 -m uv run --offline --no-sync python3 -m coverage run --data-file=/tmp/coverage/data -m pytest -v; else python3 -m uv run --offline --no-sync python3 -m pytest -v; fi",
    );
  });

  it("by Node where more than one runner stands behind them", async () => {
    const packages = { "package.json": '{"workspaces":["a","b"]}' };
    const inEach = (a: string, b: string) => ({
      ...packages,
      "a/package.json": scripts(a)["package.json"],
      "b/package.json": scripts(b)["package.json"],
    });
    expect((await watched(inEach("jest", "vitest")))?.[0]).toBe("Node's own coverage");
    expect((await watched({ ...packages, "a/package.json": scripts("jest")["package.json"] }))?.[0]).toBe(
      "jest --coverage",
    );
  });

  it("with what they stand on", async () => {
    expect(await watched({ "a.c": "", Makefile: "test:\n" })).toEqual([
      "gcc --coverage",
      "make CC='gcc --coverage' CXX='g++ --coverage'",
      "make CC='gcc --coverage' CXX='g++ --coverage' test",
    ]);
  });

  it("by flags in the environment where a build system reads them there", async () => {
    const flags = "export CFLAGS=--coverage CXXFLAGS=--coverage LDFLAGS=--coverage; ";
    const cmake = "cmake -S . -B /tmp/build && cmake --build /tmp/build --parallel 2";
    expect(await watched({ "a.c": "", "CMakeLists.txt": "" })).toEqual([
      "gcc --coverage",
      `${flags}${cmake}`,
      `${flags}${cmake} && ctest --test-dir /tmp/build --output-on-failure`,
    ]);
    expect((await watched({ "a.c": "", configure: "" }))?.slice(1)).toEqual([
      `${flags}./configure && make`,
      "make CC='gcc --coverage' CXX='g++ --coverage' check",
    ]);
  });

  it("as the repository's own commands let them be", async () => {
    const go = { "go.mod": "module m\n" };
    expect((await watched(go, running("go test ./a")))?.[1]).toBe(
      "mkdir -p /tmp/coverage; go test -coverprofile=/tmp/coverage/profile ./a",
    );
    expect(await watched(go, running("make test && go vet"))).toBeNull();
    expect((await watched(scripts("x"), running("npx jest")))?.[0]).toBe("jest --coverage");
    expect((await watched(scripts("x"), running("./test.sh")))?.[0]).toBe("Node's own coverage");
    expect(await watched({ "a.zig": "" }, running("./test.sh"))).toBeNull();
  });

  it("and their report is asked for by names that no shell reads as anything else", () => {
    const asked = coverageBy("other").collect(["it's $(here).js"]);
    expect(asked.endsWith(` /tmp/coverage 'it'\\''s $(here).js'`)).toBe(true);
    expect(V8_REPORT).not.toContain("'");
  });

  it("not at all where there are none", async () => {
    expect(await watched({ "package.json": "{}" })).toBeNull();
    expect(await watched({ "a.c": "", Makefile: "all:\n" })).toBeNull();
    expect(await watched({ "pom.xml": "<x/>" })).toBeNull();
  });
});
