// How much history stays on the disk, and that nothing is removed while a run uses it.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import { type Caps, DEFAULT_CAPS } from "../../../worker/workspace/tidy-up.ts";
import type { Workspace, Workspaces } from "../../../worker/workspace/workspace.ts";
import { eventually } from "../../support/eventually.ts";
import { emptyRepository, type Repository, temporaryFolder } from "../../support/git.ts";

const { signal } = new AbortController();
let data: ReturnType<typeof temporaryFolder>;
let repository: Repository;

beforeEach(() => {
  data = temporaryFolder();
  repository = emptyRepository();
});
afterEach(() => {
  data[Symbol.dispose]();
  repository[Symbol.dispose]();
});

function workspacesWith(caps: Partial<Caps>): Workspaces {
  const log = createLog({ level: "silent", name: "test" });
  return gitWorkspaces({ dataDir: data.path, log, caps: { ...DEFAULT_CAPS, ...caps } });
}

function open(workspaces: Workspaces, sha: string, key = "k"): Promise<Workspace> {
  return workspaces.open(key, { url: repository.path, authorization: async () => null }, sha, signal);
}

const mirrors = () => readdirSync(join(data.path, "mirrors"));
const packs = () =>
  mirrors().flatMap((name) =>
    readdirSync(join(data.path, "mirrors", name, "tree/objects/pack")).filter((file) =>
      file.endsWith(".pack"),
    ),
  );
const gitAt = (path: string, ...args: string[]) =>
  execFileSync("git", ["-C", path, ...args])
    .toString()
    .trim();

/** Opens that many new commits one after the other, as a repository's runs do. */
async function runs(workspaces: Workspaces, times: number): Promise<string[]> {
  const shas: string[] = [];
  for (let at = 0; at < times; at++) {
    const sha = repository.commit({ "a.txt": `${at}\n` });
    await (await open(workspaces, sha))[Symbol.asyncDispose]();
    shas.push(sha);
  }
  return shas;
}

it("what a dead worker held is free and what it had for itself is gone once the next one starts", async () => {
  const sha = repository.commit({ "a.txt": "a\n" });
  await using workspaces = workspacesWith({});
  await (await open(workspaces, sha))[Symbol.asyncDispose]();
  const dead = `${process.pid}.1.nonce.${hostname()}`;
  const held = join(data.path, "mirrors", mirrors()[0] ?? "", "leases");
  writeFileSync(join(held, dead), "");
  mkdirSync(join(data.path, "scratch", dead));
  await workspaces.reap();
  expect([readdirSync(held), readdirSync(join(data.path, "scratch"))]).toEqual([[], []]);
  expect(mirrors()).toHaveLength(1);
});

describe("a mirror", () => {
  it("is repacked when it has too many packs, and serves as before", async () => {
    await using workspaces = workspacesWith({ packs: 5 });
    const [first = ""] = await runs(workspaces, 7);
    await eventually("it is packed anew", () => packs().length <= 5);
    await using workspace = await open(workspaces, first);
    expect(await workspace.view.read("a.txt")).toBe("0\n");
    expect(mirrors()).toHaveLength(1);
  });

  it("loses commits that no branch has any more, except those of the newest runs", async () => {
    await using workspaces = workspacesWith({ packs: 20 });
    const base = repository.commit({ "base.txt": "base\n" });
    const orphans: string[] = [];
    for (let at = 0; at < 23; at++) {
      orphans.push(repository.git("commit-tree", `${base}^{tree}`, "-p", base, "-m", `${at}`).trim());
      await (await open(workspaces, orphans.at(-1) ?? ""))[Symbol.asyncDispose]();
    }
    const path = join(data.path, "mirrors", mirrors()[0] ?? "", "tree");
    const has = (sha: string) =>
      gitAt(path, "cat-file", "--batch-check", "--batch-all-objects").includes(sha);
    await eventually("the first is gone", () => !has(orphans[0] ?? ""));
    expect(orphans.slice(-2).map(has)).toEqual([true, true]);
  });

  it("is not touched while a run uses it, even beyond the caps", async () => {
    await using workspaces = workspacesWith({ packs: 0, mirrors: 0, mirrorBytes: 0, checkouts: 0 });
    const sha = repository.commit({ "a.txt": "held\n" });
    await using held = await open(workspaces, sha);
    await runs(workspaces, 3);
    expect(packs()).toHaveLength(4);
    expect(await held.view.read("a.txt")).toBe("held\n");
    expect(gitAt(held.tree.mirror, "fsck", "--connectivity-only", "--no-dangling", sha)).toBe("");
  });

  it("is removed, the oldest first, when no run holds it and there are too many", async () => {
    await using workspaces = workspacesWith({ mirrors: 2 });
    const sha = repository.commit({ "a.txt": "one\n" });
    for (const key of ["one", "two", "three"]) {
      await (await open(workspaces, sha, key))[Symbol.asyncDispose]();
    }
    await workspaces[Symbol.asyncDispose]();
    expect(
      mirrors()
        .map((name) => /-(.*)\./.exec(name)?.[1])
        .sort(),
    ).toEqual(["three", "two"]);
  });

  it("is removed when no run holds it and all together take too much space", async () => {
    await using workspaces = workspacesWith({ mirrorBytes: 1 });
    const sha = repository.commit({ "a.txt": "one\n" });
    await using held = await open(workspaces, sha, "held");
    await (await open(workspaces, sha, "idle"))[Symbol.asyncDispose]();
    await eventually("the idle one is gone", () => mirrors().length === 1);
    expect(held.tree.mirror).toContain(mirrors()[0] ?? "none");
  });
});
