// Which parts of a change are taken out, and what its files are without them.
import { expect, it } from "@jest/globals";
import { takenOut } from "../../../../worker/evidence/experiment/take-out.ts";
import { aChange } from "../../../support/builders.ts";

const HEAD =
  "// Adds numbers.\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, 0);\n}\n";
const DIFF = `diff --git a/src/sum.js b/src/sum.js
--- a/src/sum.js
+++ b/src/sum.js
@@ -1,4 +1,4 @@
 // Adds numbers.
 export function sum(numbers) {
-  return numbers.reduce((a, b) => a + b);
+  return numbers.reduce((a, b) => a + b, 0);
 }
`;
const change = aChange({ path: "src/sum.js", diff: Buffer.from(DIFF) });
const place = { file: "src/sum.js", from: 3, to: 3 };

it("is each hunk taken back, and its values left out", () => {
  expect(takenOut([change], () => HEAD)).toEqual([
    {
      ...{ path: "src/sum.js", place, what: "value", name: null },
      content: HEAD.replace("numbers.reduce((a, b) => a + b, 0)", "undefined"),
    },
    { ...{ path: "src/sum.js", place, what: "hunk", name: null }, content: HEAD.replace(", 0)", ")") },
  ]);
});

it("is lines that were taken away put back", () => {
  const diff = "@@ -2,2 +1,0 @@\n-a();\n-b();\n";
  const gone = aChange({ path: "src/sum.js", diff: Buffer.from(diff) });
  expect(takenOut([gone], () => "first();\nlast();\n")).toMatchObject([
    { what: "hunk", content: "first();\na();\nb();\nlast();\n" },
  ]);
});

it("is no hunk of comments alone", () => {
  const diff = "@@ -1,1 +1,2 @@\n+// The sum of nothing is 0.\n // Adds numbers.\n";
  const said = aChange({ path: "src/sum.js", diff: Buffer.from(diff) });
  expect(takenOut([said], () => HEAD)).toEqual([]);
});

it("is nothing of tests, of documents, and of files that are gone", () => {
  const changes = [
    { ...change, path: "test/sum.test.js" },
    { ...change, path: "README.md" },
  ];
  expect(takenOut(changes, () => HEAD)).toEqual([]);
  expect(takenOut([change], () => null)).toEqual([]);
});

it("is another literal where a function has to return something of its type", () => {
  const head = "func Largest(numbers []int) int {\n\treturn 0\n}\n";
  const diff = "@@ -1,2 +1,3 @@\n func Largest(numbers []int) int {\n+\treturn 0\n }\n";
  const typed = aChange({ path: "largest.go", diff: Buffer.from(diff) });
  expect(takenOut([typed], () => head).map(({ what, content }) => [what, content])).toEqual([
    ["value", head.replace("return 0", "return 1")],
    ["hunk", head.replace("\treturn 0\n", "")],
  ]);
});
