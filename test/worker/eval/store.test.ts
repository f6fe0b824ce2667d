// The folders an evaluation reads and writes: what counts as a case, and what is said where nothing can be made of it.
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

  it("takes every folder, links to be refused by name included, but not the one that is written to", async () => {
    const cases = made("some", "b", "a", ".git", "results");
    writeFileSync(join(cases, "README.md"), "");
    symlinkSync("/etc", join(cases, "link"));
    expect(await casesIn(cases, join(cases, "results/one"))).toEqual(["a", "b", "link"]);
  });

  it.each<[string, string[], RegExp]>([
    ["nowhere", [], /^Could not read the cases in .*nowhere: it does not exist\. Name a folder of cases/],
    [
      "empty",
      [".git"],
      /^Could not read the cases in .*empty: there is no case in it\. Each case is a folder/,
    ],
    ["odd", ["a b"], /^Could not read the cases in .*odd: "a b" is no name of a case\. Use letters/],
    [
      "many",
      Array.from({ length: 2001 }, (_, i) => `c${i}`),
      /many: it has 2001; at most 2000 are taken\. Split/,
    ],
  ])("says what is wrong with %s", async (name, inside, words) => {
    await expect(casesIn(inside.length === 0 ? at(name) : made(name, ...inside), "/out")).rejects.toThrow(
      words,
    );
  });
});

describe("a case named as if it were a folder of cases", () => {
  it("is recognised, and the folder above is named", async () => {
    using folder = temporaryFolder();
    const one = join(folder.path, "one");
    mkdirSync(join(one, "hidden"), { recursive: true });
    writeFileSync(join(one, "issue.md"), "Mend it\n");
    await expect(casesIn(one, "/out")).rejects.toThrow(
      `it is a case itself: it has an issue.md. Name the folder above, ${folder.path}, and choose it there with --only one`,
    );
    await expect(casesIn(join(one, "issue.md"), "/out")).rejects.toThrow("it is not a folder. Name a folder");
  });
});

describe("the results of an evaluation", () => {
  const folder = temporaryFolder();
  afterAll(() => folder[Symbol.dispose]());

  it("are read as they were saved, with nothing half-written beside them", async () => {
    const evaluation = anEvaluation("one", [aResult("a", "resolved"), aResult("b", "error")]);
    expect(await readEvaluation(folder.path)).toBeNull();
    await saveEvaluation(folder.path, evaluation, () => "<svg/>");
    expect(await readEvaluation(folder.path)).toEqual(evaluation);
    expect(readdirSync(folder.path).toSorted()).toEqual(["results.json", "results.svg"]);
  });

  it.each(["", "{", "[]", `{ "version": 3 }`])(
    "are refused where somebody else wrote them (%j)",
    async (text) => {
      writeFileSync(join(folder.path, "results.json"), text);
      await expect(readEvaluation(folder.path)).rejects.toThrow(
        /^Could not read the results in .*results\.json: they were not written by this version of `issuewright eval`\./,
      );
    },
  );
});
