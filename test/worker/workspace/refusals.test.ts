// The patches from a sandbox that are refused, each with its reason.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { patchFaultText } from "../../../src/messages/patch-fault.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import type { Workspace, Workspaces } from "../../../worker/workspace/workspace.ts";
import { emptyRepository, type Repository, temporaryFolder } from "../../support/git.ts";

let data: ReturnType<typeof temporaryFolder>;
let repository: Repository;
let workspaces: Workspaces;
let workspace: Workspace;

beforeEach(async () => {
  data = temporaryFolder();
  repository = emptyRepository();
  workspaces = gitWorkspaces({ dataDir: data.path, log: createLog({ level: "silent", name: "test" }) });
  workspace = await open(repository.commit({ "a.txt": "one\ntwo\nthree\n" }));
});

afterEach(async () => {
  await workspaces[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
  data[Symbol.dispose]();
});

const open = (sha: string) => {
  const source = { url: repository.path, authorization: async () => null };
  return workspaces.open("ada/calc", source, sha, new AbortController().signal);
};
const refusal = async (diff: string | Uint8Array): Promise<string> => {
  const result = await workspace.apply(Buffer.from(diff));
  return result.kind === "applied" ? "applied" : patchFaultText(result.fault);
};

describe("refused, with the reason:", () => {
  it("a patch that does not apply, in git's words", async () => {
    const text = Buffer.from(repository.patch({ "a.txt": "changed\n" }))
      .toString()
      .replace("-one", "-other");
    expect(await refusal(text)).toBe("error: patch failed: a.txt:1 error: a.txt: patch does not apply");
    expect(await refusal("no patch at all")).toMatch(/No valid patches in input/);
  });

  it("a patch that leads out of the tree or into .git", async () => {
    const make = (path: string) =>
      `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+x\n`;
    expect(await refusal(make("../outside"))).toMatch(/invalid path/);
    expect(await refusal(make(".git/hooks/pre-commit"))).toMatch(/invalid path/);
    expect(await refusal(make("sub/.GIT/config"))).toMatch(/invalid path/);
  });

  it("a patch of more than 10 MiB", async () => {
    expect(await refusal("x".repeat(10 * 1024 ** 2 + 1))).toMatch(/has 10485761 bytes; at most 10485760/);
  });

  it("a patch of more than 3,000 files", async () => {
    const make = (i: number) => `diff --git a/n${i} b/n${i}\nnew file mode 100644\nindex 0000000..e69de29\n`;
    expect(await refusal(Array.from({ length: 3001 }, (_, i) => make(i)).join(""))).toBe(
      "the patch changes 3001 files; at most 3000 are accepted",
    );
  });

  it("a name with a control character, and one that is not UTF-8", async () => {
    expect(await refusal(repository.patch({ "line\nend": "x\n" }))).toBe(
      'the file name "line\\nend" has a control character',
    );
    const odd = `diff --git "a/\\377" "b/\\377"\nnew file mode 100644\n--- /dev/null\n+++ "b/\\377"\n@@ -0,0 +1 @@\n+x\n`;
    expect(await refusal(odd)).toBe("a file name is not UTF-8");
  });

  it("a small patch that unpacks to more than 50 MiB", async () => {
    const text = repository.patch({ "zeros.bin": new Uint8Array(50 * 1024 ** 2 + 1) });
    expect(text.length).toBeLessThan(1_000_000);
    expect(await refusal(text)).toBe("binary files of the patch unpack to more than 52428800 bytes");
  });

  it("changed files of more than 50 MiB together, however small the change", async () => {
    const names = Array.from({ length: 26 }, (_, i) => `large-${i}.txt`);
    const content = "x".repeat(2 * 1024 ** 2);
    const base = repository.commit(Object.fromEntries(names.map((name) => [name, content])));
    await using other = await open(base);
    const text = names
      .map((name) => `diff --git a/${name} b/${name}\nold mode 100644\nnew mode 100755\n`)
      .join("");
    expect(await other.apply(Buffer.from(text))).toEqual({
      kind: "does-not-apply",
      fault: { kind: "contents-too-large", bytes: 26 * content.length, maxBytes: 52_428_800 },
    });
  });
});
