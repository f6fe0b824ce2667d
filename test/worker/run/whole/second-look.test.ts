// What a coder can mend before anybody reviews its change: it is told once, and what it leaves is shown or refused.
import { describe, expect, it } from "@jest/globals";
import { type ChatRequest, textOf } from "../../../../local/model/script.ts";
import { commands } from "../../../support/ports/node-tests.ts";
import type { Machine } from "../../../support/ports/sandboxes.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { aScript, calls, done, fixes, goodOrder, project, shell, writes } from "../../../support/script.ts";

/** How often the coder's last conversation says it. */
const timesTold = (world: World, words: string) => (world.told("coder").at(-1) ?? "").split(words).length - 1;
const conclusionIn = (world: World) => [...world.github.checks.values()][0]?.conclusion;

describe("a test that is named and ran nowhere", () => {
  const misnamed = calls("done", { proofs: [{ criterion: "AC1", by: "rounds up" }] });
  const told =
    "AC1: no test called `rounds up` ran; turned green: `test/sum.test.js > the sum of nothing is 0`";

  it("goes back to the coder before anybody reviews the change, and is proven under its right name", async () => {
    const world = openWorld({ script: aScript({ coder: [...fixes, misnamed, done] }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([timesTold(world, told), world.told("reviewer").length, conclusionIn(world)]).toEqual([
      ...[1, 1],
      "success",
    ]);
  });

  it("goes back once, and is shown where the coder names it again", async () => {
    const world = openWorld({ script: aScript({ coder: [...fixes, misnamed] }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([timesTold(world, told), conclusionIn(world)]).toEqual([1, "neutral"]);
    expect(world.pull().body).toContain("no test called `rounds up` ran");
  });
});

describe("an existing test that the change contradicts", () => {
  const empty = `\ntest("nothing is an error", () => {\n  assert.throws(() => sum([]));\n});\n`;
  const contradicting = `${project["test/sum.test.js"]}${empty}`;
  const altered = contradicting.replace("assert.throws(() => sum([]))", "assert.equal(sum([]), 0)");
  const named = calls("done", { proofs: [{ criterion: "AC1", by: "nothing is an error" }] });
  const files = { ...project, "test/sum.test.js": contradicting };
  const told =
    "`test/sum.test.js:10`: the test `test/sum.test.js > nothing is an error`, as it was, fails with the change. Before: `assert.throws(() => sum([]));`; now: `assert.equal(sum([]), 0);`.";

  it.each([
    ["does not announce it", []],
    [
      "names no criterion of the spec for it",
      [{ file: "test/sum.test.js", test: "nothing is an error", because: "AC9" }],
    ],
  ])("goes back once where the order %s, proves nothing, and is named first", async (_, contradicts) => {
    const order = [calls("submit_order", { ...goodOrder, contradicts })];
    const coder = [fixes[0] ?? done, writes("test/sum.test.js", altered), named];
    const world = openWorld({ files, script: aScript({ order, coder }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([timesTold(world, told), conclusionIn(world)]).toEqual([1, "neutral"]);
    expect(world.pull().body).toContain(
      "**First:** AC1: the change altered what its test expected (`test/sum.test.js:10`), and no step of the order announces this.",
    );
  });

  it("proves its criterion where the order announces it, and is shown", async () => {
    const contradicts = [{ file: "test/sum.test.js", test: "nothing is an error", because: "AC1" }];
    const order = [calls("submit_order", { ...goodOrder, contradicts })];
    const coder = [fixes[0] ?? done, writes("test/sum.test.js", altered), named];
    const world = openWorld({ files, script: aScript({ order, coder }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([timesTold(world, told), conclusionIn(world)]).toEqual([0, "success"]);
    expect(world.told("coder")[0]).toContain(
      "Existing tests that you may change, and no others:\n- test/sum.test.js: nothing is an error (AC1 contradicts it)",
    );
    expect(world.pull().body).toContain(`${told} As AC1 says.`);
  });
});

describe("a file that nobody ordered", () => {
  it("goes back once, and is gone where the coder deletes it", async () => {
    const tidy: Machine = (_command, files) => {
      files.delete("debug.log");
      return {};
    };
    const coder = [...fixes, writes("debug.log", "x\n"), done, shell("tidy"), done];
    const world = openWorld({ script: aScript({ coder }), machine: commands({ tidy }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(timesTold(world, "Files beyond the work order: `debug.log`.")).toBe(1);
    expect(world.pull().body).not.toContain("debug.log");
  });
});

describe("a file that no patch can carry", () => {
  it("goes back before anything is measured, and is left out and named where the coder leaves it", async () => {
    const path = "notes\u0001.txt";
    const clutter: Machine = (_command, files) => {
      files.set(path, "x");
      return {};
    };
    const coder = [...fixes, shell("clutter"), done];
    const world = openWorld({ script: aScript({ coder }), machine: commands({ clutter }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    const left = "because its name is not UTF-8 or has control characters";
    expect([timesTold(world, left), conclusionIn(world)]).toEqual([1, "neutral"]);
    expect(world.pull().body).toMatch(/Left out of the change: `notes.*txt`, because its name is not UTF-8/);
    const head = world.repository.commit(world.repository.branches.get("issuewright/1-sum-throws") ?? "");
    expect([head.tree.has(path), head.tree.get("src/sum.js")]).toEqual([
      false,
      expect.stringContaining("(a, b) => a + b, 0)"),
    ]);
  });
});

describe("a file that the coder wrote and that git ignores", () => {
  const files = { ...project, ".gitignore": "lib/\n" };
  const told = "`lib/zero.js`, because git ignores it, or because its name is one that tools leave behind";
  const ignored = [...fixes, writes("lib/zero.js", "export const ZERO = 0;\n"), done];

  it("goes back before anything is measured, and is named where the coder leaves it", async () => {
    const world = openWorld({ files, script: aScript({ coder: ignored }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([timesTold(world, told), conclusionIn(world)]).toEqual([1, "neutral"]);
    expect(world.pull().body).toContain(`Left out of the change: ${told}.`);
  });

  it("is nobody's matter once the coder deletes it", async () => {
    const tidy: Machine = (_command, there) => {
      there.delete("lib/zero.js");
      return {};
    };
    const coder = [...ignored, shell("tidy"), done];
    const world = openWorld({ files, script: aScript({ coder }), machine: commands({ tidy }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([timesTold(world, told), conclusionIn(world)]).toEqual([1, "success"]);
  });
});

describe("a dependency that the change brings in", () => {
  const told = "new PyPI dependency `tabulate` `==0.9.0`; the order does not announce it";
  const brings = [...fixes, writes("requirements.txt", "tabulate==0.9.0\n"), done];
  const footprint = [...goodOrder.footprint, "requirements.txt"];
  const ran = async (dependencies: string[]) => {
    const order = [calls("submit_order", { ...goodOrder, footprint, dependencies })];
    const world = openWorld({ script: aScript({ coder: brings, order }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    return world;
  };

  it("goes back once where no order announces it, and is the first reason to look", async () => {
    const world = await ran([]);
    expect([timesTold(world, told), conclusionIn(world)]).toEqual([1, "neutral"]);
    expect(world.pull().body).toContain(`**First:** \`requirements.txt\`: ${told}.`);
  });

  it("is named and in nobody's way where the order announces it", async () => {
    const world = await ran(["tabulate"]);
    expect([timesTold(world, told), conclusionIn(world)]).toEqual([0, "success"]);
    expect(world.pull().body).toContain(
      "As the order announces: `requirements.txt`: new PyPI dependency `tabulate` `==0.9.0`.",
    );
  });
});

describe("a change that the guard would refuse", () => {
  const told = "As it is, the change may not be published: `AGENTS.md`: the path is protected.";
  const instructed = [...fixes, writes("AGENTS.md", "Be brief.\n"), done];

  it("goes back before anybody reviews it, and is published where the coder takes that out", async () => {
    const forget: Machine = (_command, files) => {
      files.delete("AGENTS.md");
      return {};
    };
    const script = aScript({ coder: [...instructed, shell("forget"), done] });
    const world = openWorld({ script, machine: commands({ forget }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([timesTold(world, told), world.told("reviewer").length]).toEqual([1, 1]);
  });

  it("goes back once, and ends the run where the coder leaves it", async () => {
    const world = openWorld({ script: aScript({ coder: instructed }) });
    expect(await world.outcome()).toMatchObject({ kind: "gave-up", reason: { kind: "guard-refused" } });
    expect(timesTold(world, told)).toBe(1);
  });
});

describe("a review", () => {
  const command = "node -e 'sum(null)'";
  const wrong = {
    ...{ file: "src/sum.js", line: 3, criterion: "AC1", severity: "blocking" },
    ...{ text: "It throws for null.", command },
  };
  const machine = commands({ [command]: () => ({ exitStatus: 1, output: "TypeError: null\n" }) });
  const mended = writes(
    "src/sum.js",
    "export function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, 0);\n}\n",
  );

  it("has what its command shows measured, and the next one knows it and what changed since", async () => {
    const reviewer = (request: ChatRequest) => {
      const findings = textOf(request).includes("## Findings of the review before") ? [] : [wrong];
      return calls("submit_review", { findings });
    };
    const world = openWorld({
      machine,
      script: aScript({ coder: [...fixes, done, mended, done], reviewer }),
    });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    const told = `blocking: src/sum.js:3 (AC1) It throws for null. Measured: \`${command}\` ended with exit 1: \`TypeError: null\``;
    expect(timesTold(world, told)).toBe(1);
    const [first, second] = world.told("reviewer");
    expect(first).not.toContain("## Findings of the review before");
    expect(second).toContain(
      `## Findings of the review before this one\n- ${told}\n\n## What changed since then\nsrc/sum.js\n`,
    );
  });

  it("tries things in a sandbox of the head that is thrown away", async () => {
    const reviewer = [
      shell(command),
      calls("submit_review", { findings: [{ ...wrong, severity: "minor" }] }),
    ];
    const world = openWorld({ machine, script: aScript({ reviewer }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.told("reviewer").at(-1)).toContain("TypeError: null\nexit status 1");
    expect(world.pull().body).toContain(`Measured: \`${command}\` ended with exit 1: \`TypeError: null\``);
  });

  it("gets a finding back whose command cannot be run", async () => {
    const lost = { ...wrong, command: "nonsense" };
    const reviewer = [lost, { ...lost, severity: "minor" }].map((each) =>
      calls("submit_review", { findings: [each] }),
    );
    const world = openWorld({ machine, script: aScript({ reviewer }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.told("reviewer").at(-1)).toContain(
      "finding 1: its command nonsense could not be run (exit status 127): sh: 1: nonsense: not found",
    );
  });
});
