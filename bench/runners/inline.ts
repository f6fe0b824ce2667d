// Tests that stand in the file of the code: examples in documentation, and blocks that a runner alone reads.
import { running, type Trial } from "./trial.ts";

const EXAMPLE =
  'def add(a, b):\n    """Adds numbers.\n\n    >>> add(1, 2)\n    3\n    """\n    return a + b\n';
const IN_PYTHON = { file: "adding.py", from: "a + b", to: "a - b" };

export const inline: Trial[] = [
  {
    ...{ runner: "pytest", by: "pytest --doctest-modules", checks: running("python3 -m pytest") },
    packages: null,
    files: { "adding.py": EXAMPLE, "pytest.ini": "[pytest]\naddopts = --doctest-modules -q\n" },
    test: { file: "adding.py", name: "adding.add" },
    fault: IN_PYTHON,
  },
  {
    ...{ runner: "doctest", checks: running("python3 -m doctest adding.py"), packages: null },
    files: { "adding.py": EXAMPLE, "setup.cfg": "[metadata]\nname = adding\n" },
    test: { file: "adding.py", name: "adding.add" },
    fault: IN_PYTHON,
  },
  {
    ...{ runner: "vitest", by: "vitest in source", checks: null, packages: null },
    files: {
      "package.json": JSON.stringify({
        ...{ name: "adding", type: "module", scripts: { test: "vitest run" } },
        devDependencies: { vitest: "*" },
      }),
      "vitest.config.js": 'export default { test: { includeSource: ["src/**/*.ts"] } };\n',
      "src/sum.ts":
        'export const sum = (a: number, b: number) => a + b;\n\nif (import.meta.vitest) {\n  const { expect, it } = import.meta.vitest;\n  it("adds numbers", () => {\n    expect(sum(1, 2)).toBe(3);\n  });\n}\n',
    },
    test: { file: "src/sum.ts", name: "adds numbers" },
    fault: { file: "src/sum.ts", from: "a + b", to: "a - b" },
  },
  {
    ...{ runner: "cargo test", by: "cargo test --doc", checks: running("cargo test --doc --offline") },
    packages: null,
    files: {
      "Cargo.toml": '[package]\nname = "adding"\nversion = "0.1.0"\nedition = "2021"\n',
      "src/lib.rs":
        "/// Adds numbers.\n///\n/// ```\n/// assert_eq!(adding::add(1, 2), 3);\n/// ```\npub fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\n",
    },
    test: { file: "src/lib.rs", name: "src/lib.rs - add" },
    fault: { file: "src/lib.rs", from: "a + b", to: "a - b" },
  },
];
