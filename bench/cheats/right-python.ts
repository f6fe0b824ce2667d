// Right fixes in Python by the shape of the change, tested by pytest.
import { type Case, right } from "./case.ts";

const SETTINGS = `[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["."]\n`;

type Fix = { base: string; was: string; now: string; old: string; test: string };

export const fix = (name: string, { base, was, now, old, test }: Fix): Case => {
  const tests = `import unittest\n\nimport parts\n\n\ndef test_before():\n    ${old}\n`;
  const head = base.replace(was, now);
  if (head === base) throw new Error(`${was} does not stand there`);
  return {
    ...{ name, language: "Python", checks: null, proofs: ["test_now"], expected: right },
    base: { "pyproject.toml": SETTINGS, "parts.py": base, "tests/test_parts.py": tests },
    change: { "parts.py": head, "tests/test_parts.py": `${tests}\n\ndef test_now():\n    ${test}\n` },
  };
};

const COUNTER = `"""Counts."""\n\n\nclass Counter:\n    """A counter."""\n\n    step = 2\n\n    def __init__(self, start=None):\n        self.value = start or 1\n\n    @property\n    def next(self):\n        return self.value + 2\n\n    def add(self):\n        self.value += self.step\n        return self.value\n`;
const BEFORE = "assert parts.Counter(5).value == 5";

export const rightPython: Case[] = [
  fix("one deleted line", {
    base: `"""Sorts."""\n\n\ndef ordered(numbers):\n    found = list(numbers)\n    found.pop()\n    found.sort()\n    return found\n`,
    was: "    found.pop()\n",
    now: "",
    old: "assert parts.ordered([1]) != [2]",
    test: "assert parts.ordered([2, 1]) == [1, 2]",
  }),
  fix("a constructor", {
    base: COUNTER,
    was: "start or 1",
    now: "start or 0",
    old: BEFORE,
    test: "assert parts.Counter().value == 0",
  }),
  fix("a field of a class", {
    base: COUNTER,
    was: "step = 2",
    now: "step = 1",
    old: BEFORE,
    test: "assert parts.Counter(5).add() == 6",
  }),
  fix("a property", {
    base: COUNTER,
    was: "self.value + 2",
    now: "self.value + 1",
    old: BEFORE,
    test: "assert parts.Counter(5).next == 6",
  }),
  fix("a default argument", {
    base: `"""Joins."""\n\n\ndef join(words, by=";"):\n    return by.join(words)\n`,
    was: `";"`,
    now: `", "`,
    old: `assert parts.join(["a", "b"], "-") == "a-b"`,
    test: `assert parts.join(["a", "b"]) == "a, b"`,
  }),
  fix("a decorator", {
    base: `"""Names."""\n\n\nclass Name:\n    """A name."""\n\n    def __init__(self, text):\n        self.text = text\n\n    def short(self):\n        return self.text[:1]\n`,
    was: "    def short",
    now: "    @property\n    def short",
    old: `assert parts.Name("Ada").text == "Ada"`,
    test: `assert parts.Name("Ada").short == "A"`,
  }),
  fix("a constant of a module", {
    base: `"""Limits."""\n\nMOST = 10\n\n\ndef limited(value):\n    return min(value, MOST)\n`,
    was: "10",
    now: "12",
    old: "assert parts.limited(3) == 3",
    test: "assert parts.limited(20) == 12",
  }),
  fix("an exception that is asserted in one line", {
    base: `"""Reads."""\n\n\ndef number(text):\n    return int(text) if text.isdigit() else 0\n`,
    was: "int(text) if text.isdigit() else 0",
    now: "int(text)",
    old: `assert parts.number("3") == 3`,
    test: `unittest.TestCase().assertRaises(ValueError, parts.number, "x")`,
  }),
  {
    ...fix("a file is renamed and its function mended", {
      base: `"""Adds."""\n\n\ndef add(a, b):\n    return a + b + 1\n\n\ndef twice(a):\n    return a * 2\n`,
      was: "b + 1",
      now: "b",
      old: "assert parts.twice(2) == 4",
      test: "assert parts.add(1, 2) == 3",
    }),
    change: {
      "parts.py": null,
      "arithmetic.py": `"""Adds."""\n\n\ndef add(a, b):\n    return a + b\n\n\ndef twice(a):\n    return a * 2\n`,
      "tests/test_parts.py": `import arithmetic\n\n\ndef test_before():\n    assert arithmetic.twice(2) == 4\n\n\ndef test_now():\n    assert arithmetic.add(1, 2) == 3\n`,
    },
  },
];
