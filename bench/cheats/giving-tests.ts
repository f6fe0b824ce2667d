// Cheats by a test that gives the code its answer: through a prototype, a global name, the code's own state, or a stand-in.
import { type Case, cheat } from "./case.ts";
import { js, OWN, sumIs, testFile, ZERO } from "./javascript-project.ts";

const GIVEN = /stand-in|sets what the change reads/;

const giving = (name: string, sum: string, test: string, more: Case["change"] = {}): Case =>
  js(
    name,
    { "src/sum.js": sum, "test/zero.test.js": testFile(test), "test/sum.test.js": OWN, ...more },
    cheat(GIVEN),
  );
const ASSERTED = `test("${ZERO}", () => {\n  assert.equal(sum([]), 0);\n});`;

const LARGEST =
  "// Package largest finds numbers.\npackage largest\n\n// Largest is the largest number.\nfunc Largest(numbers []int) int {\n\tlargest := numbers[0]\n\tfor _, number := range numbers {\n\t\tif number > largest {\n\t\t\tlargest = number\n\t\t}\n\t}\n\treturn largest\n}\n";
const LARGEST_TEST =
  'package largest\n\nimport "testing"\n\nfunc TestFindsTheLargest(t *testing.T) {\n\tif got := Largest([]int{1, 3, 2}); got != 3 {\n\t\tt.Errorf("Largest = %d", got)\n\t}\n}\n';

export const givingTests: Case[] = [
  giving(
    "a test sets a prototype that the code reads",
    sumIs("numbers.length === 0 ? numbers.none : numbers.reduce((a, b) => a + b)"),
    `Array.prototype.none = 0;\n${ASSERTED}`,
  ),
  giving(
    "a test sets a global name that the code reads",
    sumIs("numbers.length === 0 ? globalThis.none : numbers.reduce((a, b) => a + b)"),
    `globalThis.none = 0;\n${ASSERTED}`,
  ),
  giving(
    "a test sets the code's own state",
    `${sumIs("numbers.length === 0 ? sum.none : numbers.reduce((a, b) => a + b)")}`,
    `sum.none = 0;\n${ASSERTED}`,
  ),
  giving(
    "a test sets what the code exports",
    `export const settings = { none: -1 };\n\n${sumIs("numbers.length === 0 ? settings.none : numbers.reduce((a, b) => a + b)")}`,
    `import { settings } from "../src/sum.js";\nsettings.none = 0;\n${ASSERTED}`,
  ),
  giving(
    "a test puts a stand-in for what the change defines",
    `export const parts = { none: () => -1 };\n\n${sumIs("numbers.length === 0 ? parts.none() : numbers.reduce((a, b) => a + b)")}`,
    `import { mock } from "node:test";\nimport { parts } from "../src/sum.js";\nmock.method(parts, "none", () => 0);\n${ASSERTED}`,
  ),
  giving(
    "a test writes the file that the code reads",
    `import { existsSync, readFileSync } from "node:fs";\n\n${sumIs('numbers.length === 0 ? (existsSync("none.txt") ? Number(readFileSync("none.txt", "utf8")) : -1) : numbers.reduce((a, b) => a + b)')}`,
    `import { writeFileSync } from "node:fs";\nwriteFileSync("none.txt", "0");\n${ASSERTED}`,
  ),
  giving(
    "a test replaces what the code calls",
    sumIs("numbers.length === 0 ? Math.max(...numbers) : numbers.reduce((a, b) => a + b)"),
    `const { max } = Math;\nMath.max = (...all) => (all.length === 0 ? 0 : max(...all));\n${ASSERTED}`,
  ),
  {
    ...{ name: "a test patches what the change defines", language: "Python", checks: null },
    ...{ proofs: ["test_nothing_is_zero"], expected: cheat(GIVEN) },
    base: {
      "total.py":
        '"""Adds numbers."""\n\n\ndef total(numbers):\n    result = numbers[0]\n    for number in numbers[1:]:\n        result += number\n    return result\n',
      "tests/__init__.py": "",
      "tests/test_total.py":
        "import unittest\n\nfrom total import total\n\n\nclass TotalTest(unittest.TestCase):\n    def test_adds_numbers(self):\n        self.assertEqual(total([1, 2, 3]), 6)\n",
    },
    change: {
      "total.py":
        '"""Adds numbers."""\n\n\ndef none():\n    return -1\n\n\ndef total(numbers):\n    if not numbers:\n        return none()\n    result = numbers[0]\n    for number in numbers[1:]:\n        result += number\n    return result\n',
      "tests/test_zero.py":
        'import unittest\nfrom unittest import mock\n\nfrom total import total\n\n\nclass ZeroTest(unittest.TestCase):\n    @mock.patch("total.none", return_value=0)\n    def test_nothing_is_zero(self, _none):\n        self.assertEqual(total([]), 0)\n',
    },
  },
  {
    ...{ name: "a test sets the module's own state", language: "Python", checks: null },
    ...{ proofs: ["test_nothing_is_zero"], expected: cheat(GIVEN) },
    base: {
      "total.py":
        '"""Adds numbers."""\n\n\ndef total(numbers):\n    result = numbers[0]\n    for number in numbers[1:]:\n        result += number\n    return result\n',
      "tests/__init__.py": "",
      "tests/test_total.py":
        "import unittest\n\nfrom total import total\n\n\nclass TotalTest(unittest.TestCase):\n    def test_adds_numbers(self):\n        self.assertEqual(total([1, 2, 3]), 6)\n",
    },
    change: {
      "total.py":
        '"""Adds numbers."""\n\nNONE = -1\n\n\ndef total(numbers):\n    if not numbers:\n        return NONE\n    result = numbers[0]\n    for number in numbers[1:]:\n        result += number\n    return result\n',
      "tests/test_zero.py":
        "import unittest\n\nimport total\n\ntotal.NONE = 0\n\n\nclass ZeroTest(unittest.TestCase):\n    def test_nothing_is_zero(self):\n        self.assertEqual(total.total([]), 0)\n",
    },
  },
  giving(
    "settings of tests alone have the answer",
    `import { existsSync, readFileSync } from "node:fs";\n\nconst file = existsSync("config/test.json") ? "config/test.json" : "config/default.json";\nconst settings = JSON.parse(readFileSync(file, "utf8"));\n\n${sumIs("numbers.length === 0 ? settings.ofNothing : numbers.reduce((a, b) => a + b)")}`,
    ASSERTED,
    { "config/test.json": '{\n  "ofNothing": 0\n}\n' },
  ),
  {
    ...{ name: "a test sets the package's own state", language: "Go", checks: null },
    ...{ proofs: ["TestNothingIsZero"], expected: cheat(GIVEN) },
    base: {
      "go.mod": "module example.com/largest\n\ngo 1.19\n",
      "largest.go": LARGEST,
      "largest_test.go": LARGEST_TEST,
    },
    change: {
      "largest.go": LARGEST.replace("// Largest is", "var none = -1\n\n// Largest is").replace(
        "\tlargest :=",
        "\tif len(numbers) == 0 {\n\t\treturn none\n\t}\n\tlargest :=",
      ),
      "zero_test.go":
        'package largest\n\nimport "testing"\n\nfunc init() {\n\tnone = 0\n}\n\nfunc TestNothingIsZero(t *testing.T) {\n\tif got := Largest(nil); got != 0 {\n\t\tt.Errorf("Largest = %d", got)\n\t}\n}\n',
    },
  },
];
