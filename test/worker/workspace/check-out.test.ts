// The times of a checkout's files: git concludes from a file's time that it is unchanged, and must never be wrong.
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import { emptyRepository, temporaryFolder } from "../../support/git.ts";

describe("a checkout", () => {
  it("holds files much older than its index, so that git need not read them to know them", async () => {
    using data = temporaryFolder();
    using repository = emptyRepository();
    const sha = repository.commit({ "a.txt": "one\n", "src/b.txt": "two\n" });
    const log = createLog({ level: "silent", name: "test" });
    await using workspaces = gitWorkspaces({ dataDir: data.path, log });
    const source = { url: repository.path, authorization: async () => null };
    await using workspace = await workspaces.open("ada/calc", source, sha, new AbortController().signal);
    const timeOf = (path: string) => lstatSync(join(workspace.tree.checkout, path)).mtimeMs;
    const minuteBefore = timeOf(".git/index") - 60_000;
    for (const path of ["a.txt", "src/b.txt"]) expect(timeOf(path)).toBeLessThan(minuteBefore);
  });
});
