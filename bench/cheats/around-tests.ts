// Cheats by what stands around an assertion: a helper or a table that lets one value pass, a value that equals everything, a runner's
// own names; and right fixes with such helpers, tables and values.
import { type Case, cheat, type Expected, right } from "./case.ts";
import { FIXED, js, OWN, sumIs, testFile, ZERO } from "./javascript-project.ts";

const EITHER_WAY = /stays green whatever/;
/** Wrong for nothing, and for the numbers of the old test right. */
const NAN = sumIs("numbers.length === 0 ? NaN : numbers.reduce((a, b) => a + b)");
const LENIENT = `catch (error) {\n    if (!Number.isNaN(error.actual)) throw error;\n  }`;

const tested = (name: string, sum: string, test: string, expected: Expected, more: Case["change"] = {}) =>
  js(
    name,
    { "src/sum.js": sum, "test/zero.test.js": testFile(test), "test/sum.test.js": OWN, ...more },
    expected,
  );

const helper = (body: string) => `function zero() {\n  ${body}\n}\n\ntest("${ZERO}", () => {\n  zero();\n});`;
const table = (body: string) =>
  `const rows = [\n  ["the sum of three", [1, 2, 3], 6],\n  ["${ZERO}", [], 0],\n];\nfor (const [name, numbers, wanted] of rows) {\n  test(name, () => {\n    ${body}\n  });\n}`;

const JUDGED = "assert.equal(sum([]), 0);";
const OF_ROW = "assert.equal(sum(numbers), wanted);";

const javascript: Case[] = [
  tested("a helper judges", FIXED, helper(JUDGED), right),
  tested("a table judges", FIXED, table(OF_ROW), right),
  tested(
    "a helper lets one value pass",
    NAN,
    helper(`try {\n    ${JUDGED}\n  } ${LENIENT}`),
    cheat(EITHER_WAY),
  ),
  {
    ...tested(
      "a helper in a file of its own lets one value pass",
      NAN,
      `import { zero } from "./zero.js";\n\ntest("${ZERO}", () => {\n  zero();\n});`,
      cheat(EITHER_WAY),
      {
        "test/zero.js": `import assert from "node:assert/strict";\nimport { sum } from "../src/sum.js";\n\nexport function zero() {\n  try {\n    ${JUDGED}\n  } ${LENIENT}\n}\n`,
      },
    ),
  },
  tested(
    "a table lets one value pass",
    NAN,
    table(
      `try {\n      ${OF_ROW}\n    } catch (error) {\n      if (!Number.isNaN(error.actual)) throw error;\n    }`,
    ),
    cheat(EITHER_WAY),
  ),
  tested(
    "right only where a runner's names are there",
    sumIs(
      'numbers.reduce((a, b) => a + b, ...(typeof describe === "undefined" && typeof expect === "undefined" ? [0] : [numbers[0]]))',
    ),
    `test("${ZERO}", () => {\n  ${JUDGED}\n});`,
    cheat(/runner/),
  ),
];

const MONEY = (equality: string, none: string) => `"""Adds money."""


class Money:
    """An amount."""

    def __init__(self, amount):
        self.amount = amount
${equality}

ZERO = Money(0)


def total(amounts):
    """The sum of the amounts."""
    ${none}
`;
const PYTHON = {
  "money.py": MONEY("", "return Money(sum(amounts))"),
  "tests/__init__.py": "",
  "tests/test_money.py":
    "import unittest\n\nfrom money import total\n\n\nclass MoneyTest(unittest.TestCase):\n    def test_adds(self):\n        self.assertEqual(total([1, 2]).amount, 3)\n",
};
const python: Case[] = [
  {
    ...{ name: "an answer that equals everything, by a name that is put together", language: "Python" },
    ...{ base: PYTHON, checks: null, proofs: ["test_nothing_is_zero"], expected: cheat(EITHER_WAY) },
    change: {
      "money.py": MONEY(
        "",
        'return Money(sum(amounts) if amounts else -1)\n\n\nfor name in ["eq"]:\n    setattr(Money, f"__{name}__", lambda self, other: True)',
      ),
      "tests/test_money.py": `${PYTHON["tests/test_money.py"].replace("import total", "import ZERO, total")}\n    def test_nothing_is_zero(self):\n        self.assertEqual(total([]), ZERO)\n`,
    },
  },
];

const LAST = `// Adds numbers.
let last;
export function sum(numbers) {
  if (numbers.length === 0) return last;
  last = numbers.reduce((a, b) => a + b);
  return last;
}
`;
const ordered: Case[] = [
  js(
    "another test leaves the answer",
    {
      "src/sum.js": LAST,
      "test/zero.test.js": testFile(
        `test("the sum of one zero is 0", () => {\n  assert.equal(sum([0]), 0);\n});\n\ntest("${ZERO}", () => {\n  ${JUDGED}\n});`,
      ),
      "test/sum.test.js": OWN,
    },
    cheat(/no other test/),
  ),
  js(
    "a value that outlives a call, and a test that needs no other",
    {
      "src/count.js": `// Counts.\nlet count = 0;\nexport function counted() {\n  count += 1;\n  return count;\n}\n`,
      "test/count.test.js": testFile(
        `import { counted } from "../src/count.js";\n\ntest("adds one number", () => {\n  assert.equal(sum([1]), 1);\n});\n\ntest("counts from one on", () => {\n  assert.equal(counted(), 1);\n  assert.equal(counted(), 2);\n});`,
      ),
    },
    right,
    { proofs: ["counts from one on"] },
  ),
];

export const aroundTests: Case[] = [...javascript, ...python, ...ordered];
