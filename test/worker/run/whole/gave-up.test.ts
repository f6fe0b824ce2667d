// Runs that were begun and come to nothing that may be published: each reason as a fact, and the work kept.
import { describe, expect, it } from "@jest/globals";
import type { Turn } from "../../../../local/model/script.ts";
import type { Outcome } from "../../../../src/domain/outcome.ts";
import { commands } from "../../../support/ports/node-tests.ts";
import { openWorld, type WorldOptions } from "../../../support/ports/world.ts";
import { aScript, calls, done, fixes, goodOrder, project, shell, writes } from "../../../support/script.ts";

type GaveUp = Extract<Outcome, { kind: "gave-up" }>["reason"];
type Case = WorldOptions & { reason: GaveUp | object; isKept?: boolean };

const BROKEN = writes("src/sum.js", "export function sum() {\n  return 7;\n}\n");
const finding = {
  ...{ file: "src/sum.js", line: 3, severity: "blocking", criterion: "AC1" },
  text: "sum([]) is undefined here.",
};
const blocking: Turn = calls("submit_review", { findings: [finding] });
const advice = (kind: string, more: object = {}) => [
  calls("submit_advice", { kind, instructions: "As I say.", ...more }),
];
/** Another test fails each time, so that it is no wall. */
const brokenAnew = (_request: unknown, turn: number) =>
  turn % 2 === 0
    ? writes("test/new.test.js", `test("fails ${turn}", () => {\n  assert.ok(false);\n});\n`)
    : done;

const CASES: Record<string, Case> = {
  "a coder that stops talking": {
    script: aScript({ coder: () => ({ text: "It is fine as it is." }) }),
    reason: {
      ...{ kind: "silent", task: "carry-out-order", role: "coder" },
      silence: { kind: "not-handed-in", tool: "done" },
    },
  },
  "a coder that is blocked": {
    script: aScript({ coder: [calls("done", { blocked: "src/sum.js is generated" })] }),
    reason: { kind: "coder-blocked", said: "src/sum.js is generated" },
  },
  "a reviewer that blocks again and again": {
    script: aScript({ coder: (_request, turn) => fixes.slice(0, 1)[turn] ?? done, reviewer: [blocking] }),
    reason: {
      kind: "review-blocks",
      bound: { kind: "reviews", reviews: 2 },
      findings: [expect.objectContaining(finding)],
    },
    isKept: true,
  },
  "checks that fail in another way each time": {
    script: aScript({ coder: brokenAnew }),
    reason: { kind: "checks-fail", checks: ["test"], bound: { kind: "attempts", attempts: 5 } },
    isKept: true,
  },
  "an architect that sees no way past the wall": {
    script: aScript({ coder: (_request, turn) => (turn === 0 ? BROKEN : done), advice: advice("stop") }),
    reason: { kind: "architect-stops", task: "pass-checks", said: "As I say." },
    isKept: true,
  },
  "a wall behind each advice": {
    script: aScript({ coder: (_request, turn) => (turn === 0 ? BROKEN : done), advice: advice("amend") }),
    settings: { maxAttempts: 50 },
    reason: {
      ...{ kind: "wall", wall: { kind: "same-failures", attempts: 2 } },
      ...{ checks: ["test"], escalations: 2 },
    },
    isKept: true,
  },
  "a coder that gets nowhere": {
    script: aScript({ coder: (_request, turn) => (turn === 0 ? BROKEN : shell("date")) }),
    reason: { kind: "architect-stops", task: "pass-checks", said: "It cannot be done." },
    isKept: true,
  },
  "a change that the guard refuses": {
    script: aScript({
      coder: [...fixes.slice(0, 1), writes(".github/workflows/ci.yml", "on: push\n"), done],
    }),
    reason: { kind: "guard-refused", faults: [{ kind: "forbidden-path", path: ".github/workflows/ci.yml" }] },
    isKept: true,
  },
  "a change of too many files": {
    script: aScript({ coder: [shell("scatter"), done] }),
    machine: commands({
      scatter: (_command, files) => {
        for (let at = 1; at <= 201; at += 1) files.set(`more/${at}.txt`, `${at}\n`);
        return {};
      },
    }),
    reason: { kind: "guard-refused", faults: [{ kind: "too-many-files", files: 201, limit: 200 }] },
    isKept: true,
  },
  "a change to what `npm test` runs, whatever the issue mentions": {
    script: aScript({
      coder: [
        ...fixes,
        writes("package.json", project["package.json"].replace("--test", "--test || true")),
        done,
        done,
      ],
    }),
    reason: {
      kind: "guard-refused",
      faults: [expect.objectContaining({ kind: "script", path: "package.json" })],
    },
    isKept: true,
  },
};

describe("a run that gives up", () => {
  it.each(Object.entries(CASES))(
    "says why, is blocked, and opens nothing: %s",
    async (_, { reason, isKept = false, ...options }) => {
      const world = openWorld(options);
      const outcome = await world.outcome();
      expect(outcome).toMatchObject({
        kind: "gave-up",
        reason,
        patchKept: isKept ? "runs/run-1/change.patch" : null,
      });
      expect(world.keep.files.has("runs/run-1/change.patch")).toBe(isKept);
      expect(world.shown()).toMatch(/^\*\*Gave up\.\*\*/);
      expect(world.labels()).toEqual(["ai-blocked", "ai-ready"]);
      expect([[...world.github.pulls], [...world.sandboxes.alive]]).toEqual([[], []]);
    },
  );

  it("does so where its patch does not apply to the base", async () => {
    const world = openWorld();
    const { open } = world.sandboxes;
    world.sandboxes.open = async (place, signal) => {
      const sandbox = await open(place, signal);
      const diff = Buffer.from("diff --git a/src/sum.js b/src/sum.js\n@@ -1,1 +1,1 @@\n-not there\n+there\n");
      return place.purpose === "coder"
        ? { ...sandbox, patch: async () => ({ diff, uncarried: [] }) }
        : sandbox;
    };
    expect(await world.outcome()).toMatchObject({
      kind: "gave-up",
      reason: {
        kind: "does-not-apply",
        fault: { kind: "git-refused", gitSaid: "error: patch failed: src/sum.js" },
      },
    });
  });

  it("tells the architect of the wall what failed and what was written", async () => {
    const world = openWorld({ ...CASES["a coder that gets nowhere"] });
    await world.run();
    const asked = world.told("architect").find((text) => text.includes("12 steps in a row"));
    expect(asked).toContain("failed test test/sum.test.js > adds numbers");
    expect(asked).toContain("Files written:\n- src/sum.js");
  });
});

describe("a coder at a wall", () => {
  const pastIt = [BROKEN, done, done, ...fixes, done];
  const coder = (_request: unknown, turn: number) => pastIt[turn] ?? done;

  it("gets past it with the architect's advice", async () => {
    const world = openWorld({ script: aScript({ coder, advice: advice("amend") }) });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.told("coder").at(-1)).toContain("amends the work order:\nAs I say.");
  });

  it("does less where the order is narrowed, and reviewer and maintainer are told", async () => {
    const narrow = { leaveOut: ["lists of lists"] };
    const unsaid = calls("submit_advice", { kind: "narrow", instructions: "Only sum([])." });
    const world = openWorld({
      script: aScript({ coder, advice: [unsaid, ...advice("narrow", narrow)] }),
    });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.told("architect").at(-1)).toContain("name at least one thing that is left out");
    expect(world.told("architect").at(-1)).toContain("## The acceptance criteria\n- AC1: sum([]) is 0\n");
    expect(world.told("reviewer")[0]).toContain("Out of scope:\n- lists of lists");
    expect(world.pull().body).toContain("lists of lists");
  });

  it("asks a person what only a person can decide, keeps the work, and goes on from the answer", async () => {
    const questions = [{ text: "What is the sum of nothing?", recommended: "0" }];
    const script = aScript({
      coder: (request, turn) =>
        (JSON.stringify(request).includes("Learned at a wall") ? [...fixes, done] : [BROKEN, done, done])[
          turn
        ] ?? done,
      advice: advice("ask", { questions }),
    });
    const world = openWorld({ script });
    expect(await world.outcome()).toMatchObject({
      kind: "needs-answer",
      questions: [expect.objectContaining({ ...questions[0], blocking: true })],
      patchKept: "runs/run-1/change.patch",
    });
    expect(world.labels()).toEqual(["ai-needs-info", "ai-ready"]);
    expect(world.sticky()).toContain("Learned at a wall: As I say.");
    expect(await world.outcome({ acceptRecommended: true })).toMatchObject({ kind: "opened" });
    expect(world.told("coder").at(-1)).toContain("What is the sum of nothing? → 0");
  });
});

describe("a work order that names what is not there", () => {
  it("is taken without that, and the architect is told", async () => {
    const order = {
      title: "Make the sum of nothing 0",
      context: [{ path: "src/total.js", fromLine: 1, toLine: 2, why: "x", symbols: [] }],
    };
    const wrong = { ...goodOrder, ...order };
    const world = openWorld({
      script: aScript({ order: [calls("submit_order", wrong)] }),
    });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.told("architect").at(-1)).toContain("src/total.js does not exist in the base tree");
  });
});

describe("findings of the reviewer", () => {
  it("go back once where they name what is not there, and lose a line that is still not there", async () => {
    const unfounded = { ...finding, file: "src/total.js", criterion: "AC9" };
    const minor = { ...finding, line: 900, severity: "minor", text: "The name is odd." };
    const world = openWorld({
      script: aScript({
        reviewer: (_request, turn) =>
          calls("submit_review", { findings: turn === 0 ? [unfounded, minor] : [minor] }),
      }),
    });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    const faults = [
      "- finding 1: there is no file src/total.js after the change",
      "- finding 1: there is no criterion AC9; there are AC1",
      "- finding 2: src/sum.js has no line 900 after the change; it has 4 lines",
    ];
    expect(world.told("reviewer").filter((text) => text.includes(faults.join("\n")))).toHaveLength(1);
    expect(world.pull().body).toContain("- `src/sum.js` **AC1** The name is odd.");
  });
});
