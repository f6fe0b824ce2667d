// The folders that an evaluation reads and writes: which entries count as cases, and which folders are refused.
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { casesIn, readEvaluation, saveEvaluation } from "../../../worker/eval/store.ts";
import { anEvaluation, aResult } from "../../support/eval-results.ts";
import { temporaryFolder } from "../../support/git.ts";

describe("the folder of cases", () => {
  const folder = temporaryFolder();
  afterAll(() => folder[Symbol.dispose]());
  const at = (...names: string[]) => join(folder.path, ...names);
  const made = (name: string, ...inside: string[]) => {
    for (const each of inside) mkdirSync(at(name, each), { recursive: true });
    return at(name);
  };

  it("lists every folder and link, but not the folder that the evaluation writes to", async () => {
    const cases = made("some", "b", "a", ".git", "results");
    writeFileSync(join(cases, "README.md"), "");
    symlinkSync("/etc", join(cases, "link"));
    expect(await casesIn(cases, join(cases, "results/one"))).toEqual(["a", "b", "link"]);
  });

  it.each<[string, string[], object]>([
    ["nowhere", [], { kind: "no-cases-folder", found: "nothing" }],
    ["empty", [".git"], { kind: "no-case" }],
    ["odd", ["a b"], { kind: "no-case-name", name: "a b" }],
    [
      "many",
      Array.from({ length: 2001 }, (_, i) => `c${i}`),
      { kind: "too-many-cases", cases: 2001, maxCases: 2000 },
    ],
  ])("is refused: %s", async (name, inside, refused) => {
    const folder = inside.length === 0 ? at(name) : made(name, ...inside);
    await expect(casesIn(folder, "/out")).rejects.toMatchObject({ refused: { ...refused, folder } });
  });
});

describe("a case given as a folder of cases", () => {
  it("is recognised", async () => {
    using folder = temporaryFolder();
    const one = join(folder.path, "one");
    mkdirSync(join(one, "hidden"), { recursive: true });
    writeFileSync(join(one, "issue.md"), "Mend it\n");
    await expect(casesIn(one, "/out")).rejects.toMatchObject({
      refused: { kind: "folder-is-a-case", folder: one },
    });
    const file = join(one, "issue.md");
    await expect(casesIn(file, "/out")).rejects.toMatchObject({
      refused: { kind: "no-cases-folder", folder: file, found: "a-file" },
    });
  });
});

describe("the results of an evaluation", () => {
  const folder = temporaryFolder();
  afterAll(() => folder[Symbol.dispose]());

  it("are read as they were saved, and leave no half-written file", async () => {
    const evaluation = anEvaluation("one", [aResult("a", "resolved"), aResult("b", "error")]);
    expect(await readEvaluation(folder.path)).toBeNull();
    await saveEvaluation(folder.path, evaluation, () => "<svg/>");
    expect(await readEvaluation(folder.path)).toEqual(evaluation);
    expect(readdirSync(folder.path).toSorted()).toEqual(["results.json", "results.svg"]);
  });

  it.each(["", "{", "[]", `{ "version": 3 }`])(
    "are refused where somebody else wrote them (%j)",
    async (text) => {
      const file = join(folder.path, "results.json");
      writeFileSync(file, text);
      await expect(readEvaluation(folder.path)).rejects.toMatchObject({
        refused: { kind: "results-unreadable", file },
      });
    },
  );
});
