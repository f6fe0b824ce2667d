// What a test of the base is told of code that a change moved, and what it is not.
import { expect, it } from "@jest/globals";
import type { Change } from "../../../../src/domain/patch.ts";
import { followed } from "../../../../worker/evidence/prove/follow.ts";
import { aChange } from "../../../support/builders.ts";

const CODE = "export function add(a, b) {\n  const sum = a + b;\n  return sum;\n}\n";

function whole(path: string, sign: "-" | "+", text: string): Change {
  const lines = text.replace(/\n$/, "").split("\n");
  const range = (on: boolean) => (on ? `1,${lines.length}` : "0,0");
  const diff = `@@ -${range(sign === "-")} +${range(sign === "+")} @@\n${lines.map((line) => `${sign}${line}\n`).join("")}`;
  return aChange({ path, kind: sign === "-" ? "deleted" : "added", diff: Buffer.from(diff) });
}

const moved = [
  whole("src/add.js", "-", CODE),
  whole("src/arithmetic.js", "+", CODE.replace("sum;", "sum + 1;")),
];

/** A test file in which one line becomes others. */
function told(was: string, now: string[], changes = moved, path = "test/a.test.js"): string {
  const diff = `@@ -1,2 +1,${now.length + 1} @@\n-${was}\n${now.map((line) => `+${line}\n`).join("")} last();\n`;
  const change = aChange({ path, diff: Buffer.from(diff) });
  const base = `${was}\nlast();\n`;
  return followed([...changes, change], () => base)[0]?.text ?? base;
}

it.each([
  ["the new place", `import { add } from "../src/add.js";`, [`import { add } from "../src/arithmetic.js";`]],
  ["the new name of a module", "add.twice(2)", ["arithmetic.twice(2)"]],
  ["that alone where more is added behind it", "add.twice(2)", ["arithmetic.twice(2)", "fresh()"]],
])("is %s", (_, was, now) => {
  expect(told(was, now)).toBe(`${now[0]}\nlast();\n`);
});

it("is both places of names that stood in one", () => {
  const changes = [
    aChange({
      path: "src/add.js",
      diff: Buffer.from(
        `@@ -1,6 +1,2 @@\n export const one = 1;\n last();\n${CODE.replace(/^(?=.)/gm, "-")}`,
      ),
    }),
    whole("src/adding.js", "+", CODE),
  ];
  const now = [`import { add } from "../src/adding.js";`, `import { one } from "../src/add.js";`];
  expect(told(`import { add, one } from "../src/add.js";`, now, changes)).toBe(
    `${now.join("\n")}\nlast();\n`,
  );
});

it.each([
  ["another expectation", "equal(add(1, 2), 4);", ["equal(add(1, 2), 3);"]],
  [
    "a place that nothing was moved to",
    `import { add } from "../src/add.js";`,
    [`import { add } from "./fake.js";`],
  ],
  ["other names", `import { add } from "../src/add.js";`, [`import { sub } from "../src/arithmetic.js";`]],
  [
    "more than the place",
    `import { add } from "../src/add.js";`,
    [`import { add } from "../src/arithmetic.js";`, "stub(add);"],
  ],
])("is not %s", (_, was, now) => {
  expect(told(was, now)).toBe(`${was}\nlast();\n`);
});

it("is nothing where no code moved", () => {
  expect(
    told(`import { add } from "../src/add.js";`, [`import { add } from "../src/arithmetic.js";`], []),
  ).toContain("src/add.js");
});

it("is told to a test file that was moved, too, at its old path", () => {
  const test = `import { add } from "../src/add.js";\ntest("adds", () => {\n  equal(add(1, 2), 3);\n  equal(add(2, 2), 4);\n});\n`;
  const now = test.replace("add.js", "arithmetic.js").replace("2), 4", "2), 5");
  const changes = [
    ...moved,
    whole("test/add.test.js", "-", test),
    whole("test/arithmetic.test.js", "+", now),
  ];
  const base = (path: string) => (path === "test/add.test.js" ? test : null);
  expect(followed(changes, base)).toEqual([
    { path: "test/add.test.js", text: test.replace("add.js", "arithmetic.js") },
  ]);
});
