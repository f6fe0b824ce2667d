// The work begins afresh where the base took the ground of its plan away, and is carried over by git everywhere else.
import { expect, it } from "@jest/globals";
import { type Moved, movedBeneath } from "../../../../worker/run/decisions/beneath.ts";

const FILES = { "src/sum.js": "1", "src/index.js": "1", "docs/sum.md": "1" };

type Said = Partial<Pick<Moved, "times" | "continues">> & { now: Record<string, string | null> };

function beneath({ now, times = 0, continues = false }: Said) {
  const after: Record<string, string | null> = { ...FILES, ...now };
  const before: Record<string, string> = FILES;
  return movedBeneath({
    order: { footprint: ["src/sum.js", "src/index.js", "src/new.js", "docs/"] },
    changed: ["src/sum.js"],
    before: (path) => before[path] ?? null,
    now: (path) => after[path] ?? null,
    times,
    continues,
  });
}

it.each([
  ["a file that the change leaves alone became another's work", { "src/index.js": "2" }, ["src/index.js"]],
  ["a file that the change edits is gone, or has another name", { "src/sum.js": null }, ["src/sum.js"]],
  ["a file that the plan makes is there already", { "src/new.js": "2" }, ["src/new.js"]],
  ["both changed a file: git merges it", { "src/sum.js": "2" }, []],
  ["something else of the base moved", { "README.md": "2" }, []],
  ["a file moved in a folder that the footprint names as a whole", { "docs/sum.md": "2" }, []],
  ["nothing moved", {}, []],
])("is decided by what moved: %s", (_what, now, paths) => {
  expect(beneath({ now })).toEqual(paths);
});

it("is carried over where it goes on from a pull request, and where the base took its ground away often", () => {
  const now = { "src/index.js": "2" };
  expect([beneath({ now, continues: true }), beneath({ now, times: 2 })]).toEqual([[], []]);
  expect(beneath({ now, times: 1 })).toEqual(["src/index.js"]);
});
