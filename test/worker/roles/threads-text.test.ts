// What a model reads of a review: where each thread stands, and what a suggestion replaces.
import { expect, it } from "@jest/globals";
import { answeredText, reviewText, threadsText } from "../../../worker/roles/threads-text.ts";
import { aThread } from "../../support/builders.ts";

const said = (text: string) => [{ id: 70, author: "ada", at: "2026-01-02T03:04:30.000Z", text }];
const hunk = "@@ -1,2 +1,2 @@\n-const a = 1;\n+const a = 2;";

it("tells lines, whole files, deleted lines, outdated ones and a review's own text apart", () => {
  const threads = [
    aThread({ comments: said("Name it.") }),
    aThread({ startLine: 1, comments: said("Too long.") }),
    aThread({ line: null, comments: said("Move it.") }),
    aThread({ line: 1, onDeleted: true, hunk, comments: said("Keep it.") }),
    aThread({ line: 2, isOutdated: true, hunk, comments: said("Why?") }),
    aThread({ kind: "review-body", path: null, line: null, comments: said("Close.") }),
  ];
  expect(threadsText(threads, [])).toMatchInlineSnapshot(`
"Thread 70, on src/sum.js:3
ada: Name it.

Thread 70, on src/sum.js:1-3
ada: Too long.

Thread 70, on src/sum.js, the whole file
ada: Move it.

Thread 70, on src/sum.js:1 of the base, which the change deletes
The change there, as it was shown:
@@ -1,2 +1,2 @@
-const a = 1;
+const a = 2;
ada: Keep it.

Thread 70, on src/sum.js:2, in the file as it was when this was written; here its lines are others
The change there, as it was shown:
@@ -1,2 +1,2 @@
-const a = 1;
+const a = 2;
ada: Why?

Thread 70, on the review as a whole
ada: Close."
`);
});

it("tells the architect who writes the spec anew what was found in the threads, unless a person asked for it", () => {
  const threads = [aThread({ comments: said("Name it.") })];
  const text = "Thread 70, on src/sum.js:3\nada: Name it.";
  const proposed = {
    kind: "proposed" as const,
    threads: [70],
    criteria: ["AC1"],
    said: "It counts in cents.",
  };
  expect(reviewText(threads, { kind: "restart", because: proposed })).toBe(
    `${text}\n\nWhy the spec is written anew, as the architect found: It counts in cents. It concerns AC1.`,
  );
  const by = { kind: "person" as const, login: "ada" };
  expect(reviewText(threads, { kind: "restart", because: { kind: "command", by } })).toBe(text);
});

it("says what a suggestion replaces, where its lines are still there", () => {
  const comments = said("```suggestion\n  return null;\n```");
  const last = (part: Parameters<typeof aThread>[0]) =>
    threadsText([aThread({ comments, ...part })], [])
      .split("\n")
      .at(-1);
  expect(last({ startLine: 1 })).toBe(
    "The suggestion replaces lines 1 to 3 by exactly the text of its block, blanks included.",
  );
  expect(last({})).toContain("replaces line 3 by");
  expect([last({ isOutdated: true }), last({ onDeleted: true })]).toEqual(["```", "```"]);
});

it("shows the reviewer each thread with its answer, and neither without end", () => {
  const threads = [
    aThread({ id: 1, comments: said("Name it.") }),
    aThread({ id: 2, comments: said("```suggestion\n  return null;\n```") }),
    aThread({ id: 3, kind: "review-body", path: null, line: null, comments: said("Why two files?") }),
    aThread({ id: 4, kind: "review-body", path: null, line: null, comments: said("Close.") }),
  ];
  const answers = [
    { thread: 1, text: "Named it `total`.", disagrees: false },
    { thread: 2, text: "Callers expect a number.", disagrees: true },
    { thread: 4, text: "", disagrees: false },
  ];
  expect(answeredText(threads, answers)).toMatchInlineSnapshot(`
"Thread 1, on src/sum.js:3
ada: Name it.
The coder says: Named it \`total\`.

Thread 2, on src/sum.js:3
ada: \`\`\`suggestion
  return null;
\`\`\`
The coder did not do it, and says: Callers expect a number.

Thread 3, on the review as a whole
ada: Why two files?
The coder says nothing to it.

Thread 4, on the review as a whole
ada: Close.
The coder says that it asks for nothing itself."
`);
  expect(answeredText([], [])).toBe("");
  const long = Array.from({ length: 30 }, (_, id) => aThread({ id, comments: said("word ".repeat(2_000)) }));
  expect(answeredText(long, []).length).toBeLessThan(12_100);
});
