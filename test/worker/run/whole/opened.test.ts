// Runs that open a draft: what was agreed, asked, measured and left out is where a person looks for it.
import { describe, expect, it } from "@jest/globals";
import type { Conclusion } from "../../../../src/domain/conclusion.ts";
import { commands } from "../../../support/ports/node-tests.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import {
  aScript,
  calls,
  done,
  fixes,
  goodOrder,
  goodSpec,
  project,
  says,
  shell,
  writes,
} from "../../../support/script.ts";

const HEAD = `import assert from "node:assert/strict";
import { test } from "node:test";
import { sum } from "../src/sum.js";
`;
const FIX = fixes[0] ?? done;
const conclusionIn = (world: World): Conclusion | undefined =>
  [...world.github.checks.values()][0]?.conclusion;

describe("a run", () => {
  it("opens a draft of exactly the measured tree, with its phases and its spending in the report", async () => {
    const world = openWorld();
    const report = await world.run();
    expect(report.outcome).toMatchObject({ kind: "opened", pull: { number: 2 } });
    expect(report.phases.map(({ name }) => name).toSorted()).toEqual(
      [
        "ticket",
        "workspace",
        "spec",
        "baseline",
        "work order",
        "build",
        "verify",
        "review",
        "guard",
        "publish",
      ].toSorted(),
    );
    expect(Object.keys(report.usage).toSorted()).toEqual(["architect", "coder", "reviewer"]);
    const head = world.repository.commit(world.repository.branches.get("issuewright/1-sum-throws") ?? "");
    expect(head).toMatchObject({ parents: [world.repository.branches.get("main")], isOurs: true });
    expect(head.tree.get("src/sum.js")).toContain("(a, b) => a + b, 0)");
    expect(world.pull()).toMatchObject({ title: "Make the sum of nothing 0", into: "main", state: "open" });
    expect([world.labels(), conclusionIn(world)]).toEqual([["ai-in-review", "ai-ready"], "success"]);
    expect(await world.ledger.readReport("run-1")).toEqual(JSON.parse(JSON.stringify(report)));
    expect([...world.sandboxes.alive]).toEqual([]);
  });

  it("works on an issue without a body", async () => {
    const world = openWorld();
    world.issue.body = "";
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
  });

  it("writes spec and work order in one conversation where the issue is small", async () => {
    const short = calls("submit_spec", { ...goodSpec, order: goodOrder });
    const world = openWorld({ script: aScript({ spec: [short] }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.told("architect")).toHaveLength(1);
    expect(world.sticky()).toContain("so spec and work order were written together");
  });

  it("titles its pull request as the repository writes", async () => {
    const world = openWorld();
    for (const subject of ["feat: begin", "docs: say it", "fix: end well", "fix: begin well", "chore: tidy"])
      world.repository.push("main", { "NOTES.md": subject }, subject);
    await world.run();
    expect(world.pull().title).toBe("fix: make the sum of nothing 0");
  });

  it("opens all the same where no check run is granted, and says so", async () => {
    const world = openWorld();
    world.ports.github.checks.report = async () => ({
      kind: "not-granted",
      githubSaid: "no `checks: write`",
    });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.pull().body).not.toContain("Every step of the run");
    expect(world.pull().body).toContain("`checks: write`");
  });

  it("opens all the same where making the check run fails", async () => {
    const world = openWorld();
    world.ports.github.checks.report = async () => {
      throw new Error("502");
    };
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.pull().body).not.toContain("Every step of the run");
    expect(world.log.filter((line) => line.includes("check run could not be made"))).toHaveLength(1);
  });
});

describe("a blocking question", () => {
  const question = {
    text: "What is the sum of nothing?",
    recommended: "0, as in mathematics",
    blocking: true,
  };
  const script = aScript({
    spec: (request) =>
      calls("submit_spec", says(request, "It is 0.") ? goodSpec : { ...goodSpec, questions: [question] }),
  });
  const asked = (world: World) => [...world.issue.ours.keys()].filter((key) => key !== "sticky");

  it("is asked before anything is spent on code, and accepted as recommended by `/ai go`", async () => {
    const world = openWorld({ script });
    expect(await world.outcome()).toEqual({
      ...{ kind: "needs-answer", patchKept: null },
      questions: [{ ...question, id: "Q1" }],
    });
    expect([world.told("coder"), world.labels()]).toEqual([[], ["ai-needs-info", "ai-ready"]]);
    expect(asked(world)).toHaveLength(1);
    const specs = () => world.told("architect").filter((text) => text.includes("submit_spec")).length;
    const before = specs();
    expect(await world.outcome({ acceptRecommended: true })).toMatchObject({ kind: "opened" });
    expect([specs(), asked(world).length]).toEqual([before, 1]);
    expect(world.sticky()).toContain(`- ${question.text} → ${question.recommended}`);
    expect(world.sticky()).not.toContain("**Open questions**");
    expect(world.pull().body).toContain(
      `### Decisions and alternatives\n\n- ${question.text} → ${question.recommended}`,
    );
    expect(world.labels()).toEqual(["ai-in-review", "ai-ready"]);
  });

  it("is answered in plain words, too", async () => {
    const world = openWorld({ script });
    await world.run();
    world.clock.advance(60_000);
    world.comment("ada", "It is 0.");
    expect(await world.outcome({ kind: "refine", vouches: false })).toMatchObject({ kind: "opened" });
    expect(world.sticky()).toContain("### Spec v2");
    expect([world.labels(), asked(world).length]).toEqual([["ai-in-review", "ai-ready"], 1]);
  });
});

describe("what was measured", () => {
  it("shows tests that pass without the change, after the coder was told so once", async () => {
    const test = `${HEAD}\ntest("adds one", () => {\n  assert.equal(sum([1]), 1);\n});\n`;
    const world = openWorld({
      script: aScript({ coder: (_request, turn) => [FIX, writes("test/one.test.js", test)][turn] ?? done }),
    });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(
      world.told("coder").filter((text) => text.includes("pass without your change, so they prove nothing")),
    ).toHaveLength(1);
    expect(world.pull().body).toContain(
      "Tests of the change (`test/one.test.js`): **passed on the base, passed on the head**.",
    );
    expect(world.pull().body).toContain("| **AC1** sum([]) is 0 | *no test found* | – |");
    expect(conclusionIn(world)).toBe("neutral");
  });

  it("shows what failed before by name, and counts it neither for nor against the change", async () => {
    const old = `${HEAD}\ntest("adds up words", () => {\n  assert.equal(sum(["a", "b"]), 3);\n});\n`;
    const world = openWorld({ files: { ...project, "test/old.test.js": old } });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    const { body } = world.pull();
    expect(body).toContain("<summary>1 test already failing on the base, not counted</summary>");
    expect(body).toContain("- `test/old.test.js > adds up words`");
    expect(body).toContain("apart from those that failed before.");
    expect(world.told("architect").some((text) => text.includes("Already red before any change"))).toBe(true);
  });

  it("opens nothing where a test that passed fails now", async () => {
    const test = `${HEAD}\ntest("adds numbers", () => {\n  assert.equal(sum([1]), 2);\n});\n`;
    const world = openWorld({
      script: aScript({ coder: (_request, turn) => (turn === 0 ? writes("test/sum.test.js", test) : done) }),
    });
    expect(await world.outcome()).toMatchObject({
      kind: "gave-up",
      broken: [{ tests: [{ name: expect.stringContaining("adds numbers"), status: "failed" }] }],
    });
  });
});

describe("what a coder leaves besides its change", () => {
  const LEFT = ["node_modules/x/i.js", ".turbo/log", "src/__pycache__/a.pyc", "dist/o.js", "debug.log"];
  const leaving = (footprint: string[]) =>
    openWorld({
      script: aScript({
        order: [calls("submit_order", { ...goodOrder, footprint })],
        coder: [...fixes, shell("leave"), done],
      }),
      machine: commands({
        leave: (_command, files) => {
          for (const path of LEFT) files.set(path, "// left\n");
          return {};
        },
      }),
    });
  const published = (world: World) => {
    const { tree } = world.repository.commit(world.repository.branches.get(world.pull().branch) ?? "");
    return LEFT.filter((path) => tree.has(path));
  };

  it("is published without what tools leave behind; the rest is named, and is no success", async () => {
    const world = leaving(goodOrder.footprint);
    await world.run();
    expect(published(world)).toEqual(["dist/o.js", "debug.log"]);
    expect(world.pull().body).toMatch(/### Look twice\n\n- .*`debug\.log`, `dist\/o\.js`/);
    expect(conclusionIn(world)).toBe("neutral");
  });

  it("is a success where all of it was ordered, or tests what was", async () => {
    const world = leaving(["src/", "debug.log", "dist/"]);
    await world.run();
    expect(world.pull().body).not.toContain("Look twice");
    expect(conclusionIn(world)).toBe("success");
  });
});
