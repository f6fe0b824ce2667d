// How functions and tests are written in each language, and what holds for a language that says nothing of it.
import { expect, test } from "@jest/globals";
import { formsOf } from "../../../worker/toolchains/forms-of.ts";

test.each([
  ["a.ts", "const zero = (sum) => {"],
  ["a.js", "async function zero() {"],
  ["a.py", "    def zero(self):"],
  ["a.rb", "  def self.zero"],
  ["a.go", "func zero(t *testing.T) {"],
  ["a.rs", "macro_rules! zero {"],
  ["A.java", "  void zero() {"],
  ["A.kt", "  fun zero() {"],
  ["a.php", "    private function zero(): void"],
  ["a.c", "static void zero(void)"],
  ["a.swift", "    func zero() {"],
])("a function in %s begins with: %s", (path, line) => {
  expect([formsOf(path).function("zero").test(line), formsOf(path).function("zer").test(line)]).toEqual([
    true,
    false,
  ]);
});

test.each([
  ["a.js", "function zero() {"],
  ["a.py", "async def zero():"],
  ["a.rb", "  def zero"],
  ["a.go", "func zero(t *testing.T) {"],
  ["a.rs", "    fn zero() {"],
  ["A.java", "  public void zero() {"],
  ["A.kt", "  fun zero() {"],
  ["a.php", "    public function zero(): void"],
  ["a.c", "START_TEST(zero)"],
  ["a.cpp", "TEST(Sum, zero) {"],
  ["a.swift", "    func zero() {"],
])("a test in %s begins with: %s", (path, line) => {
  expect(formsOf(path).test("zero").test(line)).toBe(true);
});

test.each([
  ["a.js", "  } else if (a) {", "rows.forEach((row) => check(row));"],
  ["a.py", "    elif a:", "    except Error:"],
  ["a.rb", "  unless a", "  rows.each do |row|"],
  ["a.go", "\tfor _, row := range rows {", "\tselect {"],
  ["a.rs", "    match a {", "    while a {"],
  ["A.java", "    } catch (Error error) {", "    switch (a) {"],
  ["a.php", "        foreach ($rows as $row) {", "        } elseif ($a) {"],
  ["a.c", "    while (a) {", "    case 1:"],
])("what stands behind a line in %s does not always run: %s or %s", (path, ...lines) => {
  const { sometimes } = formsOf(path);
  expect(lines.filter((line) => !sometimes.test(line))).toEqual([]);
  expect(sometimes.test("check(a)")).toBe(false);
});

test.each([
  ["a.js", 'test("zero", () => {', "return;"],
  ["a.py", "def test_zero():", "return"],
  ["a.rb", 'it "is zero" do', "next"],
  ["a.rb", "def test_zero", "return"],
  ["a.go", "func TestZero(t *testing.T) {", "return;"],
  ["a.rs", "fn zero() {", "if true { return; }"],
  ["A.java", "void zero() {", "if (true) return;"],
  ["a.php", "{", "return;"],
  ["a.c", "TEST(Sum, zero) {", "return;"],
  ["a.swift", "func testZero() {", "return;"],
])("a test in %s that begins with `%s` is left by: %s", (path, line, by) => {
  expect(formsOf(path).leaves.find(({ begins }) => begins.test(line))?.by).toBe(by);
});

test.each([
  ["a.js", "test.each(rows)(name, () => {", "sum of %s", "sum of \u0024{row}"],
  ["a.go", "\tt.Run(name, func(t *testing.T) {", "sum of %d", "sum of %v"],
  ["a.py", "self.subTest(name)", "sum of %s", "%d is the sum"],
  ["a.rb", "  it(name) do", "sum of %s", "%d is the sum"],
  ["a.php", "test(name, function () {", "sum of %s", "sum of $all"],
])("a test in %s takes its title from a table: %s", (path, begins, ...titles) => {
  const { tableTest, place } = formsOf(path);
  expect(tableTest.test(begins)).toBe(true);
  expect(titles.filter((title) => !place.test(title))).toEqual([]);
});
