// Patches from a sandbox, applied on the host with real git.
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { NO_DIFF, type Patch, restrictedTo, textsOf } from "../../../src/domain/patch.ts";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import type { Workspace, Workspaces } from "../../../worker/workspace/workspace.ts";
import { emptyRepository, type Repository, temporaryFolder } from "../../support/git.ts";

const log = createLog({ level: "silent", name: "test" });

let data: ReturnType<typeof temporaryFolder>;
let repository: Repository;
let workspaces: Workspaces;
let workspace: Workspace;
let sha: string;

beforeEach(async () => {
  data = temporaryFolder();
  repository = emptyRepository();
  workspaces = gitWorkspaces({ dataDir: data.path, log });
  sha = repository.commit({
    "a.txt": "one\ntwo\nthree\n",
    "b.txt": "b\n",
    "crlf.txt": "one\r\ntwo\r\n",
    "run.sh": "#!/bin/sh\n",
    "binary.bin": Uint8Array.of(0, 1, 2),
  });
  const source = { url: repository.path, authorization: async () => null };
  workspace = await workspaces.open("ada/calc", source, sha, new AbortController().signal);
});

afterEach(async () => {
  await workspaces[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
  data[Symbol.dispose]();
});

const applied = async (diff: Uint8Array): Promise<Patch> => {
  const result = await workspace.apply(diff);
  if (result.kind !== "applied") throw new Error(JSON.stringify(result.fault));
  return result.patch;
};

describe("a patch", () => {
  it("says which filter the attributes of the tree ask for", async () => {
    const attributes = "*.psd filter=lfs diff=lfs -text\n*.off -filter\n";
    const files = { ".gitattributes": attributes, "a.psd": "raw\n", "b.off": "x\n", "c.txt": "x\n" };
    const { changes } = await applied(repository.patch(files));
    expect(changes.map(({ path, filter }) => [path, filter])).toEqual([
      [".gitattributes", undefined],
      ["a.psd", "lfs"],
      ["b.off", undefined],
      ["c.txt", undefined],
    ]);
  });

  it("is described as git sees it: kinds, modes, sizes and added lines, and can be read back", async () => {
    const diff = repository.patch(
      {
        "a.txt": "one\ntwo and a half\nthree\n++ four\n",
        "b.txt": null,
        "crlf.txt": "one\r\ntwo\r\nthree\r\n",
        "new/ä b.txt": "diff --git a/x b/x\n",
        "binary.bin": Uint8Array.of(0, 1, 2, 3),
        "empty.txt": "",
      },
      { executable: ["run.sh"] },
    );
    const patch = await applied(diff);
    expect(patch.diff).toEqual(diff);
    expect(patch.baseSha).toBe(sha);
    const file = { mode: "100644", previousMode: "100644", isText: true };
    const fresh = { kind: "added", mode: "100644", previousMode: "000000", isText: true };
    expect(patch.changes.map(({ diff: _, ...change }) => change)).toEqual([
      {
        ...{ ...file, path: "a.txt", kind: "modified", bytes: 33 },
        added: [
          { number: 2, text: "two and a half" },
          { number: 4, text: "++ four" },
        ],
        removed: [{ number: 2, text: "two" }],
      },
      {
        ...{ isText: true, kind: "deleted", path: "b.txt", mode: "000000", previousMode: "100644", bytes: 0 },
        added: [],
        removed: [{ number: 1, text: "b" }],
      },
      { ...file, path: "binary.bin", kind: "modified", bytes: 4, isText: false, added: [], removed: [] },
      {
        ...{ ...file, path: "crlf.txt", kind: "modified", bytes: 17 },
        added: [{ number: 3, text: "three\r" }],
        removed: [],
      },
      { ...fresh, path: "empty.txt", bytes: 0, added: [], removed: [] },
      {
        ...{ ...fresh, path: "new/ä b.txt", bytes: 19 },
        added: [{ number: 1, text: "diff --git a/x b/x" }],
        removed: [],
      },
      {
        ...{ isText: true, kind: "modified", path: "run.sh", mode: "100755", previousMode: "100644" },
        ...{ bytes: 10, added: [], removed: [] },
      },
    ]);
    expect(Buffer.concat(patch.changes.map((change) => change.diff))).toEqual(diff);
    const contents = await workspace.contents(patch);
    expect(
      contents.map(({ path, content }) => [
        path,
        content === null ? null : Buffer.from(content).toString("latin1"),
      ]),
    ).toEqual([
      ["a.txt", "one\ntwo and a half\nthree\n++ four\n"],
      ["b.txt", null],
      ["binary.bin", "\0\x01\x02\x03"],
      ["crlf.txt", "one\r\ntwo\r\nthree\r\n"],
      ["empty.txt", ""],
      ["new/ä b.txt", "diff --git a/x b/x\n"],
      ["run.sh", "#!/bin/sh\n"],
    ]);
  });

  it("shows links, submodules and changes of type as they are, for the guard to judge", async () => {
    symlinkSync("/etc/passwd", join(repository.path, "link"));
    const patch = await applied(repository.patch({ "b.txt": null, "b.txt/in.txt": "x\n" }));
    const modes = ({ changes }: Patch) =>
      changes.map((c) => [c.path, c.kind, c.previousMode, c.mode, textsOf(c.added)]);
    expect(modes(patch)).toEqual([
      ["b.txt", "deleted", "100644", "000000", []],
      ["b.txt/in.txt", "added", "000000", "100644", ["x"]],
      ["link", "added", "000000", "120000", ["/etc/passwd"]],
    ]);
    const turned = `diff --git a/a.txt b/a.txt
deleted file mode 100644
--- a/a.txt
+++ /dev/null
@@ -1,3 +0,0 @@
-one
-two
-three
diff --git a/a.txt b/a.txt
new file mode 120000
--- /dev/null
+++ b/a.txt
@@ -0,0 +1 @@
+../outside
\\ No newline at end of file
diff --git a/sub b/sub
new file mode 160000
--- /dev/null
+++ b/sub
@@ -0,0 +1 @@
+Subproject commit ${"1".repeat(40)}
`;
    expect(modes(await applied(Buffer.from(turned)))).toEqual([
      ["a.txt", "type-changed", "100644", "120000", ["../outside"]],
      ["sub", "added", "000000", "160000", [`Subproject commit ${"1".repeat(40)}`]],
    ]);
  });

  it("keeps text in any encoding, byte for byte", async () => {
    const content = Buffer.from("na\u00efve caf\u00e9\n", "latin1");
    const diff = repository.patch({ "a.txt": content });
    const patch = await applied(diff);
    expect(patch.diff).toEqual(diff);
    expect(patch.changes[0]?.added).toEqual([{ number: 1, text: "na\ufffdve caf\ufffd" }]);
    expect(await workspace.contents(patch)).toEqual([{ path: "a.txt", mode: "100644", content }]);
  });

  it("can be empty", async () => {
    const patch = await applied(NO_DIFF);
    expect(patch).toEqual({ diff: Buffer.from(""), baseSha: sha, treeSha: workspace.treeSha, changes: [] });
  });

  it("can be restricted to some of its files", async () => {
    const patch = await applied(
      repository.patch({ "a.txt": "1\n", "b.txt": "2\n", "test/a.test.js": "3\n" }),
    );
    const tests = await applied(restrictedTo(patch, ["test/a.test.js"]));
    expect(tests.changes.map((change) => change.path)).toEqual(["test/a.test.js"]);
    expect(restrictedTo(patch, ["elsewhere"])).toHaveLength(0);
  });

  it("leaves the mirror and the checkout untouched", async () => {
    const before = readFileSync(join(workspace.tree.checkout, "a.txt"), "utf8");
    const patch = await applied(repository.patch({ "a.txt": "quarantined\n" }));
    await expect(workspace.diffTo(patch.treeSha, 1000)).rejects.toThrow();
    expect(readFileSync(join(workspace.tree.checkout, "a.txt"), "utf8")).toBe(before);
  });
});
