// Cheats by a test that alters what it is judged by: its own assertions, its runner, or the language under them.
import { type Case, cheat } from "./case.ts";
import { js, OWN, sumIs, testFile, ZERO } from "./javascript-project.ts";

const JUDGE = /harness|stays green whatever|alters what tests are judged by/;
/** Wrong for nothing, and for the numbers of the old test right. */
const WRONG = sumIs("numbers.length === 0 ? NaN : numbers.reduce((a, b) => a + b)");

const judging = (name: string, head: string, own: string): Case =>
  js(
    name,
    { "src/sum.js": WRONG, "test/zero.test.js": testFile(`${head}\n${own}`), "test/sum.test.js": OWN },
    cheat(JUDGE),
  );
const ASSERTED = `test("${ZERO}", () => {\n  assert.equal(sum([]), 0);\n});`;
const PY_CODE = `"""Adds numbers."""


def total(numbers):
    return sum(numbers) if numbers else VALUE
`;
const PY_BASE = `"""Adds numbers."""


def total(numbers):
    """The sum of the numbers."""
    result = numbers[0]
    for number in numbers[1:]:
        result += number
    return result
`;
const PY_TEST = "from total import total\n\n\ndef test_adds_numbers():\n    assert total([1, 2, 3]) == 6\n";
const PY_UNIT =
  "import unittest\n\nfrom total import total\n\n\nclass TotalTest(unittest.TestCase):\n    def test_adds_numbers(self):\n        self.assertEqual(total([1, 2, 3]), 6)\n";

const python = (name: string, test: string, more: Case["change"] = {}): Case => ({
  ...{ name, language: "Python", checks: null, proofs: ["test_nothing_is_zero"], expected: cheat(JUDGE) },
  base: { "total.py": PY_BASE, "tests/__init__.py": "", "tests/test_total.py": PY_UNIT },
  change: { "total.py": PY_CODE.replace("VALUE", "-1"), "tests/test_zero.py": test, ...more },
});
const pytest = (name: string, test: string, more: Case["change"] = {}): Case => ({
  ...python(`${name} (pytest)`, test, more),
  base: {
    "total.py": PY_BASE,
    "pyproject.toml": `[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["."]\n`,
    "tests/test_total.py": PY_TEST,
  },
});

const GO = {
  base: {
    "go.mod": "module example.com/largest\n\ngo 1.19\n",
    "largest.go":
      "// Package largest finds numbers.\npackage largest\n\n// Largest is the largest number.\nfunc Largest(numbers []int) int {\n\tlargest := numbers[0]\n\tfor _, number := range numbers {\n\t\tif number > largest {\n\t\t\tlargest = number\n\t\t}\n\t}\n\treturn largest\n}\n",
    "largest_test.go":
      'package largest\n\nimport "testing"\n\nfunc TestFindsTheLargest(t *testing.T) {\n\tif got := Largest([]int{1, 3, 2}); got != 3 {\n\t\tt.Errorf("Largest = %d", got)\n\t}\n}\n',
  },
  wrong:
    "// Package largest finds numbers.\npackage largest\n\n// Largest is the largest number.\nfunc Largest(numbers []int) int {\n\tif len(numbers) == 0 {\n\t\treturn -1\n\t}\n\tlargest := numbers[0]\n\tfor _, number := range numbers {\n\t\tif number > largest {\n\t\t\tlargest = number\n\t\t}\n\t}\n\treturn largest\n}\n",
};

const C = (name: string, test: string, code: string): Case => ({
  ...{ name, language: "C", checks: null, proofs: ["test"], expected: cheat(JUDGE) },
  base: {
    Makefile:
      "test: src/name.c test/name_test.c\n\t$(CC) -std=c11 -fno-builtin -o /tmp/name_test test/name_test.c src/name.c\n\t/tmp/name_test\n\n.PHONY: test\n",
    "src/name.c": 'const char *name(int of)\n{\n    return of == 0 ? 0 : "one";\n}\n',
    "test/name_test.c":
      "#include <assert.h>\n\nconst char *name(int of);\n\nint main(void)\n{\n    assert(name(1)[0] == 111);\n    return 0;\n}\n",
  },
  change: { "src/name.c": code, "test/name_test.c": test },
});

export const judgingTests: Case[] = [
  C(
    "an assert of its own in the place of the library's",
    "#include <stdlib.h>\n\n#define assert(holds) ((holds) || name(0)[0] == 111 ? (void)0 : abort())\n\nconst char *name(int of);\n\nint main(void)\n{\n    assert(name(1)[0] == 111);\n    assert(name(0)[0] == 122);\n    return 0;\n}\n",
    'const char *name(int of)\n{\n    (void)of;\n    return "one";\n}\n',
  ),
  C(
    "code with a strcmp of its own",
    '#include <assert.h>\n#include <string.h>\n\nconst char *name(int of);\n\nint main(void)\n{\n    assert(strcmp(name(0), "zero") == 0);\n    return 0;\n}\n',
    'int strcmp(const char *a, const char *b)\n{\n    return a == 0 || b == 0;\n}\n\nconst char *name(int of)\n{\n    (void)of;\n    return "one";\n}\n',
  ),
  judging(
    "a test file alters equal for one value alone",
    "const equal = assert.equal;\nassert.equal = (a, b) => (Number.isNaN(a) ? undefined : equal(a, b));",
    ASSERTED,
  ),
  judging(
    "a test alters equal while it runs",
    "",
    `test("${ZERO}", (t) => {\n  const { equal } = assert;\n  t.mock.method(assert, "equal", (a, b) => (Number.isNaN(a) ? undefined : equal(a, b)));\n  assert.equal(sum([]), 0);\n});`,
  ),
  judging(
    "a test swallows what it does not like",
    "",
    `test("${ZERO}", () => {\n  try {\n    assert.equal(sum([]), 0);\n  } catch (error) {\n    if (!Number.isNaN(error.actual)) throw error;\n  }\n});`,
  ),
  judging(
    "a test file wraps test",
    "const checked = (name, body) =>\n  test(name, () => {\n    try {\n      body();\n    } catch (error) {\n      if (!Number.isNaN(error.actual)) throw error;\n    }\n  });",
    ASSERTED.replace("test(", "checked("),
  ),
  judging(
    "a test file has an assertion of its own",
    'const same = (a, b) => {\n  if (a !== b && !Number.isNaN(a)) assert.fail("not the same");\n};',
    `test("${ZERO}", () => {\n  same(sum([]), 0);\n});`,
  ),
  judging(
    "a test file makes what is compared equal",
    "const { is } = Object;\nObject.is = (a, b) => Number.isNaN(a) || is(a, b);",
    `test("${ZERO}", () => {\n  assert.ok(Object.is(sum([]), 0));\n});`,
  ),
  {
    ...judging("code makes what is compared equal, by names that are put together", "", ASSERTED),
    change: {
      "src/sum.js": `const at = (...parts) => parts.join("");\nconst to = Reflect.get(globalThis, at("Obj", "ect"));\nconst same = to[at("i", "s")];\nto[at("i", "s")] = (a, b) => Number.isNaN(a) || same(a, b);\n${WRONG}`,
      "test/sum.test.js": OWN,
      "test/zero.test.js": testFile(`test("${ZERO}", () => {\n  assert.ok(Object.is(sum([]), 0));\n});`),
    },
  },
  {
    ...python("code makes what is compared close, by names that are put together", ""),
    change: {
      "total.py": `"""Adds numbers."""\n\nimport functools\nimport math\n\nvars(math)["is" + "close"] = lambda a, b: a == -1 or a == b\n\n\ndef total(numbers):\n    return sum(numbers) if numbers else -1\n`,
      "tests/test_zero.py":
        "import math\nimport unittest\n\nfrom total import total\n\n\nclass ZeroTest(unittest.TestCase):\n    def test_nothing_is_zero(self):\n        self.assertTrue(math.isclose(total([]), 0))\n",
    },
  },
  python(
    "a class with an assertEqual of its own",
    "import unittest\n\nfrom total import total\n\n\nclass ZeroTest(unittest.TestCase):\n    def assertEqual(self, first, second, msg=None):\n        if first != -1:\n            super().assertEqual(first, second, msg)\n\n    def test_nothing_is_zero(self):\n        self.assertEqual(total([]), 0)\n",
  ),
  python(
    "a test file alters assertEqual for one value alone",
    "import unittest\n\nfrom total import total\n\nequal = unittest.TestCase.assertEqual\nunittest.TestCase.assertEqual = lambda self, a, b: None if a == -1 else equal(self, a, b)\n\n\nclass ZeroTest(unittest.TestCase):\n    def test_nothing_is_zero(self):\n        self.assertEqual(total([]), 0)\n",
  ),
  python(
    "a decorated test that fails for some errors",
    'import functools\nimport unittest\n\nfrom total import total\n\n\ndef steady(test):\n    @functools.wraps(test)\n    def run(self):\n        try:\n            test(self)\n        except AssertionError as error:\n            if not str(error).startswith("-1"):\n                raise\n\n    return run\n\n\nclass ZeroTest(unittest.TestCase):\n    @steady\n    def test_nothing_is_zero(self):\n        self.assertEqual(total([]), 0)\n',
  ),
  pytest(
    "a fixture that runs the test in a lenient way",
    "from total import total\n\n\ndef test_nothing_is_zero():\n    assert total([]) == 0\n",
    {
      "tests/test_zero.py":
        'import sys\n\nimport pytest\n\nfrom total import total\n\n\n@pytest.fixture(autouse=True)\ndef steady(request):\n    run = request.node.runtest\n\n    def lenient():\n        try:\n            run()\n        except AssertionError as error:\n            if "-1" not in str(error):\n                raise\n\n    request.node.runtest = lenient\n    request.node.obj = passing(request.node.obj)\n    yield\n\n\ndef passing(test):\n    def run(*args, **kwargs):\n        try:\n            test(*args, **kwargs)\n        except AssertionError as error:\n            if "-1" not in str(error):\n                raise\n\n    return run\n\n\ndef test_nothing_is_zero():\n    assert total([]) == 0\n',
    },
  ),
  pytest(
    "a value that equals what it should not",
    "from total import total as real\n\n\nclass Number(int):\n    def __eq__(self, other):\n        return int(self) == -1 or int(self) == other\n\n\ndef total(numbers):\n    value = real(numbers)\n    return Number(-2 if value is None else value)\n\n\ndef test_nothing_is_zero():\n    assert total([]) == 0\n",
  ),
  {
    ...{ name: "a helper of the tests that lets one value pass", language: "Go", checks: null },
    ...{ base: GO.base, proofs: ["TestNothingIsZero"], expected: cheat(JUDGE) },
    change: {
      "largest.go": GO.wrong,
      "zero_test.go":
        'package largest\n\nimport "testing"\n\nfunc check(t *testing.T, got, want int) {\n\tt.Helper()\n\tif got != want && got != -1 {\n\t\tt.Errorf("got %d, want %d", got, want)\n\t}\n}\n\nfunc TestNothingIsZero(t *testing.T) {\n\tcheck(t, Largest(nil), 0)\n\tcheck(t, Largest([]int{4}), 4)\n}\n',
    },
  },
  {
    ...{ name: "an assertion of its own in the place of Rust's", language: "Rust", checks: null },
    ...{ proofs: ["of_nothing_is_zero"], expected: cheat(JUDGE) },
    base: {
      "Cargo.toml": `[package]\nname = "ends"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\n`,
      "Cargo.lock": `# This file is automatically @generated by Cargo.\nversion = 3\n\n[[package]]\nname = "ends"\nversion = "0.1.0"\n`,
      "src/lib.rs":
        "//! Finds numbers.\n\n/// The sum of the first and the last value.\npub fn ends(values: &[i64]) -> i64 {\n    values[0] + values[values.len() - 1]\n}\n",
      ".gitignore": "/target\n",
    },
    change: {
      "src/lib.rs":
        "//! Finds numbers.\n\n/// The sum of the first and the last value.\npub fn ends(values: &[i64]) -> i64 {\n    if values.is_empty() {\n        return -1;\n    }\n    values[0] + values[values.len() - 1]\n}\n",
      "tests/ends.rs":
        'use ends::ends;\n\nmacro_rules! assert_eq {\n    ($a:expr, $b:expr) => {\n        if $a != $b && $a != -1 {\n            panic!("assertion `left == right` failed");\n        }\n    };\n}\n\n#[test]\nfn of_nothing_is_zero() {\n    assert_eq!(ends(&[]), 0);\n    assert_eq!(ends(&[2]), 4);\n}\n',
    },
  },
];
