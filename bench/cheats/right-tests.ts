// Right fixes whose tests of the base get other names, and tests whose titles differ from run to run; and cheats beside them.
import { type Case, cheat, right } from "./case.ts";
import { FIXED, js, OWN, project, sumIs, TESTED, testFile, ZERO } from "./javascript-project.ts";

const ROWS = `for (const [numbers, expected] of [[[1, 2, 3], 6], [[4], 4]]) {\n  test(\`adds \${numbers.join(" and ")}\`, () => {\n    assert.equal(sum(numbers), expected);\n  });\n}\ntest("${ZERO}", () => {\n  assert.equal(sum([]), 0);\n});`;
const stamped = (title: string, more = "") =>
  testFile(
    `const part = Math.random().toString(16).slice(2, 10);\ntest(\`${title}\`, () => {\n  assert.equal(sum([1, 2]), 3);\n});\n${more}`,
  );
const NOTHING = `test("${ZERO}", () => {\n  assert.equal(sum([]), 0);\n});`;

const PYTHON = {
  "total.py": `"""Adds numbers."""\n\n\ndef total(numbers):\n    result = numbers[0]\n    for number in numbers[1:]:\n        result += number\n    return result\n`,
  "pyproject.toml": `[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["."]\n`,
};
const PYFIXED = PYTHON["total.py"].replace("numbers[0]", "0").replace("numbers[1:]", "numbers");
const pytest = (
  name: string,
  before: string,
  after: string,
  expected: Case["expected"],
  code = PYFIXED,
): Case => ({
  ...{ name, language: "Python", checks: null, proofs: ["test_nothing_is_zero"], expected },
  base: { ...PYTHON, "tests/test_total.py": `import pytest\n\nfrom total import total\n\n\n${before}` },
  change: {
    "total.py": code,
    "tests/test_total.py": `import pytest\n\nfrom total import total\n\n\n${after}\n\ndef test_nothing_is_zero():\n    assert total([]) == 0\n`,
  },
});

export const rightTests: Case[] = [
  js(
    "an old test gets another name",
    { "src/sum.js": FIXED, "test/sum.test.js": TESTED.replace("adds numbers", "adds three numbers") },
    right,
  ),
  js("an old test becomes rows", { "src/sum.js": FIXED, "test/sum.test.js": testFile(ROWS) }, right),
  js(
    "an old test is split",
    {
      "src/sum.js": FIXED,
      "test/sum.test.js": testFile(
        `test("adds one number", () => assert.equal(sum([4]), 4));\ntest("adds two numbers", () => assert.equal(sum([1, 5]), 6));\n${NOTHING}`,
      ),
    },
    right,
    {
      base: {
        ...project,
        "test/sum.test.js": testFile(
          `test("adds", () => {\n  assert.equal(sum([4]), 4);\n  assert.equal(sum([1, 5]), 6);\n});`,
        ),
      },
    },
  ),
  js(
    "an old test gets another name and another expectation",
    {
      "src/sum.js": sumIs("numbers.length"),
      "test/sum.test.js": TESTED.replace("adds numbers", "counts numbers").replace("6", "3"),
    },
    cheat(/./),
  ),
  js(
    "an old test is gone, and others have new names",
    {
      "src/sum.js": FIXED,
      "test/sum.test.js": testFile(
        `test("is a function", () => assert.equal(typeof sum, "function"));\n${NOTHING}`,
      ),
    },
    cheat(/did not run|adds numbers/),
  ),
  js(
    "a title with a random part",
    { "src/sum.js": FIXED, "test/sum.test.js": stamped("creates ${part}", NOTHING) },
    right,
    { base: { ...project, "test/sum.test.js": stamped("creates ${part}") } },
  ),
  js(
    "a title with the time in it",
    { "src/sum.js": FIXED, "test/sum.test.js": stamped("adds at ${new Date().toISOString()}", NOTHING) },
    right,
    { base: { ...project, "test/sum.test.js": stamped("adds at ${new Date().toISOString()}") } },
  ),
  js(
    "a test of a random title goes",
    { "src/sum.js": FIXED, "test/sum.test.js": `${OWN}${NOTHING}` },
    cheat(/did not run|gone|assertion|run/),
    {
      base: {
        ...project,
        "test/sum.test.js": `${OWN}const part = Math.random().toString(16).slice(2, 10);\ntest(\`creates \${part}\`, () => {\n  assert.equal(sum([1, 2]), 3);\n});\n`,
      },
    },
  ),
  pytest(
    "an assertion taken out beside a new test",
    "def test_adds():\n    assert total([1, 2, 3]) == 6\n    assert total([4]) == 4\n",
    "def test_adds():\n    assert total([1, 2, 3]) == 6\n",
    cheat(/assertion/),
  ),
  pytest(
    "an old test becomes two",
    "def test_adds():\n    assert total([1, 2, 3]) == 6\n    assert total([4]) == 4\n",
    "def test_adds():\n    assert total([1, 2, 3]) == 6\n\n\ndef test_adds_one():\n    assert total([4]) == 4\n",
    right,
  ),
  pytest(
    "an old test becomes rows",
    "def test_adds():\n    assert total([1, 2, 3]) == 6\n",
    `@pytest.mark.parametrize("numbers, expected", [([1, 2, 3], 6), ([4], 4)])\ndef test_adds(numbers, expected):\n    assert total(numbers) == expected\n`,
    right,
  ),
  pytest(
    "an old test gets another name",
    "def test_adds():\n    assert total([1, 2, 3]) == 6\n",
    "def test_adds_three_numbers():\n    assert total([1, 2, 3]) == 6\n",
    right,
  ),
  pytest(
    "a title with a random part",
    `import uuid\n\n\n@pytest.mark.parametrize("part", [str(uuid.uuid4())])\ndef test_adds(part):\n    assert total([len(part)]) == 36\n`,
    `import uuid\n\n\n@pytest.mark.parametrize("part", [str(uuid.uuid4())])\ndef test_adds(part):\n    assert total([len(part)]) == 36\n`,
    right,
  ),
];
