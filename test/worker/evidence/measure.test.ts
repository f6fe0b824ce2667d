// Evidence for real changes to small real projects, in real sandboxes.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { lookTwice } from "../../../src/domain/conclusion.ts";
import { gapsIn } from "../../../src/domain/gap.ts";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { createLog } from "../../../src/log.ts";
import { measure } from "../../../worker/evidence/matrix.ts";
import { runChecks } from "../../../worker/evidence/measure/check.ts";
import { startMemory } from "../../../worker/evidence/measure/memory.ts";
import type { Claim } from "../../../worker/evidence/prove/trace.ts";
import { startParser } from "../../../worker/map/parser.ts";
import type { Sandboxes } from "../../../worker/sandboxes/sandbox.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import type { Workspaces } from "../../../worker/workspace/workspace.ts";
import { type Files, fixtureRepository, temporaryFolder } from "../../support/git.ts";
import { realSandboxes } from "../../support/sandboxes.ts";
import { openOptions } from "../../support/trees.ts";

const signal = new AbortController().signal;

let data: ReturnType<typeof temporaryFolder>;
let sandboxes: Sandboxes;
let workspaces: Workspaces;

beforeAll(() => {
  data = temporaryFolder();
  sandboxes = realSandboxes();
  workspaces = gitWorkspaces({ dataDir: data.path, log: createLog({ level: "silent", name: "test" }) });
});

afterAll(async () => {
  await workspaces[Symbol.asyncDispose]();
  await sandboxes[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

const criteria = [{ id: "AC1", text: "it works" }];

type Looking = { claims?: Claim[]; qualityMs?: number };

/** Measures a change to a fixture as a run would, from the clone to the evidence. */
async function evidenceFor(fixture: string, change: Files, { claims = [], qualityMs = 0 }: Looking = {}) {
  using repository = fixtureRepository(fixture);
  const source = { url: repository.path, authorization: async () => null };
  await using workspace = await workspaces.open(fixture, source, repository.sha, signal);
  const project = await recognise(workspace.view, NO_RULES);
  if (project === null) throw new Error(`${fixture} was not recognised`);
  const applied = await workspace.apply(repository.patch(change));
  if (applied.kind !== "applied") throw new Error(JSON.stringify(applied.fault));
  const open = (patch: Uint8Array | null) =>
    sandboxes.open(openOptions(workspace.tree, { image: project.image, patch, purpose: "verify" }), signal);
  const onBase = async () => {
    await using sandbox = await open(null);
    return await runChecks(sandbox, project, project.checks, signal);
  };
  const { patch } = applied;
  await using parser = startParser();
  const evidence = await measure({
    project,
    workspace,
    patch,
    base: await onBase(),
    criteria,
    claims,
    qualityMs,
    ...{ announced: [], undecidable: [], handedIn: true },
    ...{ memory: startMemory(), parser },
    open,
    signal,
  });
  return { ...evidence, patch };
}

const endings = (results: { check: { name: string }; ending: string }[] | null) =>
  results === null ? null : Object.fromEntries(results.map((result) => [result.check.name, result.ending]));

const MENDED = `const SECONDS = { h: 3600, m: 60, s: 1 };

export function parse(text) {
  const parts = [...text.matchAll(/(\\d+)([hms])/g)];
  if (parts.length === 0) throw new TypeError(\`not a duration: \${text}\`);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * SECONDS[unit], 0);
}
`;

const newTest = (assertion: string) => `import assert from "node:assert/strict";
import { it } from "node:test";
import { parse } from "../src/duration.js";

it("reads several units", () => {
  ${assertion}
});
`;

describe("a change in a monorepo", () => {
  const CIRCLE = "packages/circle/test/circle.test.js > a circle has an area";
  const circle = (area: string) => ({
    "packages/circle/src/circle.js": `export const area = (r) => ${area};\n`,
  });

  it("that breaks the package it touches is measured there alone", async () => {
    const { base, head } = await evidenceFor("node-workspaces", circle("r"));
    const names = (results: typeof head) =>
      results.flatMap(({ tests }) => tests?.map(({ name }) => name) ?? []);
    expect([names(base), names(head)]).toEqual([[CIRCLE], [CIRCLE]]);
    const ended = (results: typeof head) => results.map(({ ending }) => ending);
    expect([ended(base), ended(head)]).toEqual([["passed"], ["failed"]]);
  });
});

describe("a change in Node", () => {
  it("that mends a bug and proves it shows red on the base and green on the head", async () => {
    const change = {
      "src/duration.js": MENDED,
      "test/units.test.js": newTest('assert.equal(parse("1h30m"), 5400);'),
    };
    const evidence = await evidenceFor("node", change, {
      claims: [{ criterion: "AC1", by: "reads several units" }],
      qualityMs: 60_000,
    });
    expect({ base: endings(evidence.base), head: endings(evidence.head) }).toEqual({
      base: { test: "passed" },
      head: { test: "passed" },
    });
    expect(evidence.redGreen).toEqual([
      {
        check: "test",
        files: ["test/units.test.js"],
        base: "failed",
        head: "passed",
        turnedGreen: ["test/units.test.js > reads several units"],
        seen: true,
        reds: [
          {
            test: "test/units.test.js > reads several units",
            kind: "assertion",
            message: "AssertionError: Expected values to be strictly equal:\n\n3600 !== 5400",
          },
        ],
      },
    ]);
    expect(endings(evidence.baseTestsOnHead)).toEqual({ test: "passed" });
    const by = {
      kind: "test",
      check: "test",
      test: "test/units.test.js > reads several units",
      flaky: false,
    };
    expect(evidence.proofs).toEqual([
      { criterion: "AC1", by, without: "failed-at-assertion", with: "passed", noticed: 2, faults: [] },
    ]);
    expect(evidence.treeSha).toBe(evidence.patch.treeSha);
    expect([evidence.newFailures, evidence.knownFailures, evidence.suspicions]).toEqual([[], [], []]);
    const gaps = gapsIn(evidence, criteria).filter(({ kind }) => kind !== "control-not-run");
    expect([evidence.flaky, gaps]).toEqual([[], []]);
    const watched = { kind: "measured", by: "Node's own coverage" };
    expect(evidence.coverage).toEqual({ ...watched, lines: 3, ran: 3, missed: [], unloaded: [] });
    expect(evidence.mutants[0]).toEqual({
      file: "src/duration.js",
      line: 5,
      now: expect.stringMatching(/^if \(parts\.length !== 0\) throw/),
      ending: "killed",
    });
  });

  it("that removes the tests it breaks is held against the base's own", async () => {
    const evidence = await evidenceFor("node", {
      "src/duration.js": MENDED.replace("m: 60", "m: 61"),
      "test/duration.test.js": null,
      "test/units.test.js": newTest('assert.equal(parse("1h5s"), 3605);'),
    });
    expect(endings(evidence.head)).toEqual({ test: "passed" });
    expect(endings(evidence.baseTestsOnHead)).toEqual({ test: "failed" });
    const gone = ["reads seconds", "reads minutes", "refuses what is no duration"].map(
      (name) => `test/duration.test.js > parse > ${name}`,
    );
    expect(lookTwice(evidence)).toMatchObject([
      { kind: "tests-gone", check: "test", tests: gone },
      { kind: "lost-assertions", path: "test/duration.test.js", lost: 4 },
      { kind: "rewritten", rewritten: { test: gone[1], file: "test/duration.test.js", line: 11, now: [] } },
    ]);
  });
});

const TRIM = `#include "trim.h"

#include <ctype.h>
#include <string.h>

char *trim(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    text[length] = '\\0';
    return text;
}
`;

describe("a change in C", () => {
  it("is measured by exit status where no test has a name, and has named what no check builds", async () => {
    const test = `#include "trim.h"

#include <assert.h>
#include <string.h>

int main(void)
{
    char both[] = "\\ta\\n";
    assert(strcmp(trim(both), "a") == 0);
    return 0;
}
`;
    const fast = TRIM.replace("    while", "#ifdef FAST\n    return text;\n#endif\n    while");
    const change = {
      "src/trim.c": fast,
      "test/tabs_test.c": "int main(void) { return 1; }\n",
      "test/trim_test.c": test,
    };
    const evidence = await evidenceFor("c", change, { qualityMs: 60_000 });
    expect({ base: endings(evidence.base), head: endings(evidence.head) }).toEqual({
      base: { build: "passed", test: "passed" },
      head: { build: "passed", test: "passed" },
    });
    const reds = [{ test: null, kind: "assertion", message: null }];
    const ended = { base: "failed", head: "passed", turnedGreen: [], seen: false, reds };
    const files = ["test/tabs_test.c", "test/trim_test.c"];
    expect(evidence.redGreen).toEqual([{ check: "test", files, ...ended }]);
    expect(evidence.coverage).toMatchObject({ by: "gcc --coverage", lines: 2, ran: 2, missed: [] });
    expect(evidence.proofs).toMatchObject([{ by: null, faults: [{ kind: "nothing-named" }] }]);
    expect(evidence.notRun).toMatchObject([
      { kind: "test-file", path: "test/tabs_test.c", command: null },
      { kind: "code", condition: "#ifdef FAST", command: null },
    ]);
  });
});
