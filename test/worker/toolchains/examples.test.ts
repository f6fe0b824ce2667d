// Tests that stand with the code: controls of their kind, and what a real run of Python says of examples.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { runnerOf } from "../../../worker/toolchains/node/runner.ts";
import { numbersOf } from "../../../worker/toolchains/numbers.ts";
import { pytest } from "../../../worker/toolchains/python/pytest.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { cargoTest } from "../../../worker/toolchains/rust/runner.ts";
import { temporaryFolder } from "../../support/git.ts";
import { aTree } from "./told.ts";

const names = { negative: "kulofi", positive: "gabita" };
const { one, other } = numbersOf("kulofi");
const ADD = 'def add(a, b):\n    """Adds.\n\n    >>> add(1, 2)\n    3\n    """\n    return a + b\n';

it("has controls that are examples where the named file is code in Python", () => {
  const control = pytest.control({ beside: "src/a.py", besideText: ADD, loads: ["src/a.py"], ...names });
  expect(control?.path).toBe("src/kulofi.py");
  expect(control?.content).toContain(`def kulofi():\n    """\n    >>> ${one}\n    ${other}\n    """\n`);
  expect(pytest.inside?.({ path: "src/a.py", text: ADD, name: "kulofi" })).toContain(`>>> ${one}\n`);
  expect(pytest.inside?.({ path: "test_a.py", text: ADD, name: "kulofi" })).toContain("def test_kulofi");
});

it("has controls in the file's own documentation where its examples are tests in Rust", () => {
  const text = "/// ```\n/// assert_eq!(a::one(), 1);\n/// ```\npub fn one() -> u8 { 1 }\n";
  const content = (besideText: string) =>
    cargoTest.control({ beside: "src/lib.rs", besideText, loads: [], ...names })?.content;
  expect(content(text)).toContain(
    `#[cfg(doctest)]\nmod kulofid {\n/// \`\`\`\n/// assert_eq!(${one}, ${other});`,
  );
  expect(content("pub fn one() -> u8 { 1 }\n")).not.toContain("doctest");
});

it("has controls in a block of Vitest's where the named file holds one", () => {
  const text = "export const one = 1;\n\nif (import.meta.vitest) {\n}\n";
  const found = runnerOf("npx vitest run", {});
  const control = found?.control({ beside: "src/one.ts", besideText: text, loads: [], ...names });
  expect([control?.path, control?.content.split("\n").slice(0, 2)]).toEqual([
    "src/kulofi.ts",
    ["if (import.meta.vitest) {", "const { expect, test } = import.meta.vitest;"],
  ]);
  const inside = found?.inside?.({ path: "src/one.ts", text, name: "kulofi" });
  expect(inside?.startsWith(`${text}\nif (import.meta.vitest) {\nconst { expect, test }`)).toBe(true);
});

const BROKEN = `${ADD}

class Two:
    """
    >>> 1 / 0
    2
    """

    def skipped(self):
        """
        >>> 1  # doctest: +SKIP
        2
        """

    def red(self):
        """
        >>> 1
        1
        >>> 1 + 1
        3
        """

def asserts():
    """
    >>> assert 1 == 2
    """
`;
const TOLD = [
  ["Two", "failed", "exception"],
  ["Two.red", "failed", "assertion"],
  ["Two.skipped", "skipped", undefined],
  ["add", "passed", undefined],
  ["asserts", "failed", "assertion"],
];
const SUITE =
  "import doctest, a\n\ndef load_tests(loader, tests, pattern):\n    tests.addTests(doctest.DocTestSuite(a))\n    return tests\n";

async function toldBy(command: string, files: Record<string, string>, how: "reporting" | "through") {
  using folder = temporaryFolder();
  mkdirSync(`${folder.path}/repo`);
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder.path}/repo/${name}`, text);
  const project = await recognise(aTree({ "test_a.py": "", ...files }), NO_RULES);
  const runner = project?.runnerOf({ command, kind: "test" });
  const line = runner?.[how]?.(command, `${folder.path}/report`)?.command ?? "";
  const { status } = spawnSync("sh", ["-c", line], {
    cwd: `${folder.path}/repo`,
    env: { PATH: process.env.PATH },
  });
  const report = readFileSync(`${folder.path}/report`, "utf8");
  const { tests, fault } = runner?.read(report) ?? {};
  return { status, fault, tests: tests ?? [], report };
}

it("tells each example that doctest runs, and how it failed", async () => {
  const files = { "a.py": BROKEN };
  const { status, fault, tests, report } = await toldBy("python3 -m doctest a.py", files, "reporting");
  expect([status, fault]).toEqual([1, null]);
  expect(tests.map(({ name, status, failure }) => [name.replace(/^a\./, ""), status, failure])).toEqual(TOLD);
  expect(report.split("\n").filter((line) => line.includes('"file"') && !line.includes('a.py"'))).toEqual([]);
});

it("tells examples that unittest runs behind make, by the file they stand in", async () => {
  const files = {
    "a.py": ADD.replace("    3", "    4"),
    "test_a.py": SUITE,
    Makefile: "test:\n\tpython3 -m unittest -q\n",
  };
  const { status, fault, tests, report } = await toldBy("make test", files, "through");
  expect([status === 0, fault]).toEqual([false, null]);
  expect(tests.map(({ name, failure }) => [name, failure])).toEqual([["add (a)", "assertion"]]);
  expect(report).toContain('/repo/a.py"');
});
