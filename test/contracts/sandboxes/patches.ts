// The change that comes out, and the change that goes in.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { PermanentError } from "../../../src/domain/errors.ts";
import type { Tree } from "../../../worker/sandboxes/sandbox.ts";
import { TOOLCHAINS } from "../../../worker/toolchains/index.ts";
import { git } from "../../support/trees.ts";
import { type OpenSandboxes, run, useWorld, type World } from "./world.ts";

const LIMIT = { maxBytes: 1024 ** 2 };
const NOTHING = { diff: Buffer.alloc(0), uncarried: [] };
const LEAVINGS = TOOLCHAINS.flatMap(({ files }) => files?.leavings ?? []);

const FILES = {
  "a.txt": "one\n",
  "run.sh": "#!/bin/sh\n",
  "gone.txt": "gone\n",
  "crlf.txt": "one\r\ntwo\r\n",
  "binary.bin": Buffer.from([0, 1, 2, 255]),
  "tracked.log": "tracked although ignored\n",
  ".gitignore": "*.log\n",
  "kept/__pycache__/old.pyc": "tracked although left behind\n",
};

export function describePatches(open: OpenSandboxes): void {
  describe("patches", () => {
    const world = useWorld(open, FILES, { share: "shared" });
    carriesChanges(world);

    it("has nothing of a file whose writing was broken off", async () => {
      await world().run(
        "echo half >.issuewright-writing-7-0; mkdir -p d; echo half >d/.issuewright-writing-7-1",
      );
      expect(await world().sandbox.patch(LIMIT)).toEqual(NOTHING);
    });

    it("has nothing of what tools leave behind, unless the base has it", async () => {
      await world().run(LEFT_BEHIND);
      const leavings = [...LEAVINGS, "/made/out/"];
      expect(pathsIn((await world().sandbox.patch({ ...LIMIT, leavings })).diff)).toEqual([
        "dist/o.js",
        "kept/__pycache__/old.pyc",
        "made/in.js",
        "node_modules.js",
        "other/out/x",
      ]);
    });

    it("carries text in any encoding, byte for byte", async () => {
      await world().run("printf 'na\\357ve caf\\351\\n' >a.txt");
      const { diff: patch } = await world().sandbox.patch(LIMIT);
      expect(Buffer.from(patch).includes(Buffer.from("+na\u00efve caf\u00e9\n", "latin1"))).toBe(true);
      const second = await world().another({ patch });
      expect(Buffer.from(await second.read("a.txt", LIMIT)).toString("latin1")).toBe(
        "na\u00efve caf\u00e9\n",
      );
    });

    it("is refused when larger than asked for, and the largest files are named", async () => {
      await world().run(
        "head -c 5000 /dev/urandom >b.bin; head -c 70000 /dev/urandom >c.bin; head -c 9000 /dev/urandom >'a  a'; rm gone.txt",
      );
      const made = world().sandbox.patch({ maxBytes: 1000 });
      const largest = [
        { path: "c.bin", bytes: 70_000 },
        { path: "a  a", bytes: 9_000 },
        { path: "b.bin", bytes: 5_000 },
      ];
      await expect(made).rejects.toMatchObject({
        name: "SandboxError",
        fault: { kind: "patch-too-large", maxBytes: 1000, largest },
      });
    });

    it("that does not apply opens nothing, and says why", async () => {
      const patch = Buffer.from(
        "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-other\n+words\n",
      );
      const [opened] = await Promise.allSettled([world().another({ patch })]);
      const reason = opened.status === "rejected" ? opened.reason : null;
      expect(reason).toBeInstanceOf(PermanentError);
      expect(String(reason)).toMatch(/a\.txt/);
    });

    it("is given up when its signal aborts", async () => {
      const controller = new AbortController();
      const made = world().sandbox.patch({ ...LIMIT, signal: controller.signal });
      controller.abort(new Error("superseded"));
      await expect(made).rejects.toThrow("superseded");
    });
  });
}

/** What depends on how the tree got in, for hosts that do it in another way. */
export function describeChangesCarried(open: OpenSandboxes): void {
  describe("patches", () => carriesChanges(useWorld(open, FILES, { share: "shared" })));
}

function carriesChanges(world: () => World): void {
  it("is empty when nothing changed", async () => {
    expect(await world().sandbox.patch(LIMIT)).toEqual(NOTHING);
  });

  it("carries every kind of change, and the same one into another sandbox", async () => {
    await world().run(EVERY_CHANGE);
    const { diff: patch } = await world().sandbox.patch(LIMIT);
    expect(await treeOf(world().tree, patch)).toEqual([
      "100644 .gitignore",
      "100644 a.txt",
      "100644 binary.bin",
      "100644 crlf.txt",
      "100644 kept/__pycache__/old.pyc",
      "120000 link",
      '100644 "n\\303\\244me"',
      "100644 other.bin",
      "100755 run.sh",
      "100644 tracked.log",
    ]);
    const second = await world().another({ patch });
    expect((await run(second, DIGEST)).output).toBe((await world().run(DIGEST)).output);
    expect((await second.patch(LIMIT)).diff).toEqual(patch);
  });

  it("keeps what the change it goes on with has, tools' leavings and ignored files included", async () => {
    await world().run("mkdir -p lib/node_modules && echo one >lib/node_modules/a.js && echo one >b.log");
    const patch = await changeOf(world().tree, ["b.log", "lib/node_modules/a.js"]);
    const second = await world().another({ patch });
    expect((await second.patch({ ...LIMIT, leavings: LEAVINGS })).diff).toEqual(patch);
    await run(second, "echo two >>lib/node_modules/a.js; echo new >lib/node_modules/b.js; rm b.log");
    expect(pathsIn((await second.patch({ ...LIMIT, leavings: LEAVINGS })).diff)).toEqual([
      "lib/node_modules/a.js",
    ]);
  });

  it("leaves the sandbox as it was, so that work goes on", async () => {
    await world().run("echo two >>a.txt");
    await world().sandbox.patch(LIMIT);
    await world().run("echo three >>a.txt");
    expect(textOf((await world().sandbox.patch(LIMIT)).diff)).toContain("+two\n+three\n");
  });

  it("is made whatever was done to the repository's own git", async () => {
    await world().run("echo two >>a.txt");
    const { diff: patch } = await world().sandbox.patch(LIMIT);
    await world().run(HOSTILE_GIT);
    expect((await world().sandbox.patch(LIMIT)).diff).toEqual(patch);
    await world().run("rm -rf .git && mkdir .git && echo broken >.git/HEAD");
    expect((await world().sandbox.patch(LIMIT)).diff).toEqual(patch);
  });

  it("leaves out what no patch can carry, by its path, and loses nothing else", async () => {
    await world().run(UNCARRIED);
    const { diff, uncarried } = await world().sandbox.patch(LIMIT);
    expect(pathsIn(diff)).toEqual([".gitattributes", "a.txt", "ok.txt"]);
    expect(uncarried.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: "bad.u16", because: "not-taken" },
      { path: "closed", because: "not-taken" },
      { path: "d/git~1/x", because: "not-taken" },
      { path: "empty/", because: "repository" },
      { path: "evil/", because: "repository" },
      { path: "na\ufffdve", because: "name" },
      { path: "new\nline", because: "name" },
    ]);
    expect((await world().run("ls ran")).exitStatus).not.toBe(0);
  });
}

const EVERY_CHANGE = `set -e
echo two >>a.txt
chmod +x run.sh
rm gone.txt
printf 'one\\r\\nTWO\\r\\n' >crlf.txt
printf '\\001\\000\\377' >binary.bin
printf '\\000new' >other.bin
printf 'odd\\n' >"$(printf 'n\\303\\244me')"
ln -s a.txt link
echo changed >>tracked.log
echo ignored >untracked.log`;

const LEFT_BEHIND = `for path in slug/__pycache__/a.pyc b.pyc .pytest_cache/x .mypy_cache/x .coverage x.egg-info/PKG-INFO \\
  .venv/bin/x node_modules/x/i.js web/node_modules/y.js .nyc_output/x .DS_Store kept/__pycache__/new.pyc \\
  kept/__pycache__/old.pyc made/out/x other/out/x made/in.js dist/o.js node_modules.js
do mkdir -p "$(dirname "$path")"; echo made >"$path"; done
mkdir linked && ln -s /opt/x linked/node_modules`;

const DIGEST = `find . -path ./.git -prune -o -name untracked.log -prune -o -type f -exec sha256sum {} \\; | sort`;

const HOSTILE_GIT = `git config core.fsmonitor 'touch /repo/ran'
git config diff.external 'touch /repo/ran'
git config filter.x.clean 'touch /repo/ran'
git config core.worktree /tmp
printf '#!/bin/sh\\ntouch /repo/ran\\n' >.git/hooks/post-index-change; chmod +x .git/hooks/*
echo '* filter=x diff=x' >.git/info/attributes
echo '*' >.git/info/exclude
rm -rf .git/refs .git/index`;

const UNCARRIED = `set -e
echo two >>a.txt; echo ok >ok.txt
git init -q empty; echo x >empty/x
git init -q evil; (cd evil && echo x >x && git add x && git commit -qm x && git config core.fsmonitor 'touch /repo/ran')
echo closed >closed; chmod 0 closed
echo x >"$(printf 'na\\357ve')"; echo x >"$(printf 'new\\nline')"
mkdir -p 'd/git~1'; echo x >'d/git~1/x'
echo '*.u16 working-tree-encoding=UTF-16' >.gitattributes; echo x >bad.u16`;

function textOf(patch: Uint8Array): string {
  return Buffer.from(patch).toString();
}

function pathsIn(patch: Uint8Array): string[] {
  return [...textOf(patch).matchAll(/^diff --git a\/(\S+) /gm)].map(([, path = ""]) => path);
}

/** The change of a person who told git to add these new files, ignored or not. */
async function changeOf(tree: Tree, paths: string[]): Promise<Uint8Array> {
  const file = join(tree.mirror, "added");
  await writeFile(file, "one\n");
  const blob = (await git(tree.mirror, "hash-object", "-w", file)).trim();
  await git(tree.mirror, "read-tree", tree.sha);
  for (const path of paths)
    await git(tree.mirror, "update-index", "--add", "--cacheinfo", `100644,${blob},${path}`);
  const diff = ["diff", "--cached", "--binary", "--full-index", "--no-renames"];
  return Buffer.from(await git(tree.mirror, ...diff, tree.sha));
}

/** The tree a patch makes, as git on the host reads it: `mode path` lines. */
async function treeOf(tree: Tree, patch: Uint8Array): Promise<string[]> {
  const file = join(tree.mirror, "patch");
  await writeFile(file, patch);
  await git(tree.mirror, "read-tree", tree.sha);
  await git(tree.mirror, "apply", "--cached", "--whitespace=nowarn", file);
  const listing = await git(tree.mirror, "ls-files", "--stage");
  return listing
    .split("\n")
    .slice(0, -1)
    .map((line) => line.replace(/^(\d+) \S+ \d\t/, "$1 "));
}
