// The diagnostics and tests that a person would find in each output.
export const READINGS: Record<string, string> = {
  "ava-tap.txt": `
skipped later
skipped some day
passed adds
failed fails (assertion)
`,
  "ava.txt": `
skipped later
skipped some day
passed adds
failed fails
`,
  "bun.txt": `
error TypeError t/a.test.js:7:57 | no number
failed t/b.test.js (missing) | Cannot find module './missing.js' from '/repo/t/b.test.js'
passed t/a.test.js > adds
failed t/a.test.js > suite > fails (assertion) | expect(received).toBe(expected)
skipped t/a.test.js > suite > later
skipped t/a.test.js > suite > some day
failed t/a.test.js > suite > throws | no number
`,
  "cargo-json.txt": `
error E0308 src/lib.rs:7:5 | mismatched types
`,
  "eslint-json.txt": `
error no-unused-vars e.js:1:7 | 'a' is assigned a value but never used.
warning no-undef e.js:2:1 | 'b' is not defined.
`,
  "jest-json.txt": `
error a.test.js:4:37 | Error: expect(received).toBe(expected) // Object.is equality; Expected: 3; Received: 2; at Object.toBe (/repo/a.test.js:4:37)
passed a.test.js > top
passed a.test.js > sum > adds
failed a.test.js > sum > fails (assertion) | Error: expect(received).toBe(expected) // Object.is equality; Expected: 3; Received: 2; at Object.toBe (/repo/a.test.js:4:37)
skipped a.test.js > sum > later
skipped a.test.js > sum > some day
failed c.test.js (missing) | ● Test suite failed to run; Cannot find module './nothing' from 'c.test.js'; at Resolver._throwModNotFoundError (../../../repo/node_modules/jest-resolve/build/index.js:1031:11); at Object.require (c.test.js:1:1)
`,
  "meson-errors.txt": `
error ../../repo/test/digits_test.c:8 | main: Assertion \`hex("ff") == 255' failed.
failed digits | FAIL
passed empty
`,
  "mocha-json.txt": `
passed top
passed sum adds
failed sum fails | 2 == 3
skipped sum later
`,
  "node-uncaught.txt": `
error SyntaxError src/duration.js:7 | Unexpected token ';'
error test/duration.test.js:1:1 | test failed
failed test/duration.test.js (missing) | test failed
`,
  "pytest-broken.txt": `
error SyntaxError roman.py:11 | '(' was never closed
failed tests/test_roman.py (missing)
`,
  "standard.txt": `
error no-unused-vars e.js:1:7 | 'a' is assigned a value but never used.
error semi e.js:1:12 | Extra semicolon.
error no-unused-expressions e.js:2:1 | Expected an assignment or function call and instead saw an expression.
error no-undef e.js:2:1 | 'b' is not defined.
error eqeqeq e.js:2:3 | Expected '===' and instead saw '=='.
error semi e.js:2:7 | Extra semicolon.
`,
  "biome.txt": `
error lint/suspicious/noDoubleEquals a.ts:2:7 | Using == may be unsafe if you are relying on type coercion.
error lint/suspicious/noDebugger a.ts:2:13 | This is an unexpected use of the debugger statement.
error format a.ts | Formatter would have printed the following content:
error format biome.json | Formatter would have printed the following content:
warning lint/suspicious/noExplicitAny a.ts:1:8 | Unexpected any. Specify a different type.
`,
  "cargo-test.txt": `
error src/lib.rs:28:16 | assertion \`left == right\` failed: between the two; left: Some(3.0); right: Some(2.5)
skipped statistics src/lib.rs later
passed statistics src/lib.rs tests::of_nothing_is_nothing
passed statistics src/lib.rs tests::of_three_is_the_second
failed statistics src/lib.rs of_four (assertion) | assertion \`left == right\` failed: between the two; left: Some(3.0); right: Some(2.5)
`,
  "clang.txt": `
error -Wundeclared src/trim.c:8:5 | use of undeclared identifier 'txt'
error src/trim.c:9:1 | 'nothing.h' file not found
`,
  "ctest.txt": `
passed good
failed bad | ***Failed
`,
  "eslint.txt": `
error bad.js:3:5 | Parsing error: Unexpected token ;
error no-unused-vars bad2.js:1:7 | 'a' is assigned a value but never used
warning no-undef bad2.js:2:1 | 'b' is not defined
`,
  "gcc.txt": `
error a.c:2:38 | ‘x’ undeclared (first use in this function)
error b.c | undefined reference to \`g'
error c.c:2 | main: Assertion \`1 == 2' failed.
warning -Wunused-variable a.c:2:19 | unused variable ‘unused’
warning -Wreturn-type a.c:2:41 | control reaches end of non-void function
`,
  "go-json.txt": `
error example.com/slug/slug_test.go:19 | Slug = "hello-world-"
error bad/bad.go:4:9 | undefined: x
passed example.com/slug TestJoinsWords
failed example.com/slug TestEndsWithALetter (assertion) | slug_test.go:19: Slug = "hello-world-"
skipped example.com/slug TestLater
`,
  "go.txt": `
error slug.go:8:2 | "os" imported and not used
error slug_test.go:12:5 | undefined: Slugg
error slug_test.go:19 | Slug = "hello-world-"
failed TestEndsWithALetter (assertion) | slug_test.go:19: Slug = "hello-world-"
`,
  "gradle.txt": `
error src/main/kotlin/Range.kt:3:5 | Unresolved reference: x
passed RangeTest > containsItsFirst()
failed RangeTest > containsItsLast() (assertion) | org.opentest4j.AssertionFailedError at RangeTest.java:21
skipped RangeTest > later()
`,
  "javac.txt": `
error A.java:2 | incompatible types: String cannot be converted to int
`,
  "jest-verbose.txt": `
error a.test.js:1:77 | expect(received).toBe(expected) // Object.is equality; Expected: 2; Received: 1; at Object.toBe (a.test.js:1:77)
passed ./a.test.js > top
passed ./a.test.js > sum > adds
failed ./a.test.js > sum > fails (assertion) | expect(received).toBe(expected) // Object.is equality; Expected: 2; Received: 1
skipped ./a.test.js > sum > skips
skipped ./a.test.js > sum > one day
failed ./c.test.js (missing) | Test suite failed to run; Jest encountered an unexpected token; Jest failed to parse a file. This happens e.g. when your code or its dependencies use non-standard JavaScript syntax, or when Jest is not configured to support such syntax.; Out of the box Jest supports Babel, which will be used to transform your files into valid JS based on your Babel configuration.; By default "node_modules" folder is ignored by transformers.
passed ./b.test.js > fine
`,
  "jest.txt": `
error a.test.js:1:77 | expect(received).toBe(expected) // Object.is equality; Expected: 2; Received: 1; at Object.toBe (a.test.js:1:77)
failed ./a.test.js > sum > fails (assertion) | expect(received).toBe(expected) // Object.is equality; Expected: 2; Received: 1; at Object.toBe (a.test.js:1:77)
passed ./b.test.js
failed ./c.test.js (missing) | Jest encountered an unexpected token; Jest failed to parse a file. This happens e.g. when your code or its dependencies use non-standard JavaScript syntax, or when Jest is not configured to support such syntax.; Out of the box Jest supports Babel, which will be used to transform your files into valid JS based on your Babel configuration.; By default "node_modules" folder is ignored by transformers.
`,
  "junit.txt": `
passed com.example.RangeTest containsItsFirst
failed com.example.RangeTest containsItsLast (assertion) | expected <3>
skipped com.example.RangeTest later
failed breaks | no such file
`,
  "maven.txt": `
error src/main/java/com/example/Range.java:6:12 | cannot find symbol
passed com.example.OtherTest
failed com.example.RangeTest.containsItsLast (assertion) | java.lang.AssertionError: expected true
`,
  "meson.txt": `
passed trims both ends
failed blanks alone | FAIL
skipped later
`,
  "mocha.txt": `
passed top
passed Array > #indexOf() > finds
failed Array > #indexOf() > misses (assertion) | AssertionError [ERR_ASSERTION]: 1 == 2; + expected - actual; -1; +2
skipped Array > #indexOf() > pending one
skipped Array > #indexOf() > skipped one
`,
  "mypy-ruff.txt": `
error wrap/__init__.py:5 | Function is missing a return type annotation  [no-untyped-def]
error E501 wrap/__init__.py:12:80 | Line too long (98 > 79)
error F401 wrap/__init__.py:3:8 | \`os\` imported but unused
`,
  "node-spec.txt": `
passed adds
passed suite > inner ok
failed suite > inner bad (assertion) | AssertionError [ERR_ASSERTION]: 1 == 2; generatedMessage: true,; code: 'ERR_ASSERTION',; actual: 1,
skipped suite > later
skipped suite > some day
failed top bad (exception) | Error: boom
passed has sub > sub
`,
  "node-tap.txt": `
error test/a.test.js:4:53 | 1 == 2
error test/a.test.js:5:1 | boom
passed adds
passed suite > inner ok
failed suite > inner bad (assertion) | 1 == 2
skipped suite > later
skipped suite > some day
failed top bad (exception) | boom
passed has sub > sub
`,
  "pytest-v.txt": `
error ValueError tests/test_more.py:10 | ValueError
error AssertionError tests/test_more.py:5 | AssertionError
failed tests/test_more.py::MoreTest::test_boom (exception) | ValueError: boom
passed tests/test_more.py::MoreTest::test_doc
failed tests/test_more.py::MoreTest::test_exact (assertion) | AssertionError: Lists diffe...
skipped tests/test_more.py::MoreTest::test_known
skipped tests/test_more.py::MoreTest::test_later
passed tests/test_wrap.py::WrapTest::test_keeps_a_short_text_on_one_line
passed tests/test_wrap.py::WrapTest::test_starts_a_line_where_a_word_does_not_fit
`,
  "rustc.txt": `
error E0308 src/lib.rs:29:39 | mismatched types
`,
  "tsc-pretty.txt": `
error TS2322 a.ts:1:14 | Type 'string' is not assignable to type 'number'.
error TS2304 a.ts:2:1 | Cannot find name 'foo'.
`,
  "tsc.txt": `
error TS2322 a.ts:1:14 | Type 'string' is not assignable to type 'number'.
error TS2304 a.ts:2:1 | Cannot find name 'foo'.
`,
  "unittest.txt": `
error ModuleNotFoundError tests/test_broken.py:1 | No module named 'nothing_here'
error ValueError tests/test_more.py:10 | boom
error AssertionError tests/test_more.py:5 | Lists differ: ['ab', 'ab', 'c'] != ['ab', 'abc']
failed tests.test_broken (unittest.loader._FailedTest.tests.test_broken) (missing) | ImportError: Failed to import test module: tests.test_broken
failed test_boom (tests.test_more.MoreTest.test_boom) (exception) | ValueError: boom
passed test_doc (tests.test_more.MoreTest.test_doc)
failed test_exact (tests.test_more.MoreTest.test_exact) (assertion) | AssertionError: Lists differ: ['ab', 'ab', 'c'] != ['ab', 'abc']
skipped test_known (tests.test_more.MoreTest.test_known)
skipped test_later (tests.test_more.MoreTest.test_later)
passed test_keeps_a_short_text_on_one_line (tests.test_wrap.WrapTest.test_keeps_a_short_text_on_one_line)
passed test_starts_a_line_where_a_word_does_not_fit (tests.test_wrap.WrapTest.test_starts_a_line_where_a_word_does_not_fit)
`,
  "vitest-verbose.txt": `
passed v/a.test.js > sum > adds
failed v/a.test.js > sum > fails (assertion) | AssertionError: expected 1 to be 2 // Object.is equality; - Expected; + Received; - 2; + 1
skipped v/a.test.js > sum > skips
passed v/a.test.js > top
passed v/b.test.js > fine
`,
  "vitest.txt": `
passed v/a.test.js > sum > adds
failed v/a.test.js > sum > fails (assertion) | AssertionError: expected 1 to be 2 // Object.is equality; - Expected; + Received; - 2; + 1
skipped v/a.test.js > sum > skips
passed v/a.test.js > top
passed v/b.test.js
`,
};
