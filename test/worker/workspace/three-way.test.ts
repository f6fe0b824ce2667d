// A change that is carried over from one commit to a newer one, merged by git as a person would merge it.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import { emptyRepository, type Repository, temporaryFolder } from "../../support/git.ts";

let data: ReturnType<typeof temporaryFolder>;
let repository: Repository;
beforeEach(() => {
  data = temporaryFolder();
  repository = emptyRepository();
});
afterEach(() => {
  repository[Symbol.dispose]();
  data[Symbol.dispose]();
});

const lines = (...changed: [number, string][]) =>
  Array.from(
    { length: 12 },
    (_, at) => `${changed.find(([number]) => number === at)?.[1] ?? `line ${at}`}\n`,
  ).join("");

/** The change of line 5 on a base that moved to these files, as the files it makes there. */
async function carried(files: Record<string, string>) {
  const base = repository.commit({ "a.txt": lines(), "b.txt": "b\n" });
  const diff = repository.patch({ "a.txt": lines([5, "ours"]) });
  repository.git("checkout", "--quiet", "--force", "main");
  const newest = repository.commit(files);
  await using workspaces = gitWorkspaces({
    dataDir: data.path,
    log: createLog({ level: "silent", name: "test" }),
  });
  const source = { url: repository.path, authorization: async () => null };
  const { signal } = new AbortController();
  await using _ = await workspaces.open("ada/calc", source, base, signal);
  await using workspace = await workspaces.open("ada/calc", source, newest, signal);
  const applied = await workspace.apply(diff, "three-way");
  if (applied.kind !== "applied") return applied.fault;
  const contents = await workspace.contents(applied.patch);
  return contents.map(({ path, content }) => [path, Buffer.from(content ?? "").toString()]);
}

describe("a change on a base that moved", () => {
  it("is found where lines above it are new and lines beside it changed", async () => {
    const theirs = `new\nnew\n${lines([3, "theirs"])}`;
    expect(await carried({ "a.txt": theirs })).toEqual([
      ["a.txt", `new\nnew\n${lines([3, "theirs"], [5, "ours"])}`],
    ]);
  });

  it("is nothing where the base holds it already", async () => {
    expect(await carried({ "a.txt": lines([5, "ours"]) })).toEqual([]);
  });

  it("does not apply where both changed a line", async () => {
    expect(await carried({ "a.txt": lines([5, "theirs"]) })).toEqual({
      kind: "git-refused",
      gitSaid: expect.stringContaining("a.txt"),
    });
  });
});
