// A review of our pull request: suggestions word for word, each thread answered with what was measured, settled ones resolved.
import { expect, it } from "@jest/globals";
import type { Thread } from "../../../../src/github/thread.ts";
import { aThread } from "../../../support/builders.ts";
import { openWorld, type World, type WorldOptions } from "../../../support/ports/world.ts";
import { aScript, calls, done, fixes, project, writes } from "../../../support/script.ts";

const REVISE = { kind: "revise", textDigest: null, vouches: false } as const;
const PROOFS = [{ criterion: "AC1", by: "the sum of nothing is 0" }];
const SUGGESTED = "  return numbers.reduce((sum, each) => sum + each, 0);";
const said = (text: string, id = 70) => [{ id, author: "ada", at: "2026-01-02T03:04:30.000Z", text }];
const suggestion = (part: Partial<Thread> = {}) =>
  aThread({ comments: said(`\`\`\`suggestion\n${SUGGESTED}\n\`\`\``), ...part });

/** `threads`: of the review. `turns`: of the coder, once it reads a review. */
async function reviewed(threads: Thread[], turns: ReturnType<typeof calls>[], options: WorldOptions = {}) {
  const world: World = openWorld({
    ...options,
    script: aScript({
      coder: (request, turn) =>
        JSON.stringify(request).includes("Review threads to answer")
          ? (turns[turn] ?? turns.at(-1) ?? done)
          : ([...fixes, done][turn] ?? done),
    }),
  });
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  world.clock.advance(60_000);
  world.pull().threads.push(...threads);
  const before = world.told("architect").length;
  const outcome = await world.outcome(REVISE);
  const head = world.repository.commit(world.repository.branches.get(world.pull().branch) ?? "");
  return { world, outcome, head, asked: world.told("architect").length - before };
}

const answer = (part: Record<string, unknown> = {}) =>
  calls("done", { proofs: PROOFS, answers: [{ thread: 70, text: "Done.", ...part }] });

it("applies a suggestion word for word, asks no architect, and resolves its thread", async () => {
  const { world, outcome, head, asked } = await reviewed([suggestion()], [calls("done", { proofs: PROOFS })]);
  expect(outcome).toMatchObject({ kind: "revised", answered: 1, measured: { proven: 1, criteria: 1 } });
  expect(head.tree.get("src/sum.js")?.split("\n")[2]).toBe(SUGGESTED);
  expect([head.message.split("\n")[0], asked]).toEqual(["Apply a suggestion of the review", 0]);
  const [told] = world.pull().answers;
  expect([told?.body.split("\n").slice(1, 2), world.pull().resolved]).toEqual([
    ["The suggestion is applied as it was written."],
    [70],
  ]);
  expect(world.told("coder").at(-1)).toContain("The suggestion stands in the working tree already");
});

it("leaves the other threads of the review to the coder, on top of it", async () => {
  const other = aThread({
    id: 71,
    path: "test/sum.test.js",
    line: 1,
    comments: said("Say what this tests.", 71),
  });
  const commented = `// The sum.\n${project["test/sum.test.js"]}\ntest("the sum of nothing is 0", () => {\n  assert.equal(sum([]), 0);\n});\n`;
  const { world, head, asked } = await reviewed(
    [suggestion(), other],
    [
      writes("test/sum.test.js", commented),
      calls("done", { proofs: PROOFS, answers: [{ thread: 71, text: "It says so now." }] }),
    ],
  );
  expect([head.tree.get("src/sum.js")?.split("\n")[2], head.tree.get("test/sum.test.js")]).toEqual([
    SUGGESTED,
    commented,
  ]);
  expect(asked).toBeGreaterThan(0);
  expect(world.pull().answers.map(({ thread, commitSha }) => [thread, commitSha])).toEqual([
    [70, head.sha],
    [71, head.sha],
  ]);
  expect(world.pull().resolved).toEqual([70, 71]);
});

it("gives a suggestion whose lines changed to the coder, and does not call it applied", async () => {
  const { world, head } = await reviewed(
    [suggestion({ isOutdated: true })],
    [writes("src/sum.js", `${project["src/sum.js"].replace("a + b)", "a + b, 0)")}// Sums.\n`), answer()],
  );
  expect(head.tree.get("src/sum.js")).toContain("// Sums.");
  expect(world.pull().answers[0]?.body).toContain("\nDone.\n");
});

it("names the test that was red on the change as it was reviewed, and green now", async () => {
  const asks = aThread({ comments: said("What of strings? Refuse them.") });
  const refusing =
    '// Adds numbers.\nexport function sum(numbers) {\n  if (numbers.includes("a")) throw new TypeError("no number");\n  return numbers.reduce((a, b) => a + b, 0);\n}\n';
  const tested = `${project["test/sum.test.js"]}
test("the sum of nothing is 0", () => {
  assert.equal(sum([]), 0);
});
test("refuses strings", () => {
  assert.throws(() => sum(["a"]));
});
`;
  const turns = (by: string) => [
    writes("src/sum.js", refusing),
    writes("test/sum.test.js", tested),
    answer({ by }),
  ];
  const told = async (by: string) => {
    const { world, head } = await reviewed([asks], turns(by));
    return world.pull().answers[0]?.body.replaceAll(head.sha, "SHA").split("\n").slice(1, 4);
  };
  expect(await told("refuses strings")).toEqual([
    "Done.",
    "",
    "SHA · test “test/sum.test.js > refuses strings” in `test`: red before this commit, green with it · measured: `test` exit 0",
  ]);
  // It was green before the review, too.
  expect(await told("the sum of nothing is 0")).toEqual(["Done.", "", "SHA · measured: `test` exit 0"]);
});

it("leaves a thread open that the coder disagrees with or says nothing of, and one whose file it left alone", async () => {
  const elsewhere = aThread({ id: 72, path: "package.json", line: 1, comments: said("Bump it.", 72) });
  const { world } = await reviewed(
    [aThread(), aThread({ id: 71, comments: said("Why?", 71) }), elsewhere],
    [
      writes("src/sum.js", `${project["src/sum.js"].replace("a + b)", "a + b, 0)")}// Sums.\n`),
      calls("done", {
        proofs: PROOFS,
        answers: [
          { thread: 70, text: "0 is what the sum of nothing is called.", disagrees: true },
          { thread: 72, text: "Bumped." },
        ],
      }),
    ],
  );
  expect(world.pull().resolved).toEqual([]);
  expect(world.pull().answers[0]?.body).toContain(
    "0 is what the sum of nothing is called.\n\nThis was not done: reply here to have it done after all.",
  );
});

it.each([
  ["Close. Three remarks.", [70]],
  ["Close. Is 0 right for strings?", [70, 71]],
])(
  "leaves a review's own text without an answer where the coder finds nothing asked in it: %j",
  async (text, answered) => {
    const whole = aThread({ id: 71, kind: "review-body", path: null, line: null, comments: said(text, 71) });
    const { world, outcome } = await reviewed(
      [whole, aThread()],
      [
        writes("src/sum.js", `${project["src/sum.js"].replace("a + b)", "a + b, 0)")}// Sums.\n`),
        calls("done", {
          proofs: PROOFS,
          answers: [
            { thread: 70, text: "Done." },
            { thread: 71, text: "Read.", asksNothing: true },
          ],
        }),
      ],
    );
    expect(outcome).toMatchObject({ kind: "revised", answered: answered.length });
    expect(
      world
        .pull()
        .answers.map(({ thread }) => thread)
        .toSorted(),
    ).toEqual(answered);
  },
);
