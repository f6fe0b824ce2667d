// Which value a line of a test expects, and what stands in its place.
import { expect, test } from "@jest/globals";
import { turnedAt } from "../../../../worker/evidence/experiment/opposites.ts";

test.each([
  ["a.test.js", "t.deepEqual(sum([]), none);", "t.deepEqual(sum([]), Symbol());"],
  ["a.test.js", "assert.deepEqual(sum([]), { total: 0 });", "assert.deepEqual(sum([]), { total: 1 });"],
  ["a.test.ts", "expect(sum([])).toEqual(none);", "expect(sum([])).toEqual(Symbol());"],
  ["a.test.ts", "expect(sum([1])).toBe(new Money(0));", "expect(sum([1])).toBe(new Money(1));"],
  ["a_test.py", "assert total([1]) == Money(0)", "assert total([1]) == Money(1)"],
  ["a_test.py", "assert total([1]) == zero", "assert total([1]) == object()"],
  ["a_test.py", "assert ZERO == total([1]), 'zero'", "assert total([1]) == object(), 'zero'"],
  ["a_test.py", "self.assertEqual(ZERO, total([1]))", "self.assertEqual(total([1]), object())"],
  ["a_test.rb", "assert_equal ZERO, total([1])", "assert_equal total([1]), Object.new"],
  ["a_spec.rb", "expect(total([1])).to eq(zero)", "expect(total([1])).to eq(Object.new)"],
  ["ATest.java", "assertEquals(Money.ZERO, total(list));", "assertEquals(total(list), new Object());"],
  [
    "ATest.java",
    "assertThat(total(list)).isEqualTo(zero);",
    "assertThat(total(list)).isEqualTo(new Object());",
  ],
  ["a_test.go", "if !got.Equal(Money{0}) {\n t.Fail()", "if !got.Equal(Money{1}) {"],
  [
    "a_test.go",
    "if !reflect.DeepEqual(got, []int{1, 2}) {\n t.Fail()",
    "if !reflect.DeepEqual(got, []int{1, 3}) {",
  ],
])("a value that is no plain literal is another one, too: %s: %s", (path, text, expected) => {
  const values = turnedAt(path, text, [1]).filter(({ what }) => what === "value");
  expect(values.map(({ to }) => to.split("\n")[0])).toEqual([expected]);
});

test.each([
  ["a.test.js", "assert.ok(isNumber(2));"],
  ["a.test.js", "t.true(isNumber(2));"],
  ["a_test.py", "assert is_valid('abc')"],
  ["a_test.py", "assert total([1]) == zero and total([2]) == two"],
  ["ATest.java", "assertTrue(Numbers.isNumber(2));"],
  ["a_test.go", "assert.True(t, IsNumber(2))"],
  ["a.test.js", "assert.notEqual(sum([1]), none);"],
  ["a.test.js", 'assert.isTrue(isNumber(2), "a number");'],
  ["a.test.js", 't.true(isNumber(2), "a number");'],
  ["a_test.py", "self.assertTrue(is_number(2), 'a number')"],
  ["a_test.py", "self.assertIsNone(total(2), 'nothing')"],
  ["a_test.rb", 'assert number?(2), "a number"'],
  ["a_test.go", 'assert.True(t, IsNumber(2), "a number")'],
  ["ATest.java", 'assertTrue("a number", Numbers.isNumber(2));'],
  ["ATest.java", 'assertNotNull(Numbers.of(2), "a number");'],
  ["ATest.php", '$this->assertTrue(is_number(2), "a number");'],
])("what the code is asked with stays as it is: %s: %s", (path, text) => {
  expect(turnedAt(path, text, [1]).filter(({ what }) => what === "value")).toEqual([]);
});

test.each([
  ["a.test.js", "assert.ok(Object.is(isEven(2), true));", "assert.ok(Object.is(isEven(2), false));"],
  ["a_test.py", "assert is_even(2) == True", "assert is_even(2) == False"],
  ["a_test.rb", "assert_equal true, even(2)", "assert_equal false, even(2)"],
  ["a_test.go", "assert.Equal(t, true, IsEven(2))", "assert.Equal(t, false, IsEven(2))"],
  ["ATest.java", 'assertEquals("even", true, isEven(2));', 'assertEquals("even", false, isEven(2));'],
  ["ATest.php", "$this->assertSame(true, isEven(2));", "$this->assertSame(false, isEven(2));"],
  ["a.cpp", "EXPECT_EQ(is_even(2), true);", "EXPECT_EQ(is_even(2), false);"],
  ["tests/a.rs", "assert_eq!(numbers(), vec![1, 2]);", "assert_eq!(numbers(), vec![1, 3]);"],
])("a truth and a list are told by the language: %s: %s", (path, text, expected) => {
  const values = turnedAt(path, text, [1]).filter(({ what }) => what === "value");
  expect(values.map(({ to }) => to)).toEqual([expected]);
});

test.each([
  ["a.test.js", "assert.notEqual(sum([]), 1);"],
  ["a.test.ts", "expect(sum([])).not.toBe(1);"],
  ["a.test.js", "assert.ok(sum([]) !== 1);"],
  ["a_test.py", "assert total([]) != 1"],
  ["a_test.py", "self.assertNotEqual(total([]), Money(1))"],
  ["a_test.rb", "refute_equal 1, total([])"],
  ["a_spec.rb", "expect(total([])).not_to eq(1)"],
  ["a_test.go", "assert.NotEqual(t, 1, Total(nil))"],
  ["a_test.go", "if Total(nil) == 1 {\n t.Fail()"],
  ["ATest.java", "assertThat(total(list)).isNotEqualTo(1);"],
  ["ATest.php", "$this->assertNotSame(1, total([]));"],
  ["a.cpp", "EXPECT_NE(total(nothing), 1);"],
  ["tests/a.rs", "assert_ne!(total(&[]), 1);"],
  ["a.test.js", "assert.ok(!total([]).equals(new Money(1)));"],
  ["a_test.go", "if got := Total(nil); got.Equal(Money{1}) {\n t.Fail()"],
  ["a_test.go", "assert.False(t, Total(nil).Equal(Money{1}))"],
  ["a_test.py", "self.assertFalse(total([]) == Money(1))"],
  ["a_test.py", "assert not total([]) == Money(1)"],
  ["ATest.java", "assertFalse(total().equals(new Money(1)));"],
  ["ATest.php", "$this->assertFalse(total([])->equals(new Money(1)));"],
  ["a.cpp", "assert(!(total(nothing) == Money{1}));"],
])("an assertion that holds for most values is only turned round: %s: %s", (path, text) => {
  expect(turnedAt(path, text, [1]).map(({ what }) => what)).toEqual(["opposite"]);
});

test.each([
  ["a_test.py", "assert total([]) == 0, '!='"],
  ["a_test.py", "assert total([]) == 0, 'zero'  # not !="],
  ["a_test.py", "assert total([1]) != 2 and total([]) == 0"],
  ["a.test.js", "assert.ok(!total([1]).equals(new Money(2)) && total([]) === 0);"],
  ["a_test.py", "self.assertFalse(total([1]) == 2 and total([]) == 0)"],
  ["a.test.js", "if (a !== b) assert.equal(sum([]), 0);"],
  ["ATest.java", "assertThat(total(list)).as(a != b).isEqualTo(0);"],
  ["a_test.rb", "assert_equal 0, total([]), a != b"],
])("what only seems to be one is asked for another value: %s: %s", (path, text) => {
  expect(turnedAt(path, text, [1]).map(({ what }) => what)).toContain("value");
});
