// A review of our pull request that changes what is wanted restarts from the next version of the spec; any other one polishes.
import { describe, expect, it } from "@jest/globals";
import { aThread } from "../../../support/builders.ts";
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
  writes,
} from "../../../support/script.ts";

const WISH = "Strings of digits must count, too.";
const wanted = "sum of '1' and 2 is 3";
const CODE =
  "// Adds numbers.\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + Number(b), 0);\n}\n";
const TESTED = `${project["test/sum.test.js"]}
test("the sum of nothing is 0", () => {
  assert.equal(sum([]), 0);
});
test("strings of digits count", () => {
  assert.equal(sum(["1", 2]), 3);
});
`;
const proposed = {
  threads: [70],
  criteria: [],
  missing: [wanted],
  because: "No criterion speaks of strings.",
};
const secondSpec = { ...goodSpec, criteria: ["sum([]) is 0", wanted] };
const PROOFS = [
  { criterion: "AC1", by: "the sum of nothing is 0" },
  { criterion: "AC2", by: "strings of digits count" },
];
const answers = [{ thread: 70, text: "Strings of digits are added as numbers." }];

type Plot = { direction?: object | null; spec?: Record<string, unknown> };

/** A world whose issue has a draft, and a review that waits on it. */
async function reviewed({ direction = null, spec = secondSpec }: Plot = {}): Promise<World> {
  const world = openWorld({
    script: aScript({
      spec: (request) =>
        calls("submit_spec", says(request, "a review of the change asks for") ? spec : goodSpec),
      order: (request) =>
        calls(
          "submit_order",
          says(request, "What is wanted, or how it is done") ? { ...goodOrder, direction } : goodOrder,
        ),
      coder: (request, turn) => {
        const first = [...fixes, done];
        const anew = [
          writes("src/sum.js", CODE),
          writes("test/sum.test.js", TESTED),
          calls("done", { proofs: PROOFS, answers }),
        ];
        const polish = [writes("src/sum.js", CODE), calls("done", { proofs: PROOFS.slice(0, 1), answers })];
        const turns = says(request, wanted)
          ? anew
          : says(request, "Review threads to answer")
            ? polish
            : first;
        return turns[turn] ?? turns.at(-1) ?? done;
      },
    }),
  });
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  world.clock.advance(60_000);
  world
    .pull()
    .threads.push(
      aThread({ comments: [{ id: 70, author: "ada", at: "2026-01-02T03:04:30.000Z", text: WISH }] }),
    );
  return world;
}

const head = (world: World) =>
  world.repository.commit(world.repository.branches.get(world.pull().branch) ?? "");
const lastLine = (world: World) => world.pull().answers[0]?.body.split("\n").at(-1);
const askedFor = (world: World, tool: string) =>
  world.models.requests.filter((request) => (request.tools ?? []).some((each) => each.function.name === tool))
    .length;
const job = (kind: "revise" | "polish" | "restart") => ({ kind, textDigest: null, vouches: false });

describe("a review", () => {
  it("polishes where the architect proposes nothing: no further model call, the spec stays", async () => {
    const world = await reviewed();
    const before = [askedFor(world, "submit_spec"), askedFor(world, "submit_order"), head(world).sha];
    expect(await world.outcome(job("revise"))).toMatchObject({ kind: "revised", answered: 1 });
    expect([askedFor(world, "submit_spec"), askedFor(world, "submit_order")]).toEqual([
      before[0],
      Number(before[1]) + 1,
    ]);
    expect([head(world).parents, world.sticky().includes("### Spec v1")]).toEqual([[before[2]], true]);
    expect(lastLine(world)).toBe(
      "Polish: nothing here changes what spec v1 asks for. To have the spec changed and built afresh, reply `/ai restart`.",
    );
  });

  it("restarts where the architect names what is missing: a new spec says where it came from, and the change is built afresh on the newest base", async () => {
    const world = await reviewed({ direction: proposed });
    const first = head(world).sha;
    const base = world.repository.push("main", { "README.md": "# Sum\n" });
    expect(await world.outcome(job("revise"))).toMatchObject({
      ...{ kind: "revised", pull: { number: 2 }, answered: 1 },
      measured: { criteria: 2, proven: 2 },
    });
    expect([head(world).parents, head(world).tree.get("src/sum.js")]).toEqual([[first, base], CODE]);
    expect(world.sticky()).toContain("### Spec v2");
    expect(world.sticky()).toContain("- From the review of #2: No criterion speaks of strings.");
    expect(world.pull().body).toContain("built from **spec v2**");
    expect(world.told("coder").at(-1)).toContain(
      "in the file as it was when this was written; here its lines are others",
    );
    expect(lastLine(world)).toBe(
      "Restart: this changes what is wanted, so this became part of spec v2, and the change was built afresh. The architect's reason: No criterion speaks of strings. To have only the code changed, reply `/ai polish`.",
    );
  });

  it("polishes after all where the spec comes out the same", async () => {
    const world = await reviewed({ direction: proposed, spec: goodSpec });
    expect(await world.outcome(job("revise"))).toMatchObject({ kind: "revised", answered: 1 });
    expect(world.sticky()).toContain("### Spec v1");
    expect(lastLine(world)).toContain(
      "Polish: the spec was written anew with this and came out the same, so v1 stays.",
    );
  });

  it("is what a command says: `/ai polish` asks the architect nothing about it, `/ai restart` writes the spec first", async () => {
    const polished = await reviewed({ direction: proposed });
    expect(await polished.outcome(job("polish"))).toMatchObject({ kind: "revised" });
    expect(lastLine(polished)).toBe("Polish, as `ada` asked: spec v1 stays as it is.");
    const restarted = await reviewed();
    expect(await restarted.outcome(job("restart"))).toMatchObject({ kind: "revised" });
    expect(lastLine(restarted)).toBe(
      "Restart, as `ada` asked: this became part of spec v2, and the change was built afresh.",
    );
    expect(restarted.sticky()).toContain("- From the review of #2");
  });

  it("goes on from people's commits also where it restarts, and says so", async () => {
    const world = await reviewed({ direction: proposed });
    const hers = world.repository.push(world.pull().branch, { "NOTES.md": "By hand.\n" });
    expect(await world.outcome(job("revise"))).toMatchObject({ kind: "revised" });
    expect([head(world).parents, head(world).tree.get("NOTES.md")]).toEqual([[hers], "By hand.\n"]);
    expect(lastLine(world)).toContain("gone on with, because people's commits are on the branch");
  });

  it("restarts once, also where another execution goes on with it", async () => {
    const world = await reviewed({ direction: proposed });
    const { publish } = world.ports.github.pulls;
    world.ports.github.pulls.publish = async () => {
      world.ports.github.pulls.publish = publish;
      throw new Error("GitHub is away");
    };
    await expect(world.run(job("revise"), { runId: "run-9" })).rejects.toThrow("GitHub is away");
    const asked = askedFor(world, "submit_spec");
    expect((await world.run(job("revise"), { runId: "run-9", retry: 1 })).outcome).toMatchObject({
      kind: "revised",
    });
    expect(askedFor(world, "submit_spec")).toBe(asked);
    expect(world.sticky()).toContain("### Spec v2");
  });
});
