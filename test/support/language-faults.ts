// Faults to plant into the fixture repositories, and what a check has to name of each.

/** A change that some check has to notice, and the places in the code and the tests that it has to name. */
export type Fault = { file: string; from: string; to: string; names: string[] };
type Language = {
  fixture: string;
  toolchain: string;
  image: string;
  faults: Fault[];
};

export const LANGUAGES: readonly Language[] = [
  {
    ...{ fixture: "node", toolchain: "node", image: "node" },
    faults: [
      {
        ...{ file: "src/duration.js", from: "m: 60,", to: "m: 6," },
        names: ["test/duration.test.js:10", "test/duration.test.js > parse > reads minutes"],
      },
      {
        ...{ file: "src/duration.js", from: "const [, count", to: "const [[, count" },
        names: ["src/duration.js:7", "test/duration.test.js"],
      },
    ],
  },
  {
    ...{ fixture: "node-workspaces", toolchain: "node", image: "node" },
    faults: [
      {
        ...{ file: "packages/circle/src/circle.js", from: "radius ** 2", to: "radius ** 3" },
        names: [
          "packages/circle/test/circle.test.js:5",
          "packages/circle/test/circle.test.js > a circle has an area",
        ],
      },
    ],
  },
  {
    ...{ fixture: "typescript", toolchain: "node", image: "node" },
    faults: [
      {
        ...{ file: "src/money.ts", from: "* 100 +", to: "* 10 +" },
        names: [
          "test/money.test.ts:5",
          "test/money.test.ts:13",
          "reads whole amounts",
          "writes what it reads",
        ],
      },
      {
        ...{ file: "src/money.ts", from: "coins: Number(match[1])", to: "coins: match[1]" },
        names: ["src/money.ts:7"],
      },
    ],
  },
  {
    ...{ fixture: "python", toolchain: "python", image: "python" },
    faults: [
      {
        ...{ file: "wrap/__init__.py", from: "<= width", to: "< width - 9" },
        names: [
          "tests/test_wrap.py:8",
          "test_keeps_a_short_text_on_one_line (tests.test_wrap.WrapTest.test_keeps_a_short_text_on_one_line)",
        ],
      },
      {
        ...{ file: "wrap/__init__.py", from: "for word in text.split():", to: "for word in text.split()" },
        names: ["wrap/__init__.py:7", "tests.test_wrap (unittest.loader._FailedTest.tests.test_wrap)"],
      },
    ],
  },
  {
    ...{ fixture: "python-pytest", toolchain: "python", image: "python" },
    faults: [
      {
        ...{ file: "roman.py", from: '"V": 5', to: '"V": 6' },
        names: ["tests/test_roman.py:8", "tests/test_roman.py::test_adds_letters[VI-6]"],
      },
      {
        ...{ file: "roman.py", from: "return sum(values)", to: "return sum(values" },
        names: ["roman.py:11", "tests/test_roman.py", "tests/test_values.py"],
      },
    ],
  },
  {
    ...{ fixture: "rust", toolchain: "rust", image: "rust" },
    faults: [
      {
        ...{ file: "src/lib.rs", from: "sorted.len() / 2", to: "0" },
        names: ["src/lib.rs:21", "statistics src/lib.rs tests::of_three_is_the_second"],
      },
      {
        ...{ file: "src/lib.rs", from: "Option<f64> {", to: "Option<f32> {" },
        names: ["src/lib.rs:7", "`statistics` (lib test)", "`statistics` (lib)"],
      },
    ],
  },
  {
    ...{ fixture: "rust-workspace", toolchain: "rust", image: "rust" },
    faults: [
      {
        ...{ file: "crates/grid/src/lib.rs", from: "row * self.columns", to: "row * self.rows" },
        names: ["crates/grid/src/lib.rs:25", "grid src/lib.rs tests::numbers_fields_row_by_row"],
      },
      {
        ...{ file: "crates/maze/src/lib.rs", from: ".count()", to: ".count();" },
        names: ["crates/maze/src/lib.rs:6", "`maze` (lib)"],
      },
      {
        ...{
          file: "crates/grid/src/lib.rs",
          from: "        Some(row * self.columns + column)",
          to: "        return Some(row * self.columns + column);",
        },
        names: ["crates/grid/src/lib.rs:14"],
      },
    ],
  },
  {
    ...{ fixture: "go", toolchain: "go", image: "go" },
    faults: [
      {
        ...{ file: "slug.go", from: "slug.Len() > 0 && !dash", to: "!dash" },
        names: ["slug_test.go:13", "example.com/slug TestStartsWithALetter"],
      },
      {
        ...{ file: "slug.go", from: "dash := false", to: "dash := 0" },
        names: ["slug.go:13", "slug.go:14", "slug.go:16", "example.com/slug"],
      },
    ],
  },
  {
    ...{ fixture: "go-packages", toolchain: "go", image: "go" },
    faults: [
      {
        ...{ file: "price/price.go", from: "int(p)/100", to: "int(p)/10" },
        names: [
          "price/price_test.go:16",
          ...["TestString/whole", "TestString/less_than_one", "TestString"].map(
            (test) => `example.com/shop/price ${test}`,
          ),
        ],
      },
      {
        ...{ file: "cart/cart.go", from: "sum += each", to: "sum += missing" },
        names: ["cart/cart.go:9", "cart/cart.go:10", "example.com/shop", "example.com/shop/cart"],
      },
      {
        ...{ file: "price/price.go", from: "int(p)/100, int(p)%100", to: "int(p)/100, int(p)%100, p" },
        names: ["price/price.go:10", "example.com/shop/price"],
      },
    ],
  },
  {
    ...{ fixture: "java", toolchain: "java", image: "java" },
    faults: [
      {
        ...{ file: "src/main/java/com/example/Range.java", from: "number >= first", to: "number > first" },
        names: ["com.example.RangeTest containsItsFirst"],
      },
      {
        ...{ file: "src/main/java/com/example/Range.java", from: "number < last;", to: "number < last" },
        names: ["src/main/java/com/example/Range.java:6"],
      },
    ],
  },
  {
    ...{ fixture: "java-make", toolchain: "generic", image: "java" },
    faults: [
      {
        ...{ file: "src/com/example/Words.java", from: 'split(" ")', to: 'split("")' },
        names: ["words are told apart by spaces"],
      },
      {
        ...{ file: "src/com/example/Words.java", from: "text.isEmpty()", to: "text.empty()" },
        names: ["src/com/example/Words.java:8"],
      },
    ],
  },
  {
    ...{ fixture: "c", toolchain: "c", image: "base" },
    faults: [
      { ...{ file: "src/trim.c", from: "text++;", to: "break;" }, names: ["test/trim_test.c:10"] },
      {
        ...{ file: "src/trim.c", from: "return text;", to: "return txt;" },
        names: ["src/trim.c:13", "src/trim.c:14"],
      },
    ],
  },
  {
    ...{ fixture: "cpp-cmake", toolchain: "c", image: "c" },
    faults: [
      {
        ...{ file: "include/stack.hpp", from: "> most_", to: ">= most_ - 1" },
        names: ["test/push_test.cpp:9", "test/pop_test.cpp:11", "push", "pop"],
      },
      {
        ...{ file: "include/stack.hpp", from: "return last;", to: "return lost;" },
        names: ["include/stack.hpp:24"],
      },
    ],
  },
  {
    ...{ fixture: "c-meson", toolchain: "c", image: "c" },
    faults: [
      {
        ...{ file: "src/hex.c", from: "- 'a' + 10", to: "- 'a'" },
        names: ["test/digits_test.c:8", "digits"],
      },
      { ...{ file: "src/hex.c", from: "long number = 0;", to: "long number = 0" }, names: ["src/hex.c:6"] },
    ],
  },
];
