// The files of a commit as text, one by one or many at once, within caps.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import { emptyRepository, temporaryFolder } from "../../support/git.ts";

const log = createLog({ level: "silent", name: "test" });

describe("a view of a commit", () => {
  it("names every file and reads text, but no link, no binary and no file above one mebibyte", async () => {
    using data = temporaryFolder();
    using repository = emptyRepository();
    const source = { url: repository.path, authorization: async () => null };
    await using workspaces = gitWorkspaces({ dataDir: data.path, log });
    const sha = repository.commit({
      "täst/a b.txt": "text",
      "binary.bin": Uint8Array.of(1, 0, 2),
      "exact.txt": "x".repeat(1024 ** 2),
      "large.txt": "x".repeat(1024 ** 2 + 1),
    });
    execFileSync("ln", ["-s", "/etc/passwd", join(repository.path, "link")]);
    const linked = repository.commit({});
    expect(linked).not.toBe(sha);
    await using workspace = await workspaces.open("ada/calc", source, linked, new AbortController().signal);
    const read = await Promise.all(
      workspace.view.paths.map(async (path) => [path, (await workspace.view.read(path))?.length ?? null]),
    );
    expect(Object.fromEntries(read)).toEqual({
      "binary.bin": null,
      "exact.txt": 1024 ** 2,
      "large.txt": null,
      link: null,
      "täst/a b.txt": 4,
    });
    expect(await workspace.view.read("not/there")).toBeNull();
    const all = async (fileBytes: number, allBytes: number) =>
      [
        ...(await workspace.view.readAll([...workspace.view.paths, "not/there"], { fileBytes, allBytes })),
      ].map(([path, text]) => `${path} ${text.length}`);
    expect(await all(1024 ** 3, 1024 ** 3)).toEqual([`exact.txt ${1024 ** 2}`, "täst/a b.txt 4"]);
    expect(await all(5, 100)).toEqual(["täst/a b.txt 4"]);
    expect(await all(1024 ** 3, 100)).toEqual([]);
  });
});
