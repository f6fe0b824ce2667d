// When set-up is done, and when what it left before serves: once for as many runs as need the same, never where it failed.
import { beforeEach, describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../../src/domain/rules.ts";
import { setUp } from "../../../../worker/evidence/measure/set-up.ts";
import type { Trust } from "../../../../worker/sandboxes/sandbox.ts";
import { recognise } from "../../../../worker/toolchains/recognise.ts";
import type { Project } from "../../../../worker/toolchains/toolchain.ts";
import { type FakeRepository, fakeRepository } from "../../../support/ports/repository.ts";
import { type FakeSandboxes, fakeSandboxes } from "../../../support/ports/sandboxes.ts";
import { fakeWorkspaces } from "../../../support/ports/workspaces.ts";
import { openOptions } from "../../../support/trees.ts";

const MANIFEST = `{ "scripts": { "test": "node --test" }, "dependencies": { "left-pad": "1.3.0" } }\n`;
const files = { "package.json": MANIFEST, ".gitignore": "node_modules\n", "a.js": "one()\n" };
const { signal } = new AbortController();

let repository: FakeRepository;
let sandboxes: FakeSandboxes;
let made: number;

beforeEach(() => {
  repository = fakeRepository();
  repository.push("main", files);
  made = 0;
  sandboxes = fakeSandboxes({
    treeOf: (sha) => repository.commit(sha).tree,
    images: ["base", "node"],
    machine: ({ line }, inside) => {
      if (line.startsWith("fail")) return { exitStatus: 3, output: "no such package\n" };
      made += 1;
      inside.set("node_modules", `made ${made}\n`);
      return {};
    },
  });
});

type Wanted = Partial<Pick<Project, "setup" | "setupReads" | "registries" | "image">> & {
  ref?: Trust["ref"];
};

/** Sets the newest commit up as a run would, with these commands; what it left, or how it failed. */
async function setUpWith(setup: string[], { ref = "trusted", ...changes }: Wanted = {}) {
  const source = { url: "https://memory.test/octo/small", authorization: async () => null };
  const sha = repository.branches.get("main") ?? "";
  await using workspace = await fakeWorkspaces(() => repository).open("octo/small", source, sha, signal);
  const { tree, view } = workspace;
  const recognised = await recognise(view, NO_RULES);
  if (recognised === null) throw new Error("it was not recognised");
  const project = { ...recognised, image: "base", askRegistries: null, setup, ...changes };
  const trust: Trust = { domain: "octo/small", ref };
  const onRefusal = () => undefined;
  const place = { tree, view, trust, limits: openOptions(tree).limits, runId: "test", onRefusal };
  const ready = await setUp(sandboxes, project, place, signal);
  if (ready.kind === "failed" || ready.layer === null) return ready;
  await using layer = ready.layer;
  await using sandbox = await sandboxes.open(openOptions(tree, { layer }), signal);
  return Buffer.from(await sandbox.read("node_modules", { maxBytes: 1000 })).toString();
}

describe("setting up", () => {
  it("makes nothing where there is nothing to do", async () => {
    expect(await setUpWith([])).toEqual({ kind: "ready", layer: null });
    expect(sandboxes.opened).toEqual([]);
  });

  it("is done once, until something that it reads or does changes", async () => {
    const first = await setUpWith(["make"]);
    expect(await setUpWith(["make"])).toBe(first);
    repository.push("main", { "a.js": "two()\n" });
    expect(await setUpWith(["make"])).toBe(first);
    repository.push("main", { "package.json": MANIFEST.replace("1.3.0", "1.2.0") });
    const second = await setUpWith(["make"]);
    repository.push("main", { ".gitignore": "node_modules\n*.log\n" });
    const seen = [first, second, await setUpWith(["make"]), await setUpWith(["make "])];
    seen.push(await setUpWith(["make"], { registries: ["packages.example:443"] }));
    seen.push(await setUpWith(["make"], { image: "node" }), await setUpWith(["make"], { ref: "untrusted" }));
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7].map((nth) => `made ${nth}\n`));
  });

  it("is done for each commit where it may read anything", async () => {
    const first = await setUpWith(["make"], { setupReads: null });
    expect(await setUpWith(["make"], { setupReads: null })).toBe(first);
    repository.push("main", { "a.js": "two()\n" });
    expect(await setUpWith(["make"], { setupReads: null })).not.toBe(first);
  });

  it("stops at the first command that fails, keeps what it said, and nothing else", async () => {
    const failed = { kind: "failed", command: "fail", exitStatus: 3, log: "no such package\n" };
    expect(await setUpWith(["make", "fail", "never"])).toEqual(failed);
    expect(await setUpWith(["make", "fail", "never"])).toEqual(failed);
    expect([made, [...sandboxes.alive]]).toEqual([2, []]);
  });
});
