// Submodules in a checkout: there where they are wanted and can be had, named where they are empty.
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import { emptyRepository, type Repository, temporaryFolder } from "../../support/git.ts";

let part: Repository;
let inner: Repository;
let whole: Repository;
beforeEach(() => {
  [part, inner, whole] = [emptyRepository(), emptyRepository(), emptyRepository()];
});
afterEach(() => {
  for (const each of [part, inner, whole]) each[Symbol.dispose]();
});

/** Commits a repository with submodules, by path: another one and the address under which it is named. */
function withSubmodules(to: Repository, all: Record<string, { id: string; url: string }>): string {
  const named = Object.entries(all).map(
    ([path, { url }]) => `[submodule "${path}"]\n\tpath = ${path}\n\turl = ${url}\n`,
  );
  to.commit({ "README.md": "# Whole\n", ".gitmodules": named.join("") });
  for (const [path, { id }] of Object.entries(all))
    to.git("update-index", "--add", "--cacheinfo", `160000,${id},${path}`);
  to.git("commit", "--quiet", "--message", "add submodules");
  return to.git("rev-parse", "HEAD").trim();
}

async function opened(sha: string, submodules: readonly string[] | null) {
  const stack = new AsyncDisposableStack();
  const data = stack.use(temporaryFolder());
  const log = createLog({ level: "silent", name: "test" });
  const workspaces = stack.use(gitWorkspaces({ dataDir: data.path, log }));
  const source = {
    url: whole.path,
    authorization: async () => null,
    ...(submodules === null ? {} : { submodules }),
  };
  const workspace = stack.use(await workspaces.open("ada/calc", source, sha, new AbortController().signal));
  const at = (path: string) => join(workspace.tree.checkout, path);
  return { at, notes: workspace.notes, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const beside = (repository: Repository) => `../${basename(repository.path)}`;

describe("the submodules of a commit", () => {
  it("are checked out where they are wanted, with those inside of them, at the commits that are named", async () => {
    const deep = inner.commit({ "deep.txt": "deep\n" });
    const old = withSubmodules(part, { deps: { id: deep, url: beside(inner) } });
    part.commit({ "newer.txt": "newer\n" });
    const sha = withSubmodules(whole, { "vendor/part": { id: old, url: beside(part) } });
    await using there = await opened(sha, []);
    expect(readFileSync(there.at("vendor/part/README.md"), "utf8")).toBe("# Whole\n");
    expect(readFileSync(there.at("vendor/part/deps/deep.txt"), "utf8")).toBe("deep\n");
    expect(existsSync(there.at("vendor/part/newer.txt"))).toBe(false);
    expect(existsSync(there.at("vendor/part.index"))).toBe(false);
    expect(there.notes).toEqual([]);
    const timeOf = (path: string) => lstatSync(there.at(path)).mtimeMs;
    expect(timeOf("vendor/part/deps/deep.txt")).toBeLessThan(timeOf(".git/index") - 60_000);
  });

  it("stay empty and are named where they cannot be had, beside those that can", async () => {
    const id = part.commit({ "a.txt": "a\n" });
    const sha = withSubmodules(whole, {
      gone: { id: "1".repeat(40), url: beside(part) },
      nowhere: { id, url: "../there-is-no-such-repository" },
      part: { id, url: beside(part) },
      stranger: { id, url: "https://elsewhere.example/a.git" },
    });
    await using there = await opened(sha, []);
    expect(readFileSync(there.at("part/a.txt"), "utf8")).toBe("a\n");
    expect(there.notes).toEqual([{ kind: "submodules-empty", paths: ["gone", "nowhere", "stranger"] }]);
  });

  it("stay empty where nobody wants them", async () => {
    const sha = withSubmodules(whole, { part: { id: part.commit({ "a.txt": "a\n" }), url: beside(part) } });
    await using there = await opened(sha, null);
    expect(there.notes).toEqual([{ kind: "submodules-empty", paths: ["part"] }]);
  });
});
