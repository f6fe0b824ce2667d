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
  ["a.py", "    __eq__ = always"],
  ["a.rs", "impl PartialEq<i64> for A {"],
  ["a.rs", "impl<T> PartialEq for A<T> {"],
  ["a.rb", "  def ==(other) = true"],
])("is not known for another way to say it in %s: %s", (path, line) => {
  expect(equalityOf(path)?.defines.test(line)).toBe(false);
});
