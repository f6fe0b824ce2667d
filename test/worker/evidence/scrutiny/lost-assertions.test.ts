// An assertion that went is lost, whatever a new test elsewhere in the file asserts.
import { describe, expect, it } from "@jest/globals";
import { lostAssertions } from "../../../../worker/evidence/scrutiny/lost-assertions.ts";
import { weakenings } from "../../../../worker/evidence/scrutiny/tampering.ts";
import { aChange, aPatch } from "../../../support/builders.ts";

const path = "test/a.test.js";

/** What is said of a line that becomes another, with one more line further down. */
function told(was: string, now: string, below: string) {
  const change = {
    ...aChange({ path }),
    removed: [{ number: 2, text: was }],
    added: [
      { number: 2, text: now },
      { number: 9, text: below },
    ],
  };
  return weakenings(aPatch(change), { base: [], head: [], rewritten: [], renamed: [], unsteady: [] });
}

it("is lost where another one stands elsewhere", () => {
  expect(told("  assert.equal(a, 1);", "  a();", "  assert.equal(b, 2);")).toEqual([
    { kind: "lost-assertions", path, lost: 1 },
  ]);
});

it("is not lost where it moved, or where another one stands in its place", () => {
  expect(told("  assert.equal(a, 1);", "  a();", "assert.equal(a, 1);")).toEqual([]);
  expect(told("  assert.equal(a, 1);", "  assert.equal(a, 2);", "  a();")).toEqual([]);
});

/** Two versions of a file whose difference is a single edit. */
function said(path: string, was: string, now: string, renamed: string[] = []) {
  const [base, head] = [was.split("\n"), now.split("\n")];
  const from = base.findIndex((line, at) => line !== head[at]);
  let end = 0;
  const room = Math.min(base.length, head.length) - from;
  while (end < room && base.at(-1 - end) === head.at(-1 - end)) end++;
  const part = (lines: string[]) =>
    lines.slice(from, lines.length - end).map((text, at) => ({ number: from + at + 1, text }));
  const change = { ...aChange({ path }), removed: part(base), added: part(head) };
  const counted = (text: string) => ({ text, counts: () => true });
  const versions = () => ({ base: counted(was), head: counted(now) });
  return lostAssertions([change], versions, new Set(renamed));
}

const LOST = (path: string, lost = 1) => [{ kind: "lost-assertions", path, lost }];

const js = (name: string, ...lines: string[]) =>
  `test("${name}", () => {\n${lines.map((line) => `  ${line}\n`).join("")}});\n`;
const py = (name: string, ...lines: string[]) =>
  `    def ${name}(self):\n${lines.map((line) => `        ${line}\n`).join("")}\n`;
const go = (name: string, ...lines: string[]) =>
  `func ${name}(t *testing.T) {\n${lines.map((line) => `\tif Sum() != ${line} {\n\t\tt.Errorf("not ${line}")\n\t}\n`).join("")}}\n`;
const java = (name: string, ...lines: string[]) =>
  `    @Test\n    public void ${name}() throws Exception {\n${lines.map((line) => `        assertEquals(${line});\n`).join("")}    }\n`;
const kt = (name: string, ...lines: string[]) =>
  `    @Test\n    fun \`${name}\`() {\n${lines.map((line) => `        assertEquals(${line})\n`).join("")}    }\n`;
const rb = (name: string, ...lines: string[]) =>
  `  it "${name}" do\n${lines.map((line) => `    expect(${line})\n`).join("")}  end\n`;
const php = (name: string, ...lines: string[]) =>
  `    public function ${name}(): void\n    {\n${lines.map((line) => `        $this->assertSame(${line});\n`).join("")}    }\n`;
const rs = (name: string, ...lines: string[]) =>
  `    #[test]\n    fn ${name}() {\n${lines.map((line) => `        assert_eq!(${line});\n`).join("")}    }\n`;
const cpp = (name: string, ...lines: string[]) =>
  `TEST(Sum, ${name}) {\n${lines.map((line) => `  EXPECT_EQ(${line});\n`).join("")}}\n`;

const FORMS: [string, (name: string, ...lines: string[]) => string, string, string, string][] = [
  ["test/a.test.ts", js, "assert.equal(a(), 1);", "assert.equal(b(), 2);", "assert.equal(c(), 3);"],
  ["tests/test_a.py", py, "self.assertEqual(a(), 1)", "self.assertEqual(b(), 2)", "assert c() == 3"],
  ["a_test.go", go, "1", "2", "3"],
  ["src/test/java/ATest.java", java, "1, a()", "2, b()", "3, c()"],
  ["src/test/kotlin/ATest.kt", kt, "1, a()", "2, b()", "3, c()"],
  ["spec/a_spec.rb", rb, "a).to eq(1", "b).to eq(2", "c).to eq(3"],
  ["tests/ATest.php", php, "1, a()", "2, b()", "3, c()"],
  ["tests/a.rs", rs, "a(), 1", "b(), 2", "c(), 3"],
  ["test/a_test.cpp", cpp, "a(), 1", "b(), 2", "c(), 3"],
];

describe.each(FORMS)("in %s", (path, write, one, two, three) => {
  const old = write("TestOld", one, two);

  it("is lost where a new test asserts beside it", () => {
    expect(said(path, old, write("TestOld", one) + write("TestNew", three))).toEqual(LOST(path));
    expect(said(path, old, write("TestNew", three) + write("TestOld", one))).toEqual(LOST(path));
    expect(said(path, old, write("TestOld", one, three) + write("TestNew", three))).toEqual([]);
  });

  it("is not lost where its test moved, got another name, or became two", () => {
    const other = write("TestOther", three);
    const renamed = write("TestRenamed", one, two);
    expect(said(path, old + other, other + old)).toEqual([]);
    expect(said(path, old, renamed + other)).toEqual([]);
    expect(said(path, old, write("TestOld", one) + write("TestNew", two))).toEqual([]);
  });
});

describe("of a test in JavaScript", () => {
  const path = "a.test.js";
  const ONE = "assert.equal(a(), 1);";
  const TWO = "assert.equal(b(), 2);";

  it("is lost where a new test takes it over, and asks something else by the same words", () => {
    const asked = "assert.equal(found, 3);";
    const old = js("adds", "const found = sum([1, 2]);", asked);
    const taken = js("adds", "const found = sum([1, 2]);") + js("new", "const found = 3;", asked);
    const split = js("adds", "sum([]);") + js("new", "const found = sum([1, 2]);", asked);
    expect([said(path, old, taken), said(path, old, split)]).toEqual([LOST(path), []]);
  });

  it("is lost with its test, unless half of it stands in a new one", () => {
    const old = js("adds", ONE, TWO);
    expect(said(path, old, js("other", "assert.ok(c());", "assert.ok(d());"))).toEqual(LOST(path, 2));
    expect(said(path, old, js("other", ONE, "assert.ok(d());"))).toEqual([]);
  });

  it("is looked for in the same suite first", () => {
    const suite = (name: string, ...lines: string[]) =>
      `describe("${name}", () => {\n${js("adds", ...lines).replace(/^(?=.)/gm, "  ")}});\n`;
    const old = suite("numbers", ONE, TWO);
    expect(said(path, old, suite("texts", ONE) + old)).toEqual([]);
    expect(
      said(path, old, suite("texts", ONE, "assert.ok(c());", "assert.ok(d());") + suite("numbers", ONE)),
    ).toEqual(LOST(path));
    expect(said(path, old, suite("all numbers", ONE, TWO))).toEqual([]);
  });

  it("counts for the function of tests that it stands in", () => {
    const helper = (line: string) => `function check(found) {\n  ${line}\n}\n`;
    const now = helper("found.length;") + js("new", TWO);
    expect(said(path, helper("assert.equal(found, 1);"), now)).toEqual(LOST(path));
  });

  it("stands in a test of one line, or in one whose title has a line of its own", () => {
    const short = `test("adds", () => ${ONE.slice(0, -1)});\n`;
    const long = `test(\n  "adds",\n  async () => {\n    ${ONE}\n  },\n);\n`;
    for (const old of [short, long]) {
      expect(said(path, old, old.replace(/assert.*1\)/, "a()") + js("new", TWO))).toEqual(LOST(path));
      expect(said(path, old, old.replace("adds", "adds all") + js("new", TWO))).toEqual([]);
    }
  });

  it("is looked for in the first eight tests that say the same line", () => {
    const old = js("adds", "const found = sum([1, 2]);", "assert.equal(found, 3);", TWO, "use(found);");
    const others = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        js(`new ${at}`, "const found = 3;", "assert.equal(found, 3);"),
      );
    const last = js("last", "const found = sum([1, 2]);", "assert.equal(found, 3);");
    const now = (count: number) => js("adds", "use(found);", TWO) + others(count).join("") + last;
    expect([said(path, old, now(7)), said(path, old, now(8))]).toEqual([[], LOST(path)]);
  });

  it("counts in a file where a test goes on under another name, where its own test keeps its name", () => {
    const now = js("adds", ONE) + js("rows", "assert.ok(rows());");
    expect(said(path, js("adds", ONE, TWO) + js("old", TWO), now, [path])).toEqual(LOST(path));
    expect(said(path, js("adds", ONE) + js("old", TWO), now, [path])).toEqual([]);
  });
});
