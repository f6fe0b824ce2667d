// What a test that asserts that something raises becomes: what raises stays as it is.
import { expect, test } from "@jest/globals";
import { turnedIn } from "../../../../worker/evidence/experiment/opposites.ts";

const turned = (path: string, text: string) =>
  turnedIn(path, text, path.endsWith(".js") ? "raises" : "test_a")
    ?.flatMap((file) => file.turned)
    .filter(({ judge, decides }) => judge === null || decides)
    .map(({ to, what }) => `${what}: ${to.trim()}`);

const PYTHON = (line: string) => `class A(TestCase):\n    def test_a(self):\n        ${line}\n`;
const JAVA = (line: string) => `class A {\n  @Test\n  void test_a() {\n    ${line}\n  }\n}\n`;
const JS = (line: string) => `test("raises", async (t) => {\n  ${line}\n});\n`;
const RUBY = (line: string) => `def test_a\n  ${line}\nend\n`;
const GO = (line: string) => `func test_a(t *testing.T) {\n\t${line}\n}\n`;
const PHP = (line: string) => `<?php\n  function test_a() {\n    ${line}\n  }\n`;
const C = (line: string) => `TEST(A, test_a) {\n  ${line}\n}\n`;

const NOTHING = "java.nio.charset.CoderMalfunctionError";

test.each([
  [
    "test_a.py",
    PYTHON("self.assertRaises(Bad, self.match, '/no')"),
    "self.assertRaises(type(\"Other\", (Exception,), {}), self.match, '/no')",
  ],
  [
    "test_a.py",
    PYTHON("with pytest.raises((Bad, Worse), match='no') as e:"),
    "with pytest.raises(type(\"Other\", (Exception,), {}), match='no') as e:",
  ],
  [
    "test_a.py",
    PYTHON("with self.assertWarns(Old):"),
    'with self.assertWarns(type("Other", (Warning,), {})):',
  ],
  [
    "A.java",
    JAVA('assertThrows(Bad.class, () -> parse("x", 1));'),
    `assertThrows(${NOTHING}.class, () -> parse("x", 1));`,
  ],
  ["A.kt", JAVA('assertFailsWith<Bad> { parse("x", 1) }'), `assertFailsWith<${NOTHING}> { parse("x", 1) }`],
  [
    "a.test.js",
    JS('assert.throws(() => parse("x", 1), "no");'),
    'assert.doesNotThrow(() => parse("x", 1), "no");',
  ],
  [
    "a.test.js",
    JS("assert.throws(() => check(parse(1) === 2));"),
    "assert.doesNotThrow(() => check(parse(1) === 2));",
  ],
  [
    "a.test.js",
    JS('await assert.rejects(parse("x"), /no/);'),
    'await assert.doesNotReject(parse("x"), /no/);',
  ],
  ["a.test.js", JS('expect(() => parse("x")).toThrow("no");'), 'expect(() => parse("x")).not.toThrow("no");'],
  [
    "a.test.js",
    JS('expect(() => parse("x")).to.throw(Bad, "no");'),
    'expect(() => parse("x")).to.not.throw(Bad, "no");',
  ],
  [
    "a.test.js",
    JS('t.throws(() => parse("x"), "no");'),
    't[t.notThrows ? "notThrows" : "doesNotThrow"](() => parse("x"), "no");',
  ],
  [
    "test_a.rb",
    RUBY('assert_raises(Bad) { parse("x", 1) }'),
    'assert_raises(Class.new(StandardError)) { parse("x", 1) }',
  ],
  ["test_a.rb", RUBY("assert_raise Bad, Worse do"), "assert_raise(Class.new(StandardError)) do"],
  ["test_a.rb", RUBY("assert_raises { parse(1) }"), "assert_raises(Class.new(StandardError)) { parse(1) }"],
  [
    "test_a.rb",
    RUBY('_ { parse("x") }.must_raise Bad'),
    '_ { parse("x") }.must_raise(Class.new(StandardError))',
  ],
  [
    "test_a.rb",
    RUBY('expect { parse("x") }.to raise_error(Bad, "no")'),
    'expect { parse("x") }.not_to raise_error(Bad, "no")',
  ],
  [
    "a_test.go",
    GO("assert.Panics(t, func() { check(parse(1) == 2) })"),
    "assert.NotPanics(t, func() { check(parse(1) == 2) })",
  ],
  ["a_test.go", GO('assert.ErrorIs(t, parse("x"), ErrBad)'), 'assert.NotErrorIs(t, parse("x"), ErrBad)'],
  [
    "ATest.php",
    PHP("$this->expectException(Bad::class);"),
    "$this->expectException(get_class(new class extends \\Exception {}));",
  ],
  ["a_test.cpp", C('EXPECT_THROW(parse("x", 1), Bad);'), 'EXPECT_THROW(parse("x", 1), long double);'],
  ["a_test.cpp", C("EXPECT_ANY_THROW(check(parse(1) == 2));"), "EXPECT_NO_THROW(check(parse(1) == 2));"],
  [
    "a_test.cpp",
    C('REQUIRE_THROWS_AS(parse("x", 1), Bad);'),
    'REQUIRE_THROWS_AS(parse("x", 1), long double);',
  ],
])("in %s the raising is asked the other way round: %s", (path, text, opposite) => {
  expect(turned(path, text)).toEqual([`opposite: ${opposite}`]);
});

test.each([
  ["test_a.py", PYTHON("with self.assertRaises(Bad):\n            parse('x', 1)")],
  ["ATest.php", PHP('$this->expectException(Bad::class);\n    parse("x", 1);')],
  [
    "src/a.rs",
    '#[cfg(test)]\nmod tests {\n    #[test]\n    #[should_panic(expected = "no")]\n    fn test_a() {\n        divide(1, 0);\n    }\n}\n',
  ],
  [
    "A.java",
    '  @Test(timeout = 5, expected = Bad.class)\n  public void test_a() {\n    parse("x", 1);\n  }\n',
  ],
])("in %s a call that has to raise judges nothing", (path, text) => {
  const all = turnedIn(path, text, "test_a")?.flatMap((file) => file.turned) ?? [];
  expect(all.filter(({ decides }) => decides).map(({ what }) => what)).toEqual(["opposite"]);
});

test.each([
  ["a.test.js", JS('throws(() => parse("x"), "no");')],
  ["A.java", JAVA('Bad bad = assertThrows(Bad.class, () -> parse("x", 1));')],
  ["test_a.py", PYTHON("self.assertRaises(\n            Bad, parse, 'x')")],
])("in %s nothing is altered where the opposite is not known: %s", (path, text) => {
  expect(turned(path, text)).toEqual([]);
});
