// The tree an architect reads: the commit as it is, or with the change that is already there laid over it.
import { afterAll, describe, expect, it } from "@jest/globals";
import { NO_DIFF } from "../../../../src/domain/patch.ts";
import { startSurveyor } from "../../../../worker/map/surveyor.ts";
import { surveyTerritory } from "../../../../worker/run/phases/territory.ts";
import { shortOrder } from "../../../../worker/run/phases/work-order.ts";
import type { Workspace } from "../../../../worker/workspace/workspace.ts";
import { aPatch } from "../../../support/builders.ts";
import { goodOrder } from "../../../support/script.ts";
import { aTree } from "../../toolchains/told.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const file = (path: string, content: Uint8Array | null) => ({ path, mode: "100644" as const, content });

/** A commit of three files, and a change of which it applies whatever it is asked to. */
const workspace: Pick<Workspace, "sha" | "view" | "apply" | "contents"> = {
  sha: "a".repeat(40),
  view: aTree({
    "kept.js": "function kept() {}\n",
    "old.js": "function old() {}\n",
    "gone.js": "function gone() {}\n",
  }),
  apply: async (diff) =>
    diff.length === 0
      ? { kind: "does-not-apply", fault: { kind: "name-not-utf8" } }
      : { kind: "applied", patch: aPatch() },
  contents: async () => [
    file("old.js", bytes("// Changed.\nfunction renewed() {}\n")),
    file("new.js", bytes("function added() {}\n")),
    file("image.js", Uint8Array.of(0, 1)),
    file("gone.js", null),
  ],
};

describe("a territory", () => {
  const surveyor = startSurveyor();
  afterAll(async () => {
    await surveyor[Symbol.asyncDispose]();
  });
  const survey = async (existing: Uint8Array | null) => {
    const signal = new AbortController().signal;
    const { tree, map } = await surveyTerritory({ surveyor, workspace, existing, signal });
    const names = map.files.flatMap(({ symbols }) =>
      symbols.map(({ name, fromLine }) => `${name} ${fromLine}`),
    );
    return { paths: tree.paths.toSorted(), names: names.sort(), tree };
  };

  it("is the commit, where there is no change or none that applies", async () => {
    const commit = { paths: ["gone.js", "kept.js", "old.js"], names: ["gone 1", "kept 1", "old 1"] };
    expect(await survey(null)).toMatchObject(commit);
    expect(await survey(NO_DIFF)).toMatchObject(commit);
  });

  it("is the commit with the change over it, also where the commit was mapped before", async () => {
    const { tree, ...rest } = await survey(bytes("a change"));
    expect(rest).toEqual({
      paths: ["image.js", "kept.js", "new.js", "old.js"],
      names: ["added 1", "kept 1", "renewed 2"],
    });
    const read = await Promise.all(
      ["kept.js", "old.js", "gone.js", "image.js"].map((path) => tree.read(path)),
    );
    expect(read).toEqual(["function kept() {}\n", "// Changed.\nfunction renewed() {}\n", null, null]);
    const all = async (fileBytes: number, allBytes: number) =>
      [...(await tree.readAll(tree.paths, { fileBytes, allBytes })).keys()].sort();
    expect(await all(100, 100)).toEqual(["kept.js", "new.js", "old.js"]);
    expect(await all(30, 100)).toEqual(["kept.js", "new.js"]);
    expect(await all(100, 30)).toEqual(["new.js"]);
    expect(tree.contentId("old.js")).toBeNull();
    expect(tree.contentId("kept.js")).not.toBeNull();
  });
});

describe("an order that came along with its spec", () => {
  const short = { order: goodOrder, size: { words: 1, criteria: 1, files: 1 } };

  it("is taken where every test passes before any change, and only there", () => {
    expect(shortOrder(short, [])).toBe(short);
    expect(shortOrder(short, ["adds numbers"])).toBeNull();
    expect(shortOrder(null, [])).toBeNull();
  });
});
