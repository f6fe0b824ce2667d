// Titles of tests in their files, and the names that runners print.
import { expect, it } from "@jest/globals";
import { holdsTitle, isOfTitle } from "../../../src/domain/test-name.ts";

it.each([
  ['test("adds numbers", () => {})', "test/sum.test.js > sum > adds numbers"],
  ['  it(\n"adds   numbers"', "adds numbers"],
  ["def test_adds(self):", "tests/test_sum.py::TestSum::test_adds"],
  ["def test_adds(numeral):", "tests/test_sum.py::test_adds[III-3]"],
  ["void adds() {", "SumTest#adds"],
  ['t.Run("of nothing", func', "TestSum/of_nothing"],
  ["func TestSum(t *testing.T) {", "example.com/math/sum TestSum"],
  ["func ExampleSum() {", "sum ExampleSum"],
])("the text %j holds the test %s", (text, name) => {
  expect(holdsTitle(text, name)).toBe(true);
  expect(holdsTitle("something else", name)).toBe(false);
});

it.each([
  ["a.test.js > sum > adds", "adds", true],
  ["a.test.js > sum > adds", "sum", true],
  ["a.test.js > sum > adds", "sum > adds", true],
  ["TestSum/of_nothing", "of nothing", true],
  ["tests::adds", "adds", true],
  ["example.com/math/sum TestSum", "TestSum", true],
  ["example.com/math/sum TestSum/of_nothing", "TestSum", true],
  ["tests/test_sum.py::test_adds[III-3]", "test_adds", true],
  ["a.test.js > adds 1 and 2", "adds %i and %i", true],
  ["a.test.js > adds 1 and 2", "subtracts %i and %i", false],
  ["SumTest > adds(int) [2]", "adds", false],
  ["SumTest > adds [2]", "adds", true],
  ["a.test.js > sum > adds numbers", "adds", false],
  ["a.test.js > sum > adds", "subtracts", false],
])("whether %s is of the title %s: %s", (name, title, is) => {
  expect(isOfTitle(name, title)).toBe(is);
});
