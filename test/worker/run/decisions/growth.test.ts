// How much a change may grow in review.
import { expect, it } from "@jest/globals";
import { grownBeyond, linesOf } from "../../../../worker/run/decisions/growth.ts";
import { aChange } from "../../../support/builders.ts";

const allowed = { source: 100, tests: 200 };
const lines = (count: number) => Array.from({ length: count }, (_, n) => `line ${n}`);

it("counts the lines that a change adds, tests apart", () => {
  const changes = [
    aChange({ path: "src/a.js", added: lines(3) }),
    aChange({ path: "test/a.test.js", added: lines(5) }),
    aChange({ path: "src/b.js", added: lines(4) }),
  ];
  expect(linesOf(changes, (path) => path.startsWith("test/"))).toEqual({ source: 7, tests: 5 });
});

it("tells code and tests apart, and says what each may come to", () => {
  const first = { source: 100, tests: 50 };
  expect(grownBeyond(first, { source: 200, tests: 150 }, allowed)).toEqual([]);
  expect(grownBeyond(first, { source: 201, tests: 151 }, allowed)).toEqual([
    { kind: "grown", part: "source", first: 100, now: 201, most: 200 },
    { kind: "grown", part: "tests", first: 50, now: 151, most: 150 },
  ]);
});

it("lets a small change grow by some lines, and knows nothing where nobody counted", () => {
  expect(grownBeyond({ source: 2, tests: 0 }, { source: 42, tests: 40 }, allowed)).toEqual([]);
  expect(grownBeyond({ source: 2, tests: 0 }, { source: 43, tests: 0 }, allowed)).toMatchObject([
    { most: 42 },
  ]);
  expect(grownBeyond(null, { source: 4000, tests: 0 }, allowed)).toEqual([]);
});
