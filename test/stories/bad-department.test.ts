// Models that stop talking, are blocked, invent files or run into a wall: each ends where a person can go on.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type House, openHouse } from "../support/house.ts";
import { calls, done, fixes, goodOrder, project, says, shell, writes } from "../support/script.ts";
import { ends, orderFor, requestsSaying, scenes, type Told, tellAll } from "../support/story.ts";

const BROKEN = writes("src/sum.js", "export function sum() {\n  return 7;\n}\n");
const finding = {
  file: "src/sum.js",
  line: 3,
  severity: "blocking",
  criterion: "AC1",
  text: "sum([]) is undefined here.",
};
const unfounded = { ...finding, file: "src/total.js", criterion: "AC9" };
const founded = { ...finding, line: 900, severity: "minor", text: "The name is odd." };
const inventing = {
  ...orderFor("inventing"),
  context: [{ ...goodOrder.context[0], path: "src/total.js" }],
};

const script = scenes({
  silent: { coder: () => ({ text: "I think it is fine as it is." }) },
  inventing: {
    order: [calls("submit_order", inventing), calls("submit_order", orderFor("inventing"))],
    coder: [calls("done", { blocked: "src/sum.js is generated from a file that is not here" })],
  },
  refusing: {
    coder: (_request, turn) => (turn === 0 ? (fixes[0] ?? done) : done),
    reviewer: [calls("submit_review", { findings: [finding] })],
  },
  amended: {
    coder: (_request, turn) => [BROKEN, done, done, fixes[0] ?? done][turn] ?? done,
    advice: [calls("submit_advice", { kind: "amend", instructions: "Start the reduction from 0." })],
    reviewer: (_request, turn) => calls("submit_review", { findings: [turn === 0 ? unfounded : founded] }),
  },
  hopeless: {
    coder: (_request, turn) => (turn === 0 ? BROKEN : done),
    advice: [calls("submit_advice", { kind: "stop", instructions: "The issue contradicts itself." })],
  },
  narrowed: {
    coder: (_request, turn) => [BROKEN, done, done, ...fixes, done][turn] ?? done,
    advice: [
      calls("submit_advice", { kind: "narrow", instructions: "Only sum([])." }),
      calls("submit_advice", {
        kind: "narrow",
        instructions: "Only sum([]).",
        leaveOut: ["lists of lists"],
      }),
    ],
  },
  asking: {
    coder: (request, turn) =>
      (says(request, "Learned at a wall") ? [...fixes, done] : [BROKEN, done, done])[turn] ?? done,
    advice: [
      calls("submit_advice", {
        kind: "ask",
        instructions: "Nothing says what the sum of nothing is.",
        questions: [{ text: "What is the sum of nothing?", recommended: "0" }],
      }),
    ],
  },
  idle: { coder: (_request, turn) => (turn === 0 ? BROKEN : shell("sleep 0.00$(date +%N); date")) },
  poor: { coder: (_request, turn) => (turn === 0 ? BROKEN : shell(`cat /etc/passwd | head -n ${turn}`)) },
});
const short = { ...project, ".github/issuewright.yml": "budget: { steps: 20 }\n" };

describe("a department in trouble", () => {
  let house: House;
  let told: Record<
    "silent" | "inventing" | "refusing" | "amended" | "hopeless" | "narrowed" | "asking" | "idle" | "poor",
    Told
  >;
  beforeAll(async () => {
    house = await openHouse({ script, files: project });
    const refusal = { status: 403, message: "Resource not accessible by integration" } as const;
    const troubles = { amended: { status: 502 } as const, narrowed: refusal };
    for (const [name, trouble] of Object.entries(troubles)) {
      const on = `GET /repos/octo/${name}/commits/*/check-runs`;
      house.github.faults.order({ on, fault: { kind: "status", ...trouble }, times: 4 });
    }
    told = await tellAll(house, {
      silent: project,
      inventing: project,
      refusing: project,
      amended: project,
      hopeless: project,
      narrowed: project,
      asking: project,
      idle: project,
      poor: short,
    });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it("ends as given up when the coder stops without handing in its work", () => {
    expect(told.silent).toMatchObject({ outcome: "gave-up", labels: ["ai-blocked", "ai-ready"], pulls: [] });
    expect(told.silent.shown).toBe(
      "**Gave up.** It could not carry out the work order: the coder stopped without handing in its result (`done`).\n\n" +
        "**What to do:** Say more in the issue, or choose a stronger model for this role, then comment `/ai retry`",
    );
  });

  it("passes on why the coder is blocked", () => {
    expect(told.inventing.outcome).toBe("gave-up");
    expect(told.inventing.shown).toBe(
      "**Gave up.** The coder could not carry out the work order: src/sum.js is generated from a file that is not here.\n\n" +
        "**What to do:** Refine the issue with a comment in plain words, which starts a fresh run",
    );
  });

  it("ends with the findings when the reviewer blocks again and again", () => {
    expect(told.refusing).toMatchObject({
      outcome: "gave-up",
      labels: ["ai-blocked", "ai-ready"],
      pulls: [],
    });
    expect(told.refusing.shown).toContain(
      "**Gave up.** The reviewing model still blocks the change after its findings went back to the coder.",
    );
    expect(told.refusing.shown).toMatch(/The work so far is kept as `runs\/[\w-]+\/change\.patch`/);
    expect(told.refusing.shown).toContain("- blocking: src/sum.js:3 (AC1) sum([]) is undefined here.");
  });

  it("sends back findings that name what is not there, once, and takes off a line that is not", () => {
    const faults = [
      "- finding 1: there is no file src/total.js after the change",
      "- finding 1: there is no criterion AC9; there are AC1",
    ].join("\n");
    expect(requestsSaying(house, faults)).toHaveLength(1);
    expect(told.amended.pulls[0]?.body).toContain("- `src/sum.js` **AC1** The name is odd.");
  });

  it("is opened all the same where no check run can be made, and says so where it is not granted", () => {
    for (const { outcome, pulls, address } of [told.amended, told.narrowed]) {
      expect(outcome).toBe("opened");
      expect(pulls[0]?.body).not.toContain("Every step of the run");
      expect(house.github.repository(address.repository).checkRuns).toEqual([]);
    }
    expect(told.amended.pulls[0]?.body).not.toContain("### Notes");
    expect(told.narrowed.pulls[0]?.body).toContain("this installation does not grant `checks: write`");
    for (const words of ["check run could not be made", "check runs are not granted"]) {
      expect(house.log.filter((line) => line.includes(words))).toHaveLength(1);
    }
  });

  it("gets past a wall with the architect's advice", () => {
    expect(told.amended).toMatchObject({ outcome: "opened", labels: ["ai-in-review", "ai-ready"] });
    expect(
      requestsSaying(house, "amends the work order:\nStart the reduction from 0.").length,
    ).toBeGreaterThan(0);
  });

  it("ends at a wall the architect sees no way past, with its words and what failed", () => {
    expect(told.hopeless).toMatchObject({ outcome: "gave-up", pulls: [] });
    expect(told.hopeless.shown).toContain(
      "**Gave up.** The architecting model sees no way past the failing checks: The issue contradicts itself.",
    );
    expect(told.hopeless.shown).toContain("failed test adds numbers");
  });

  it("does less where the architect narrows the order, and says so to reviewer and maintainer", () => {
    expect(told.narrowed).toMatchObject({ outcome: "opened", labels: ["ai-in-review", "ai-ready"] });
    expect(requestsSaying(house, "says what is left out, where the order is narrowed")).toHaveLength(1);
    expect(told.narrowed.pulls[0]?.body).toContain(
      "Left out by the architect when the work got stuck: lists of lists",
    );
    const reviewed = requestsSaying(house, "Out of scope:\n- lists of lists");
    expect(reviewed.map((request) => request.model)).toEqual(["scripted-reviewer"]);
  });

  it("asks a person what only a person can decide, keeps the work, and goes on from the answer", async () => {
    const { asking } = told;
    expect(asking).toMatchObject({
      outcome: "needs-answer",
      labels: ["ai-needs-info", "ai-ready"],
      pulls: [],
    });
    expect(asking.shown).toContain("**Waiting for an answer.** **Q1** What is the sum of nothing?");
    expect(await keptBy(house, asking)).toContain("+  return 7;");
    expect(asking.sticky).toContain("Learned at a wall: Nothing says what the sum of nothing is.");
    const answered = await ends(house, asking.address, () =>
      house.github.asUser("ada").comment(asking.address, "/ai go"),
    );
    expect(answered).toMatchObject({ outcome: "opened", labels: ["ai-in-review", "ai-ready"] });
    expect(requestsSaying(house, "What is the sum of nothing? → 0").length).toBeGreaterThan(0);
  });

  it.each([
    ["idle", "12 steps in a row changed nothing and showed nothing new"],
    ["poor", "% of the steps for building are gone, and the checks have not held yet"],
  ] as const)(
    "tells the architect where a coder gets nowhere, and keeps the work: %s",
    async (name, wall) => {
      expect(told[name].outcome).toBe("gave-up");
      expect(told[name].shown).toContain(
        "**Gave up.** The architecting model sees no way past the failing checks: It cannot be done.",
      );
      expect(await keptBy(house, told[name])).toContain("+  return 7;");
      const [asked] = requestsSaying(house, wall);
      expect(asked?.messages[1]?.content).toContain("failed test adds numbers");
      expect(asked?.messages[1]?.content).toContain("Files written:\n- src/sum.js");
    },
  );

  it("sends back a work order that names what does not exist", () => {
    expect(requestsSaying(house, "context file src/total.js does not exist in the base tree")).toHaveLength(
      1,
    );
  });
});

async function keptBy(house: House, { shown }: Told): Promise<string> {
  const kept = /kept as `([^`]+)`/.exec(shown)?.[1] ?? "";
  return await readFile(join(house.dataDir, kept), "utf8");
}
