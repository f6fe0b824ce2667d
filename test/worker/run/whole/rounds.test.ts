// A review comes to its end: rounds are counted, small findings stop, a change may not grow for ever, and a person decides at last.
import { describe, expect, it } from "@jest/globals";
import { aThread } from "../../../support/builders.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { aScript, calls, done, fixes, project, says, writes } from "../../../support/script.ts";

const REVISE = { kind: "revise", textDigest: null, vouches: false } as const;
const RULES = ".github/issuewright.yml";
const CODE =
  "// Adds numbers.\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, 0);\n}\n";
const padded = (round: number, lines: number) =>
  `${CODE}${Array.from({ length: lines }, (_, n) => `// Note ${n} of round ${round}.\n`).join("")}`;
const minor = {
  severity: "minor",
  text: "Name it `total`.",
  file: null,
  line: null,
  criterion: null,
  shownBy: null,
  command: null,
};

/** A world with a draft. Each round of review adds so many lines of comments to the code. */
async function drafted(rules: string, linesPerRound = 1): Promise<World> {
  const finished = (request: Parameters<typeof says>[0]) => {
    const [, id] = /Thread (\d+), on/.exec(JSON.stringify(request)) ?? [];
    return calls("done", {
      proofs: [{ criterion: "AC1", by: "the sum of nothing is 0" }],
      answers: [{ thread: Number(id), text: `Noted in ${id}.` }],
    });
  };
  const world = openWorld({
    files: { ...project, [RULES]: rules },
    script: aScript({
      coder: (request, turn) => {
        if (!says(request, "Review threads to answer")) return [...fixes, done][turn] ?? done;
        const [, id] = /Thread (\d+), on/.exec(JSON.stringify(request)) ?? [];
        return turn === 0
          ? writes("src/sum.js", padded(Number(id), linesPerRound * (Number(id) - 69)))
          : finished(request);
      },
      reviewer: () => calls("submit_review", { findings: [minor] }),
    }),
  });
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  return world;
}

/** One more round: a thread that nobody answered before. */
async function round(world: World, number: number, part: object = {}) {
  world.clock.advance(60_000);
  const id = 69 + number;
  const comments = [{ id, author: "ada", at: "2026-01-02T03:04:30.000Z", text: `Note ${number}, please.` }];
  world.pull().threads.push(aThread({ id, comments }));
  return await world.outcome({ ...REVISE, ...part });
}

describe("rounds of review", () => {
  it("are counted on the pull request; later ones tell of nothing that does not block, and say so", async () => {
    const world = await drafted("rounds: { blockingFrom: 2 }\n");
    const seen = () => [world.pull().body.split("\n", 1)[0], world.pull().body.includes(minor.text)];
    expect(seen()).toEqual([expect.stringContaining("spec=1 round=0 source=1 tests=4 -->"), true]);
    expect(await round(world, 1)).toMatchObject({ kind: "revised" });
    expect(seen()).toEqual([expect.stringContaining("round=1 source=1 tests=4 -->"), true]);
    expect(await round(world, 2)).toMatchObject({ kind: "revised" });
    expect(seen()).toEqual([expect.stringContaining("round=2 source=1 tests=4 -->"), false]);
    expect(world.pull().body).toContain(
      "In round 2 of review only findings that block go on: 1 other finding of the reviewing model is left out.",
    );
  });

  it("count a review that is answered without a commit, too", async () => {
    const world = await drafted("rounds: { most: 1 }\n", 0);
    const text = world.pull().body.split("\n").slice(1);
    expect(await round(world, 1)).toMatchObject({
      kind: "no-change",
      reason: { kind: "pull-holds-it", answered: 1 },
    });
    const [marker, ...rest] = world.pull().body.split("\n");
    expect([marker, rest]).toEqual([expect.stringContaining("round=1 "), text]);
    expect(await round(world, 2)).toMatchObject({
      kind: "gave-up",
      reason: { kind: "rounds-over", rounds: 1 },
    });
  });

  it("end where the rules say: a digest for a person, before a token is spent; a command has one more", async () => {
    const world = await drafted("rounds: { most: 1 }\n");
    expect(await round(world, 1)).toMatchObject({ kind: "revised" });
    const requests = world.models.requests.length;
    const open = [{ path: "src/sum.js", line: 3, by: "ada", said: "Note 2, please." }];
    expect(await round(world, 2)).toMatchObject({
      kind: "gave-up",
      reason: { kind: "rounds-over", rounds: 1, threads: 1, open },
    });
    expect([world.models.requests.length, world.labels().includes("ai-blocked")]).toEqual([requests, true]);
    expect(world.shown()).toContain("1 round of review was answered, which");
    expect(world.pull().notice).toBe(`<!-- issuewright:notice issue=2 -->
**A person has to decide.** 1 round of review was answered, which is as many as the rules allow, and 1 thread is open. Nothing was spent on this one.

- \`src/sum.js:3\`, \`ada\`: Note 2, please.

**What helps:** resolve the threads that may stay as they are. For one more round comment \`/ai fix\` on the pull request; to have what is wanted written into the spec and built afresh, comment \`/ai restart\`.`);
    expect(await world.outcome({ ...REVISE, byCommand: true })).toMatchObject({ kind: "revised" });
  });

  it("may not let the change grow without end: the coder hears it once, then people read it", async () => {
    const world = await drafted("rounds: { source: 50 }\n", 60);
    expect(await round(world, 1)).toMatchObject({ kind: "revised" });
    const grown = "The change grew from 1 to 61 added lines in review, and the rules allow 41.";
    expect(world.told("coder").filter((text) => text.includes(grown)).length).toBe(1);
    expect(world.pull().body).toContain(grown);
  });
});
