// What a test becomes that asks for the opposite or for another value.
import { expect, test } from "@jest/globals";
import type { Sight } from "../../../../src/domain/experiment.ts";
import {
  type Turned,
  turnedAt,
  turnedIn,
  withLines,
} from "../../../../worker/evidence/experiment/opposites.ts";
import { judgingNothing, sample } from "../../../../worker/evidence/experiment/turn-tests.ts";

const turned = (path: string, text: string, test: string) =>
  turnedIn(path, text, test)
    ?.flatMap((file) => file.turned)
    .map(({ line, to, what }) => `${line} ${what}: ${to.trim()}`);

test.each([
  [
    "a.test.js",
    'test("adds", () => {\n  assert.equal(sum([]), 0);\n});',
    "a.test.js > adds",
    ["2 opposite: assert.notEqual(sum([]), 0);", "2 value: assert.equal(sum([]), 1);"],
  ],
  [
    "a.test.js",
    'test("adds", () => assert.ok(Object.is(sum([]), 0), "zero"));',
    "adds",
    [
      '1 opposite: test("adds", () => assert.ok(!(Object.is(sum([]), 0)), "zero"));',
      '1 value: test("adds", () => assert.ok(Object.is(sum([]), 1), "zero"));',
    ],
  ],
  [
    "a.test.ts",
    'it("adds", async () => {\n  await expect(sum([])).resolves.toBe(0);\n});',
    "a > adds",
    [
      "2 opposite: await expect(sum([])).resolves.not.toBe(0);",
      "2 value: await expect(sum([])).resolves.toBe(1);",
    ],
  ],
  ["a.test.js", 'test("adds", () => {\n  same(sum([]), 0);\n});', "adds", ["2 value: same(sum([]), 1);"]],
  [
    "test_a.py",
    "def test_a():\n    assert total([]) == 0, 'zero'\n\n\ndef test_b():\n    assert 1 == 1\n",
    "test_a.py::test_a",
    ["2 opposite: assert not (total([]) == 0), 'zero'", "2 value: assert total([]) == 1, 'zero'"],
  ],
  [
    "test_a.py",
    "class A(unittest.TestCase):\n    def test_a(self):\n        self.assertEqual(total([]), 0)\n",
    "test_a (tests.test_a.A.test_a)",
    ["3 opposite: self.assertNotEqual(total([]), 0)", "3 value: self.assertEqual(total([]), 1)"],
  ],
  [
    "a_test.go",
    'func TestA(t *testing.T) {\n\tif got := Largest(nil); got != 0 {\n\t\tt.Errorf("got %d", got)\n\t}\n\tcheck(t, Largest(nil), 0)\n}\n',
    "example.com/a TestA",
    [
      "2 opposite: if got := Largest(nil); !(got != 0) {",
      "2 value: if got := Largest(nil); got != 1 {",
      "5 value: check(t, Largest(nil), 1)",
    ],
  ],
  [
    "src/lib.rs",
    "    #[test]\n    fn of_none() {\n        assert_eq!(ends(&[]), 0);\n        assert!(ends(&[1]) == 2);\n    }\n",
    "tests::of_none",
    [
      "3 opposite: assert_ne!(ends(&[]), 0);",
      "3 value: assert_eq!(ends(&[]), 1);",
      "4 opposite: assert!(!(ends(&[1]) == 2));",
      "4 value: assert!(ends(&[1]) == 3);",
    ],
  ],
  [
    "a.py",
    'def add(a, b):\n    """Adds.\n\n    >>> add(1, 2)\n    3\n    >>> assert add(1, 2) == 3\n    >>> add(1)\n    Traceback (most recent call last):\n    TypeError: b\n    """\n    check(a, 1)\n    return a + b\n',
    "a.py::a.add",
    ["6 opposite: >>> assert not (add(1, 2) == 3)", "6 value: >>> assert add(1, 2) == 4", "5 value: 4"],
  ],
  [
    "src/lib.rs",
    "impl One {\n    /// ```\n    /// # use a::One;\n    /// assert_eq!(One::one(), 1);\n    /// ```\n    pub fn one() -> u8 {\n        debug_assert!(1 == 1);\n        1\n    }\n}\n",
    "Doc-tests a src/lib.rs - One::one",
    ["4 opposite: /// assert_ne!(One::one(), 1);", "4 value: /// assert_eq!(One::one(), 2);"],
  ],
  [
    "ATest.java",
    "  @Test\n  void adds() {\n    assertEquals(3, Adding.add(1, 2));\n    assertTrue(Adding.any());\n  }\n",
    "com.example.ATest#adds()",
    ["3 value: assertEquals(4, Adding.add(1, 2));", "4 opposite: assertTrue(!(Adding.any()));"],
  ],
  [
    "a.test.js",
    'test("adds", () => {\n  assert.equal(sum([]), zero, "zero");\n  assert.throws(\n    () => sum(),\n  );\n});',
    "adds",
    [
      '2 opposite: assert.notEqual(sum([]), zero, "zero");',
      '2 value: assert.equal(sum([]), Symbol(), "zero");',
      "3 opposite: assert.doesNotThrow(",
    ],
  ],
  [
    "ATest.java",
    '  @Test\n  void adds() {\n    assertEquals("three", 3, Adding.add(1, 2));\n  }\n',
    "com.example.ATest#adds()",
    ['3 value: assertEquals("three", 4, Adding.add(1, 2));'],
  ],
  [
    "a_test.go",
    'func TestA(t *testing.T) {\n\tassert.Equal(t, 3, Add(1, 2), "three")\n}\n',
    "TestA",
    [
      '2 opposite: assert.NotEqual(t, 3, Add(1, 2), "three")',
      '2 value: assert.Equal(t, 4, Add(1, 2), "three")',
    ],
  ],
  [
    "a_spec.rb",
    'RSpec.describe "Sum" do\n  it "is zero" do\n    expect(sum([])).to eq(0)\n  end\nend\n',
    "Sum is zero",
    ["3 opposite: expect(sum([])).not_to eq(0)", "3 value: expect(sum([])).to eq(1)"],
  ],
  [
    "a_test.rb",
    "class A < Minitest::Test\n  def test_zero\n    assert_equal 0, total([])\n  end\nend\n",
    "A#test_zero",
    ["3 opposite: refute_equal 0, total([])", "3 value: assert_equal 1, total([])"],
  ],
  [
    "ATest.php",
    "    public function testZero(): void\n    {\n        $this->assertSame(0, total([]));\n    }\n",
    "ATest::testZero",
    ["3 opposite: $this->assertNotSame(0, total([]));", "3 value: $this->assertSame(1, total([]));"],
  ],
  [
    "a.cpp",
    "TEST(Add, AddsNumbers) { EXPECT_EQ(add(1, 2), 3); }\n",
    "Add.AddsNumbers",
    [
      "1 opposite: TEST(Add, AddsNumbers) { EXPECT_NE(add(1, 2), 3); }",
      "1 value: TEST(Add, AddsNumbers) { EXPECT_EQ(add(1, 2), 4); }",
    ],
  ],
])("an assertion in %s asks for the opposite", (path, text, name, expected) => {
  expect(turned(path, text, name)).toEqual(expected);
});

test("a test that is not found has no assertion that can be turned", () => {
  expect(turned("a.test.js", 'test("adds", () => assert.equal(1, 1));', "subtracts")).toBeUndefined();
});

test("a name that two tests have is not found", () => {
  const one = 'test("adds", () => {\n  assert.equal(1, 1);\n});\n';
  expect(turned("a.test.js", `${one}${one}`, "adds")).toBeUndefined();
});

test("of given lines, those with a known assertion can be turned", () => {
  const text = '    check(1);\n    assert(strcmp(name(0), "none") == 0);\n';
  expect(turnedAt("a.c", text, [1, 2]).map(({ to }) => to.trim())).toEqual([
    'assert(!(strcmp(name(0), "none") == 0));',
    'assert(strcmp(name(0), "not none") == 0);',
  ]);
});

test.each([
  ["a.c", "#define assert(holds) ((holds) ? 0 : abort())"],
  ["a.test.js", "  // assert.equal(sum([]), 0);"],
  ["test_a.py", "    # assert total([]) == 0"],
  ["a.test.js", '  lint("it(() => { assert.equal(1, 1); })", "no-such-rule"'],
])("a line of %s that is no code cannot be turned: %s", (path, line) => {
  expect(turnedAt(path, line, [1])).toEqual([]);
});

test("lines are put in the place of others", () => {
  expect(withLines("a\nb\nc", [{ line: 2, to: "d" }])).toBe("a\nd\nc");
});

const by = { kind: "test", check: "test", test: "adds", flaky: false } as const;
const round = (line: number, sight: Sight, turned: Partial<Turned> = {}) => ({
  ...{ by, path: "a.test.js", sight },
  turned: { line, to: "", what: "value" as const, judge: null, decides: true, ...turned },
});
const lines = (...rounds: ReturnType<typeof round>[]) => judgingNothing(rounds).map(({ line }) => line);

test("a line judges nothing if its test stays green", () => {
  expect(lines(round(2, "passed"), round(3, "failed-at-assertion"), round(4, "not-loaded"))).toEqual([2]);
});

test("a call by a name of the repository judges only if another one of that name does", () => {
  const set = { judge: "set", decides: false };
  const same = { judge: "same", decides: false };
  expect(
    lines(round(2, "passed", set), round(3, "passed", same), round(4, "failed-otherwise", same)),
  ).toEqual([3]);
});

test("a call by a name of the repository judges if nothing behind it does", () => {
  const found = turnedIn("a.test.js", 'test("adds", () => {\n  set(one, 1);\n  same(sum(), 0);\n});', "adds");
  expect(found?.flatMap((file) => file.turned).map(({ judge, decides }) => [judge, decides])).toEqual([
    ["set", false],
    ["same", true],
  ]);
});

test("more lines go before more edits of a line", () => {
  const edit = (line: number, what: "opposite" | "value") => ({
    path: "a.test.js",
    turned: { line, what, to: "", judge: null, decides: true },
  });
  const edits = [
    edit(1, "opposite"),
    edit(1, "value"),
    edit(2, "opposite"),
    edit(3, "opposite"),
    edit(3, "value"),
  ];
  const taken = sample(edits).map(({ turned: { line, what } }) => `${line} ${what}`);
  expect(taken).toEqual(["1 value", "2 opposite", "3 value", "1 opposite"]);
});
