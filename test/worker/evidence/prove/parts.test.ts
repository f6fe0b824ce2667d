// A patch taken apart into tests and code, where tests have files of their own and where they stand below the code.
import { describe, expect, it } from "@jest/globals";
import { type Parts, partsOf } from "../../../../worker/evidence/prove/parts.ts";
import type { Workspace } from "../../../../worker/workspace/workspace.ts";
import { emptyRepository, type Files } from "../../../support/git.ts";
import { useWorkspaces } from "../../../support/workspaces.ts";

const workspaces = useWorkspaces();

const oneIs = (value: number, end = "\n") => `pub fn one() -> u8 {${end}    ${value}${end}}${end}`;
const tested = (value: number) => `
#[cfg(test)]
mod tests {
    #[test]
    fn one_is_one() {
        assert_eq!(super::one(), ${value});
    }
}
`;
const base: Files = {
  "src/lib.rs": `${oneIs(2)}${tested(2)}`,
  "src/bare.rs": oneIs(2),
  "tests/all.rs": "old\n",
};

type Taken = Pick<Parts, "touched" | "files" | "isInlineTest"> & { tests: Files; code: Files };

/** What the files of the patch read with its tests alone, and with its code alone. */
async function taken(change: Files, old: Files = base): Promise<Taken> {
  using repository = emptyRepository();
  const sha = repository.commit(old);
  await using workspace = await workspaces.open(repository, sha);
  const { patch } = await applied(workspace, repository.patch(change));
  const parts = await partsOf(patch, workspace);
  const read = async (diff: Uint8Array) => (diff.length === 0 ? {} : filesOf(workspace, diff));
  return { ...parts, tests: await read(parts.tests), code: await read(parts.code) };
}

async function applied(workspace: Workspace, diff: Uint8Array) {
  const result = await workspace.apply(diff);
  if (result.kind !== "applied") throw new Error(JSON.stringify(result.fault));
  return result;
}

async function filesOf(workspace: Workspace, diff: Uint8Array): Promise<Files> {
  const contents = await workspace.contents((await applied(workspace, diff)).patch);
  return Object.fromEntries(
    contents.map(({ path, content }) => [path, content === null ? null : Buffer.from(content).toString()]),
  );
}

describe("a patch", () => {
  it("falls into files of tests and files of code", async () => {
    const change = { "src/bare.rs": oneIs(1), "tests/all.rs": null, "tests/more.rs": "new\n" };
    expect(await taken(change)).toMatchObject({
      touched: ["tests/all.rs", "tests/more.rs"],
      files: ["tests/more.rs"],
      tests: { "tests/more.rs": "new\n" },
      code: { "src/bare.rs": oneIs(1) },
    });
  });

  it("has what tests expect among the tests, wherever it stands", async () => {
    const change = { "src/bare.rs": oneIs(1), "src/snapshots/one.snap": "1\n", "tests/more.rs": "new\n" };
    expect(await taken(change)).toMatchObject({
      touched: ["tests/more.rs", "src/snapshots/one.snap"],
      files: ["tests/more.rs"],
      tests: { "tests/more.rs": "new\n", "src/snapshots/one.snap": "1\n" },
      code: { "src/bare.rs": oneIs(1) },
    });
  });

  it("has data that tests read among the tests, and not with the code", async () => {
    const change = { "src/bare.rs": oneIs(1), "fixtures/cases.json": "[]\n", "tests/more.rs": "new\n" };
    expect(await taken(change)).toMatchObject({
      tests: { "tests/more.rs": "new\n", "fixtures/cases.json": "[]\n" },
      code: { "src/bare.rs": oneIs(1) },
    });
  });

  it("in which tests stand below the code falls apart there, in each file", async () => {
    const change = { "src/lib.rs": `${oneIs(1)}${tested(1)}`, "src/bare.rs": `${oneIs(1)}${tested(1)}` };
    const parts = await taken(change);
    expect(parts).toMatchObject({
      touched: ["src/bare.rs", "src/lib.rs"],
      files: ["src/bare.rs", "src/lib.rs"],
      tests: { "src/lib.rs": `${oneIs(2)}${tested(1)}`, "src/bare.rs": `${oneIs(2)}${tested(1)}` },
      code: { "src/lib.rs": `${oneIs(1)}${tested(2)}`, "src/bare.rs": oneIs(1) },
    });
    expect([3, 4, 5].map((line) => parts.isInlineTest("src/lib.rs", line))).toEqual([false, true, true]);
    expect(parts.isInlineTest("src/other.rs", 5)).toBe(false);
  });

  it("that leaves the tests below as they were changes code alone, and the other way round", async () => {
    expect(await taken({ "src/lib.rs": `${oneIs(1)}${tested(2)}` })).toMatchObject({
      ...{ touched: [], files: [], tests: {} },
      code: { "src/lib.rs": `${oneIs(1)}${tested(2)}` },
    });
    expect(await taken({ "src/lib.rs": `${oneIs(2)}${tested(1)}` })).toMatchObject({
      ...{ touched: ["src/lib.rs"], code: {} },
      tests: { "src/lib.rs": `${oneIs(2)}${tested(1)}` },
    });
  });

  it.each([
    ["tests are declared above the code", (value: number) => `#[cfg(test)]\nmod tests;\n\n${oneIs(value)}`],
    ["code stands below the tests", (value: number) => `${tested(1)}\n${oneIs(value)}`],
    ["an import is for tests alone", (value: number) => `#[cfg(test)]\nuse std::fmt;\n${oneIs(value)}`],
    ["nothing but attributes stand", (value: number) => `${"#[cfg(test)]\n".repeat(50_000)}${oneIs(value)}`],
  ])("stays whole where %s", async (_what, file) => {
    const parts = await taken({ "src/bare.rs": file(1) });
    expect(parts).toMatchObject({ touched: [], tests: {}, code: { "src/bare.rs": file(1) } });
    expect(parts.isInlineTest("src/bare.rs", 9)).toBe(false);
  });

  it.each([
    [
      "no line end at its end",
      `${oneIs(1)}${tested(1)}`.trimEnd(),
      `${oneIs(2)}${tested(1)}`.trimEnd(),
      oneIs(1),
    ],
    ["other line ends", `${oneIs(1, "\r\n")}${tested(1)}`, `${oneIs(2)}${tested(1)}`, oneIs(1, "\r\n")],
    ["no code", tested(1), `${oneIs(2)}${tested(1)}`, ""],
    ["code without a line end", oneIs(1).trimEnd(), oneIs(2), oneIs(1)],
    ["no tests any longer", oneIs(1), oneIs(2), oneIs(1)],
  ])("falls apart to the byte where the file has %s", async (_what, head, withTests, code) => {
    const parts = await taken({ "src/lib.rs": head });
    expect(parts.tests["src/lib.rs"]).toBe(withTests);
    expect(parts.code["src/lib.rs"]).toBe(`${code}${tested(2)}`);
  });

  const inPython = (value: number, extra = "") =>
    `"""Sums."""\n\ndef one(\n    a: int,\n) -> int:\n    """It is one.\n\n    >>> one(0)\n    ${value}\n    """\n    return ${value}\n${extra}`;
  const added =
    '\n\nclass Two:\n    def two(self):\n        """\n        >>> Two().two()\n        2\n        """\n';
  const inRust = (value: number) =>
    `//! Sums.\nimpl One {\n    /// It is one.\n    ///\n    /// \`\`\`\n    /// assert_eq!(a::one(), ${value});\n    /// \`\`\`\n    #[must_use]\n    pub fn one() -> u8 {\n        ${value}\n    }\n}\n`;
  const withVitest = (value: number) =>
    `export const one = () => ${value};\n\nif (import.meta.vitest) {\n  const { expect, it } = import.meta.vitest;\n  it("is one", () => expect(one()).toBe(${value}));\n}\n\nexport const two = 2;\n`;

  it.each([
    ["src/a.py", inPython, "return", [6, 7, 10, 11], [true, true, true, false]],
    ["src/a.rs", inRust, "^        \\d", [2, 3, 7, 8], [false, true, true, false]],
    ["src/a.ts", withVitest, "=> \\d;", [1, 2, 6, 7], [false, true, true, false]],
  ])(
    "in which tests stand among the code falls apart, too: %s",
    async (path, file, code, lines, areTests) => {
      const old = { [path]: file(2), "pytest.ini": "[pytest]\naddopts = --doctest-modules\n" };
      const parts = await taken({ [path]: file(1) }, old);
      const only = (text: string, from: string, to: string) =>
        text.replace(new RegExp(`(?:${code}).*`, "m"), (line) => line.replace(from, to));
      expect(parts).toMatchObject({
        ...{ touched: [path], files: [path] },
        tests: { [path]: only(file(1), "1", "2") },
        code: { [path]: only(file(2), "2", "1") },
      });
      expect(lines.map((line) => parts.isInlineTest(path, line))).toEqual(areTests);
    },
  );

  it("keeps an example whose function is new beside it, and knows no example that nothing runs", async () => {
    const old = { "a.py": inPython(2), "setup.cfg": "[tool:pytest]\naddopts = --doctest-modules\n" };
    expect(await taken({ "a.py": inPython(2, added) }, old)).toMatchObject({
      ...{ touched: [], tests: {} },
      code: { "a.py": inPython(2, added) },
    });
    expect(await taken({ "a.py": inPython(1) }, { "a.py": inPython(2) })).toMatchObject({
      ...{ touched: [], tests: {} },
      code: { "a.py": inPython(1) },
    });
  });
});
