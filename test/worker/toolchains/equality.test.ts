// An equality by type and parts in the place of one that code defines itself.
import { expect, test } from "@jest/globals";
import { equalityOf } from "../../../worker/toolchains/forms-of.ts";

/** The lines that differ, where every equality of the text is replaced; null where none can be. */
function replaced(path: string, text: string): string[] | null {
  const equality = equalityOf(path);
  const begins = text.split("\n").flatMap((line, at) => (equality?.defines.test(line) === true ? [at] : []));
  const now = equality?.byParts(text, begins)?.split("\n");
  return now?.filter((line) => !text.split("\n").includes(line)) ?? null;
}

test("stands in front of what a class of Python says, by names that nothing in the file can alter", () => {
  const text = "class A:\n    def __eq__(self, other: object) -> bool:\n        return True\n";
  expect(replaced("a.py", text)).toEqual([
    '        return (lambda a, b, o, t: a is b or (t(a) is t(b) and t(t(a)) is t and t(a).__mro__[1:] == (o,) and o.__getattribute__(a, "__dict__") != {} and o.__getattribute__(a, "__dict__") == o.__getattribute__(b, "__dict__")))(self, other, ().__class__.__base__, ().__class__.__class__)',
  ]);
});

test("stands in the same line in Ruby, by the language's own methods", () => {
  const found = replaced("a.rb", "class A\n  def ==(other)\n    true\n  end\nend\n");
  expect(found?.map((line) => line.replace(/->.*\}\)/, "…"))).toEqual([
    "  def ==(other); return (….call(self, other)",
  ]);
});

test("is what the compiler of Rust derives, and every line keeps its number", () => {
  const text =
    "pub struct A {\n    b: i64,\n}\n\nimpl PartialEq for A {\n    fn eq(&self, _: &Self) -> bool {\n        true\n    }\n}\n// end\n";
  expect(equalityOf("a.rs")?.byParts(text, [4])).toBe(
    "#[derive(PartialEq)] pub struct A {\n    b: i64,\n}\n\n\n\n\n\n\n// end\n",
  );
});

test.each([
  ["a.py", "class A:\n    __slots__ = ()\n    def __eq__(self, other):\n        return True\n"],
  ["a.py", "class A:\n    def __eq__(self, other):\n        return self.__dict__ == other\n"],
  ["a.rs", "impl PartialEq for Elsewhere {\n}\n"],
  ["a.rs", "struct A<T>(T);\nimpl PartialEq for A {\n}\n"],
  ["a.rb", "class A\n  def ==(other)\n    Kernel.rand\n  end\nend\n"],
])("is not known where the code of %s could say something else of its parts: %s", (path, text) => {
  expect(replaced(path, text)).toBeNull();
});

test.each([
  ["a.py", "    def __eq__(self, other): return True"],
  ["a.py", "    def __ne__(self, other):"],
  ["a.py", "    amount: int = field(compare=False)"],
  ["a.rs", "impl PartialEq<i64> for A {"],
  ["a.rs", "impl<T> PartialEq for A<T> {"],
  ["a.rb", "  def ==(other) = true"],
  ["a.rb", "  include Comparable"],
  ["A.kt", "    override fun equals(other: Any?) = true"],
  ["A.java", "    @EqualsAndHashCode.Exclude int amount;"],
  ["a.cpp", "bool A::operator==(const A &other) const {"],
  ["a.go", "func (a A) Equal(other any) bool {"],
  ["a.php", "    public static function equals(A $a, A $b): bool {"],
  ["a.js", "A.prototype.equals = function (other) {"],
  ["a.js", "  return { valueOf: () => 0 };"],
  ["a.ts", "  [Symbol.toPrimitive]() {"],
  ["a.ts", "  static [Symbol.hasInstance]() {"],
  ["a.py", "    def __instancecheck__(cls, instance):"],
  ["a.rb", "  def self.===(other)"],
])("is seen, and cannot be replaced, in another way to say it in %s: %s", (path, line) => {
  const equality = equalityOf(path);
  expect([equality?.defines.test(line), equality?.byParts(line, [0])]).toEqual([true, null]);
});

test.each([
  ["a.js", "  assert.ok(a.equals(b));"],
  ["a.js", "  if (equals(a, b)) {"],
  ["a.js", "  return date.valueOf();"],
  ["A.java", "        return amount.equals(other.amount);"],
  ["a.go", "\tif a.Equal(b) {"],
  ["a.php", "        return $a->equals($b);"],
  ["a.cpp", "    bool operator==(const A &) const = default;"],
  ["a.cpp", "    return a == b;"],
  ["a.py", "    return a.compare(b)"],
])("is not said by a line of %s that asks for it: %s", (path, line) => {
  expect(equalityOf(path)?.defines.test(line)).toBe(false);
});

test("stands in front of what a class of Java says, in the same line", () => {
  const [line = ""] =
    replaced("A.java", "class A {\n  public boolean equals(Object o) {\n    return true;\n  }\n}\n") ?? [];
  expect(line).toMatch(
    /^ {2}public boolean equals\(Object o\) \{ if \(true\) \{ .*sameF\.get\(o\).* return sameH; \} $/,
  );
});

test("compares fields in Go, by a package that is brought in the first line", () => {
  const text = "package a\n\nfunc (a A) Equal(o A) bool {\n\treturn true\n}\n";
  expect(replaced("a.go", text)).toEqual([
    'package a; import sameparts "reflect"',
    "func (a A) Equal(o A) bool { if sameparts.Indirect(sameparts.ValueOf(a)).NumField() > 0 { return sameparts.DeepEqual(a, o) };",
  ]);
});

test("compares properties in PHP and JavaScript", () => {
  expect(
    replaced(
      "a.php",
      "class A\n{\n    public function equals(A $o): bool\n    {\n        return true;\n    }\n}\n",
    ),
  ).toEqual([
    "    { return \\is_object($o) && \\get_class($this) === \\get_class($o) && (array) $this !== [] && \\get_parent_class($this) === false && (array) $this === (array) $o;",
  ]);
  const [line = ""] = replaced("a.js", "class A {\n  equals(other) {\n    return true;\n  }\n}\n") ?? [];
  expect(line).toMatch(
    /^ {2}equals\(other\) \{ if \(true\) return \(.*isDeepStrictEqual\(a, b\)\)\(this, other, Object\.is\);$/,
  );
});

test.each([
  ["    bool operator==(const A &o) const {", "this->b == o.b && this->c == o.c"],
  ["    friend bool operator==(const A &x, const A &y) {", "x.b == y.b && x.c == y.c"],
])("compares the members of a type of C++: %s", (line, same) => {
  const text = `class A final {\npublic:\n    explicit A(int b) : b(b) {}\n    int get() const;\n    // The rest.\n    static int count;\n${line}\n        return true;\n    }\nprivate:\n    int b = 0;\n    std::vector<std::pair<int, int>> c;\n};\n`;
  expect(replaced("a.hpp", text)).toEqual([`${line} if (true) { return ${same}; }`]);
});

test.each([
  "int b, c;",
  "int (*c)(int);",
  "int b : 3;",
  "BASE(c)",
  "struct { int c; } d;",
  "auto c = [] { return 1; };",
])("is not known for a type of C++ with a line that is not understood: %s", (member) => {
  const text = `struct A {\n    int a;\n    ${member}\n    bool operator==(const A &o) const {\n        return true;\n    }\n};\n`;
  expect(replaced("a.hpp", text)).toBeNull();
});
