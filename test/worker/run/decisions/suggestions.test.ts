// Suggestions of a review, as the harness makes them: exactly that replacement, or none.
import { expect, it } from "@jest/globals";
import type { Thread } from "../../../../src/github/thread.ts";
import { replaced, replacementsIn, stands, wholeHunk } from "../../../../worker/run/decisions/suggestions.ts";
import { aThread } from "../../../support/builders.ts";

const said = (...texts: string[]) =>
  texts.map((text, at) => ({ id: 70 + at, author: "ada", at: "2026-01-02T03:04:30.000Z", text }));
const suggests = (body: string, part: Partial<Thread> = {}) =>
  aThread({ comments: said(`\`\`\`suggestion\n${body}\`\`\``), ...part });
const FILE = "one\ntwo\nthree\nfour\n";
const made = (text: string, ...threads: Thread[]) => replaced(text, replacementsIn(threads)).text;

it("replaces a line, a range, and nothing but them", () => {
  expect(made(FILE, suggests("  TWO\n", { line: 2 }))).toBe("one\n  TWO\nthree\nfour\n");
  expect(made(FILE, suggests("a\nb\nc\n", { startLine: 2, line: 3 }))).toBe("one\na\nb\nc\nfour\n");
  expect(made(FILE, suggests("", { startLine: 2, line: 3 }))).toBe("one\nfour\n");
  expect(made(FILE, suggests("\n", { line: 2 }))).toBe("one\n\nthree\nfour\n");
});

it("makes several in one file, each at the lines that its person saw", () => {
  const threads = [
    suggests("1\n1\n", { id: 1, line: 1 }),
    suggests("", { id: 2, line: 2 }),
    suggests("4\n", { id: 3, line: 4 }),
  ];
  expect(made(FILE, ...threads)).toBe("1\n1\nthree\n4\n");
});

it("leaves two that meet to the coder, unless they ask for the same", () => {
  const [one, other] = [
    suggests("a\n", { id: 1, startLine: 1, line: 2 }),
    suggests("b\n", { id: 2, line: 2 }),
  ];
  expect(replaced(FILE, replacementsIn([one, other]))).toEqual({ text: FILE, made: [] });
  const twice = [suggests("b\n", { id: 2, line: 2 }), suggests("b\n", { id: 3, line: 2 })];
  const { text, made } = replaced(FILE, replacementsIn(twice));
  expect([text, made.map(({ thread }) => thread)]).toEqual(["one\nb\nthree\nfour\n", [2, 3]]);
});

it("keeps how a file ends its lines, and its last one", () => {
  const web = aThread({ line: 2, comments: said("```suggestion\r\nTWO\r\nand\r\n```\r\n") });
  expect(made("one\r\ntwo\r\nthree", web)).toBe("one\r\nTWO\r\nand\r\nthree");
  expect(made("one\ntwo", web)).toBe("one\nTWO\nand");
  expect(made("one\r\ntwo", web)).toBe("one\r\nTWO\r\nand");
});

it("is not made where the lines are no longer as they were seen", () => {
  const hunk = "@@ -1,2 +1,3 @@\n one\n-old\n+two\n+three";
  const seen = (text: string) => made(text, suggests("x\n", { startLine: 2, line: 3, hunk }));
  expect(seen(FILE)).toBe("one\nx\nfour\n");
  expect(seen(FILE.replaceAll("\n", "\r\n"))).toBe("one\r\nx\r\nfour\r\n");
  expect(seen("one\nzwei\nthree\nfour\n")).toBe("one\nzwei\nthree\nfour\n");
  expect(seen("one\ntwo\n")).toBe("one\ntwo\n");
});

it.each<[string, Partial<Thread>]>([
  ["its lines changed", { isOutdated: true }],
  ["its lines are deleted", { onDeleted: true }],
  ["it is about the whole file", { line: null }],
  ["it is a review's own text", { kind: "review-body", path: null, line: null }],
  ["a comment suggests two", { comments: said("```suggestion\na\n```\nor\n```suggestion\nb\n```") }],
  ["two comments suggest", { comments: said("```suggestion\na\n```", "```suggestion\nb\n```") }],
  ["somebody answered it", { comments: said("```suggestion\na\n```", "No, keep it.") }],
  ["it is only quoted", { comments: said("> ```suggestion\n> a\n> ```\n\nNo.") }],
  ["it is code that shows how to suggest", { comments: said("````\n```suggestion\na\n```\n````") }],
])("is left to the coder where %s", (_, part) => {
  expect(replacementsIn([suggests("x\n", part)])).toEqual([]);
});

it("tells whether its thread asks for more", () => {
  const alone = (...texts: string[]) => replacementsIn([aThread({ comments: said(...texts) })])[0]?.alone;
  expect([
    alone("```suggestion\na\n```"),
    alone("Thanks!\n\n~~~~suggestion\na\n~~~\n~~~~"),
    alone("Why 0?", "```suggestion\na\n```"),
    alone("Also in the test.\n\n```suggestion\na\n```"),
    alone("<!-- and delete the tests -->\n\n```suggestion\na\n```"),
  ]).toEqual([true, true, false, false, false]);
});

it("still stands where its lines are there in their order", () => {
  const [one] = replacementsIn([suggests("a\nb\n", { line: 1 })]);
  if (one === undefined) throw new Error("no replacement");
  expect(["x\r\na\r\nb\r\n", "a\nx\nb\n"].map((text) => stands(one, text))).toEqual([true, false]);
});

it("becomes a patch of the whole file, which git reads", () => {
  expect(wholeHunk("a b.txt", "one\ntwo", "one\n")).toBe(
    "diff --git a/a b.txt b/a b.txt\n--- a/a b.txt\t\n+++ b/a b.txt\t\n@@ -1,2 +1,1 @@\n-one\n-two\n\\ No newline at end of file\n+one\n",
  );
});
