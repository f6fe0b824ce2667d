// The repository's own way of writing commit subjects, told from its newest ones, and a title put into it.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { conventionOf } from "../../../src/domain/convention.ts";
import { titleIn } from "../../../src/domain/title.ts";

const CONVENTIONAL = [
  "feat(parser): support comments",
  "fix(parser): keep the last line (#41)",
  "fix: handle empty input",
  "docs: say how to install",
  "feat: read from a stream",
  "fix: end with the stream",
  "chore(deps): bump ms from 2.1.2 to 2.1.3",
  "Merge pull request #40 from octo/topic",
  "feat(cli)!: drop the old flag",
  "refactor(cli): one way to print",
  "v1.2.0",
];
const SCOPED = ["fix(api): a", "feat(api): b", "fix(web): c", "feat(web): d", "chore(db): e"];
const AREAS = [
  "net/http: close idle connections",
  "runtime: scan less",
  "net/http: reject bad hosts",
  "cmd/go: say which module",
  "runtime: fix a race on arm64",
];
const TAGS = ["[core] Add a", "[ui] Fix b", "[core] Remove c", "[ui] Show d", "[core] Keep e"];
const EMOJIS = ["🐛 fix a", "✨ add b", "📝 say c", "♻️ split d", "✅ test e"];
const SENTENCES = ["Add a parser", "Fix the reader", "Keep the last line", "Remove dead code", "Say why"];
const SMALL = ["add a parser.", "fix the reader.", "keep the last line.", "remove dead code.", "say why."];

describe("the convention of a repository", () => {
  it.each([
    [
      "conventional commits",
      CONVENTIONAL,
      { kind: "conventional", scoped: false, style: { capital: false } },
    ],
    ["conventional commits with scopes", SCOPED, { kind: "conventional", scoped: true }],
    ["sentences", SENTENCES, { kind: "plain", style: { capital: true, period: false } }],
    ["small sentences with periods", SMALL, { kind: "plain", style: { capital: false, period: true } }],
    ["areas", AREAS, { kind: "none" }],
    ["tags", TAGS, { kind: "none" }],
    ["emojis", EMOJIS, { kind: "none" }],
    ["a mixture", [...TAGS, ...AREAS, ...SENTENCES], { kind: "none" }],
    ["too few", ["fix: a"], { kind: "none" }],
    ["nothing", [], { kind: "none" }],
  ])("is told from %s", (_name, subjects, expected) => {
    expect(conventionOf(subjects)).toMatchObject(expected);
  });

  it("names types and scopes, the commonest first, without what machines wrote", () => {
    expect(conventionOf(CONVENTIONAL)).toEqual({
      kind: "conventional",
      types: ["feat", "fix", "docs", "refactor"],
      scopes: ["parser", "cli"],
      scoped: false,
      style: { capital: false, period: false },
    });
  });
});

const wish = "sum([]) throws";
const test = { path: "test/parser.test.ts", isTest: true };
const files = [{ path: "src/parser.ts", isTest: false }, test];

describe("a title", () => {
  it.each([
    ["fix(parser): Keep the last line.", "fix(parser): keep the last line", CONVENTIONAL],
    ["feature: Keep the last line", "feat: keep the last line", CONVENTIONAL],
    ["Keep the last line", "fix: keep the last line", CONVENTIONAL],
    ["Add a flag", "feat: add a flag", CONVENTIONAL],
    ["[core] Keep README intact", "fix: [core] Keep README intact", CONVENTIONAL],
    ["fix(nowhere): README is kept", "fix: README is kept", CONVENTIONAL],
    ["feat(cli)!: Drop the flag", "feat(cli)!: drop the flag", CONVENTIONAL],
    ["Keep the last line", "fix(parser): keep the last line", [...SCOPED, "fix(parser): f"]],
    ["fix(parser): keep the last line.", "Keep the last line", SENTENCES],
    ["parseAll keeps the last line", "parseAll keeps the last line", SENTENCES],
    ["Keep the last line", "keep the last line.", SMALL],
    ["Keep the last…", "keep the last…", SMALL],
    ["Make the sum of nothing 0", "Make the sum of nothing 0", []],
    ["fix: make the sum of nothing 0", "fix: make the sum of nothing 0", []],
    ["", "", EMOJIS],
    ["Keep the last line", "Keep the last line", TAGS],
    ["✨ Add a flag", "✨ Add a flag", EMOJIS],
  ])("%# %s becomes %s", (title, expected, subjects) => {
    expect(titleIn(conventionOf(subjects), { title, wish, files })).toBe(expected);
  });

  it.each([
    [[{ path: "README.md", isTest: false }], "docs: keep the last line"],
    [[test], "test: keep the last line"],
    [[], "fix: keep the last line"],
  ])("for a change of %j is %j", (changed, expected) => {
    const about = { title: "Keep the last line", wish, files: changed };
    expect(titleIn(conventionOf(CONVENTIONAL), about)).toBe(expected);
  });

  it("is one whatever is read and written, and stays as it is the second time", () => {
    const anything = fc.string({ unit: "grapheme", maxLength: 60 });
    const subjects = fc.array(fc.oneof(anything, fc.constantFrom(...CONVENTIONAL, ...TAGS, ...EMOJIS)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(subjects, anything, (before, title) => {
        const convention = conventionOf(before);
        const once = titleIn(convention, { title, wish, files });
        const about = { title: once, wish, files };
        expect(titleIn(convention, about)).toBe(once);
      }),
    );
  });
});
