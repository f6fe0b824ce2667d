// What every view of repositories must do for a run, whether git or memory is behind it.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { PermanentError } from "../../src/domain/errors.ts";
import { NO_DIFF, type Patch } from "../../src/domain/patch.ts";
import { wholeHunk } from "../../worker/run/decisions/suggestions.ts";
import type { Workspace } from "../../worker/workspace/workspace.ts";

export type WorkspacesWorld = AsyncDisposable & {
  /** Commits files on top of the last commit, null deleting one; returns the commit's id. */
  commit(files: Record<string, string | null>, message: string): string;
  open(sha: string): Promise<Workspace>;
};

const BASE = { "a.txt": "one\ntwo\nthree\n", "b.txt": "b\n", "src/c.js": "c\n" };
/** As a sandbox hands it out, but for what stands behind the second `@@`. */
const CHANGE = `diff --git a/a.txt b/a.txt
index 4cb29ea38f70d7c61b2a3a25b02e3bdf44905402..3f0e9a5ae5b37f2c40a83bd4ec2ed6ff3d34f64e 100644
--- a/a.txt
+++ b/a.txt
@@ -1,3 +1,3 @@
 one
-two
+2
 three
diff --git a/b.txt b/b.txt
deleted file mode 100644
index 61780798228d17af2d34fce4cfbdf35556832472..0000000000000000000000000000000000000000
--- a/b.txt
+++ /dev/null
@@ -1 +0,0 @@
-b
diff --git a/new/d.txt b/new/d.txt
new file mode 100644
index 0000000000000000000000000000000000000000..4bcfe98e640c8284511312660fb8709b0afa888e
--- /dev/null
+++ b/new/d.txt
@@ -0,0 +1,2 @@
+d
+e
`;

export function describeWorkspaces(name: string, open: () => Promise<WorkspacesWorld>): void {
  describe(`${name}, as a view of repositories`, () => {
    let world: WorkspacesWorld;
    let sha: string;
    let workspace: Workspace;
    beforeEach(async () => {
      world = await open();
      sha = world.commit(BASE, "begin");
      workspace = await world.open(sha);
    });
    afterEach(async () => {
      await workspace[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    });

    const applied = async (diff: string | Uint8Array): Promise<Patch> => {
      const result = await workspace.apply(Buffer.from(diff));
      if (result.kind !== "applied") throw new Error(JSON.stringify(result.fault));
      return result.patch;
    };

    it("compares another commit with what a patch makes, and merges that into a third one", async () => {
      const patch = await applied(CHANGE);
      const theirs = world.commit({ "src/c.js": "c\nd\n" }, "theirs");
      const diff = await workspace.diffFrom(sha, patch, 10_000);
      expect(Buffer.from(diff)).toEqual(Buffer.from(patch.diff));
      await using other = await world.open(theirs);
      const merged = await other.apply(diff, "three-way");
      if (merged.kind !== "applied") throw new Error(JSON.stringify(merged.fault));
      const whole = await workspace.apply(await other.diffFrom(sha, merged.patch, 10_000));
      if (whole.kind !== "applied") throw new Error(JSON.stringify(whole.fault));
      expect(whole.patch.treeSha).toBe(merged.patch.treeSha);
      expect(whole.patch.changes.map(({ path }) => path)).toEqual([
        "a.txt",
        "b.txt",
        "new/d.txt",
        "src/c.js",
      ]);
    });

    it("applies a second part of a patch about the same file to what the first part makes of it", async () => {
      const { changes, treeSha } = await applied(
        `${CHANGE}${wholeHunk("a.txt", "one\n2\nthree\n", "one\n2\n3")}${wholeHunk("new/d.txt", "d\ne\n", "")}`,
      );
      const texts = await workspace.contents({ diff: NO_DIFF, baseSha: sha, treeSha, changes });
      expect(texts.map(({ path, content }) => [path, content && Buffer.from(content).toString()])).toEqual([
        ["a.txt", "one\n2\n3"],
        ["b.txt", null],
        ["new/d.txt", ""],
      ]);
    });

    it("shows the files of one commit", async () => {
      const { view } = workspace;
      expect([workspace.sha, view.paths.toSorted()]).toEqual([sha, ["a.txt", "b.txt", "src/c.js"]]);
      expect([await view.read("a.txt"), await view.read("no.txt")]).toEqual(["one\ntwo\nthree\n", null]);
      const caps = { fileBytes: 5, allBytes: 100 };
      expect([...(await view.readAll(["b.txt", "a.txt", "src/c.js"], caps))]).toEqual([
        ["b.txt", "b\n"],
        ["src/c.js", "c\n"],
      ]);
      expect([view.contentId("b.txt"), view.contentId("no.txt")]).toEqual([
        "61780798228d17af2d34fce4cfbdf35556832472",
        null,
      ]);
    });

    it("takes a patch apart into its changes, with the new content of each file", async () => {
      const patch = await applied(CHANGE);
      expect(patch).toMatchObject({ baseSha: sha, treeSha: expect.stringMatching(/^[0-9a-f]{40}$/) });
      expect(patch.changes.map(({ diff: _, ...change }) => change)).toEqual([
        {
          ...{
            kind: "modified",
            path: "a.txt",
            mode: "100644",
            previousMode: "100644",
            bytes: 12,
            isText: true,
          },
          ...{ added: [{ number: 2, text: "2" }], removed: [{ number: 2, text: "two" }] },
        },
        {
          ...{
            kind: "deleted",
            path: "b.txt",
            mode: "000000",
            previousMode: "100644",
            bytes: 0,
            isText: true,
          },
          ...{ added: [], removed: [{ number: 1, text: "b" }] },
        },
        {
          ...{
            kind: "added",
            path: "new/d.txt",
            mode: "100644",
            previousMode: "000000",
            bytes: 4,
            isText: true,
          },
          added: [
            { number: 1, text: "d" },
            { number: 2, text: "e" },
          ],
          removed: [],
        },
      ]);
      const contents = (await workspace.contents(patch)).map(({ path, content }) => [
        path,
        content === null ? null : Buffer.from(content).toString(),
      ]);
      expect(contents).toEqual([
        ["a.txt", "one\n2\nthree\n"],
        ["b.txt", null],
        ["new/d.txt", "d\ne\n"],
      ]);
    });

    it("makes a diff of the patch that applies again and comes to the same tree", async () => {
      const patch = await applied(CHANGE);
      expect(await applied(patch.diff)).toEqual(patch);
      expect((await applied("")).treeSha).toBe(workspace.treeSha);
      expect(patch.treeSha).not.toBe(workspace.treeSha);
    });

    it("says why a patch does not apply", async () => {
      const result = await workspace.apply(Buffer.from(CHANGE.replace("-two", "-zwei")));
      expect(result).toMatchObject({
        kind: "does-not-apply",
        fault: { kind: "git-refused", gitSaid: expect.stringContaining("a.txt") },
      });
    });

    it("knows the difference to another commit, within a cap", async () => {
      const other = world.commit(
        { "a.txt": "one\n2\nthree\n", "b.txt": null, "new/d.txt": "d\ne\n" },
        "go on",
      );
      const diff = await workspace.diffTo(other, 10_000);
      expect(await applied(diff)).toEqual(await applied(CHANGE));
      await expect(workspace.diffTo(other, 10)).rejects.toThrow(PermanentError);
    });

    it("knows the newest subjects", async () => {
      world.commit({ "b.txt": "bb\n" }, "go on\n\nFor a reason.");
      const newest = world.commit({ "b.txt": "bbb\n" }, "end");
      await using last = await world.open(newest);
      expect(await last.subjects(newest, 2)).toEqual(["end", "go on"]);
      expect(await workspace.subjects(sha, 5)).toEqual(["begin"]);
    });

    it("does not open a commit that is not there", async () => {
      await expect(world.open("0".repeat(40))).rejects.toThrow(PermanentError);
    });
  });
}
