// Go's tests behind other programs: gotestsum, and recipes of make that name Go by a variable.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

async function runnerOf(command: string, more: Record<string, string> = {}) {
  const project = await recognise(aTree({ "go.mod": "", ...more }), NO_RULES);
  return project?.runnerOf({ command, kind: "test" }) ?? null;
}

const EVENTS = 'export GOTESTSUM_JSONFILE=/tmp/r; export GOFLAGS="$GOFLAGS -count=1"; ';

describe("gotestsum", () => {
  it.each([
    ["gotestsum", "gotestsum"],
    ["gotestsum --format short --jsonfile x.json -- -race ./...", "gotestsum --format short -- -race ./..."],
    ["go run gotest.tools/gotestsum@latest ./...", "go run gotest.tools/gotestsum@latest ./..."],
  ])("is asked for the events of %s", async (command, line) => {
    const runner = await runnerOf(command);
    expect([runner?.name, runner?.reporting(command, "/tmp/r")?.command]).toEqual([
      "gotestsum",
      `${EVENTS}${line}`,
    ]);
  });

  it.each([
    "gotestsum --raw-command -- ./test.sh",
    "go install gotest.tools/gotestsum@latest",
    "gotestsum tool slowest",
  ])("has no events of %s", async (command) => {
    expect(await runnerOf(command)).toBeNull();
  });
});

describe("a target of make", () => {
  it("is asked by a program before Go's own, or by what gotestsum reads", async () => {
    const Makefile = "GO ?= go\ntest:\n\t$(GO) test ./...\nsum:\n\tgotestsum ./...\n";
    const [test, sum] = await Promise.all(
      ["make test", "make sum"].map((each) => runnerOf(each, { Makefile })),
    );
    expect(test?.name).toBe("go test");
    expect(test?.reporting("make test", "/tmp/r")?.command).toMatch(
      /^mkdir -p \/tmp\/r\.d && .*; export PATH="\/tmp\/r\.d:\$PATH"; make test$/s,
    );
    expect(sum?.reporting("make sum", "/tmp/r")?.command).toBe(`${EVENTS}make sum`);
  });
});
