// What set-up left, kept for runs to come: who finds it, who never does, who waits, and how long it stays.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { LayerCaps } from "../../../../worker/sandboxes/layers/layer-folder.ts";
import type { Layer, LayerKey, Sandboxes, Tree } from "../../../../worker/sandboxes/sandbox.ts";
import { realSandboxes } from "../../../support/sandboxes.ts";
import { aTree, openOptions, type TestTree } from "../../../support/trees.ts";

const { signal } = new AbortController();
const FILES = { "a.txt": "one\n", ".gitignore": "node_modules/\n*.log\n", "pkg/b.txt": "two\n" };
const INSTALL =
  "mkdir -p node_modules/x pkg/node_modules && echo tool >node_modules/x/tool && echo 1 >pkg/node_modules/y";
const MIB = 1024 ** 2;

/** Never reached by the tests that share a place. */
const CAPS: LayerCaps = { count: 100, bytes: 1000 * MIB };

type Place = AsyncDisposable & { dataDir: string; sandboxes: Sandboxes };

let tree: TestTree;
let later: TestTree;
/** Most tests share it: the layers of each have a recipe of their own. */
let place: Place;
let before = 0;
let tests = 0;

beforeAll(async () => {
  tree = await aTree(FILES);
  later = await aTree({ ...FILES, "a.txt": "changed\n", "new.txt": "new\n" });
  place = await openPlace(CAPS);
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  await tree[Symbol.asyncDispose]();
  await later[Symbol.asyncDispose]();
});
beforeEach(async () => {
  tests++;
  before = await layersIn(place);
});

/** A data directory of its own, and sandboxes that keep layers there. */
async function openPlace(layerCaps: LayerCaps): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), "iw-"));
  const sandboxes = realSandboxes({ dataDir, layerCaps });
  return {
    dataDir,
    sandboxes,
    async [Symbol.asyncDispose]() {
      await sandboxes[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, maxRetries: 20 });
    },
  };
}

const keyOn = ({ tree: on }: TestTree, changes: Partial<LayerKey> = {}): LayerKey => ({
  image: "base",
  trust: { domain: "octo/one", ref: "trusted" },
  recipe: `install ${tests}`,
  tree: on,
  paths: [...Object.keys(FILES), "new.txt"],
  ...changes,
});
const run = async (on: Tree, layer: Layer | null, line: string, { sandboxes } = place) => {
  await using sandbox = await sandboxes.open(openOptions(on, { layer }));
  return (await sandbox.run({ line, timeoutMs: 60_000, outputBytes: 10_000 })).output;
};

/** As set-up does it. */
async function make(key: LayerKey, line = INSTALL, { sandboxes } = place): Promise<Layer> {
  const sandbox = await sandboxes.open(openOptions(key.tree, { purpose: "setup" }));
  await sandbox.run({ line, timeoutMs: 60_000, outputBytes: 1000 });
  return await sandbox.freeze(key);
}

async function find(
  key: LayerKey,
  { sandboxes: where }: Pick<Place, "sandboxes"> = place,
): Promise<Layer | null> {
  const sought = await where.seekLayer(key, signal);
  if (sought.kind === "found") return sought.layer;
  await sought[Symbol.asyncDispose]();
  return null;
}

async function letGo(layer: Layer | null): Promise<void> {
  await layer?.[Symbol.asyncDispose]();
}

const layersIn = async ({ dataDir }: Place) =>
  (await readdir(join(dataDir, "layers")).catch(() => [])).length;
/** By this test, in the place that is shared. */
const kept = async () => (await layersIn(place)) - before;

describe("a layer that was kept", () => {
  it("is found by other workers, after its maker is gone, and on other commits where set-up would do the same", async () => {
    const { dataDir } = place;
    await using gone = realSandboxes({ dataDir, layerCaps: CAPS });
    await letGo(await make(keyOn(tree), INSTALL, { ...place, sandboxes: gone }));
    await gone[Symbol.asyncDispose]();
    await using layer = await find(keyOn(later));
    expect(
      await run(
        later.tree,
        layer,
        "cat a.txt node_modules/x/tool pkg/b.txt pkg/node_modules/y && git status --short",
      ),
    ).toBe("changed\ntool\ntwo\n1\n");
  });

  it("serves no other trust, repository, recipe and image, whichever of them was made first", async () => {
    const keys = [
      ...[{}, { trust: { domain: "octo/one", ref: "untrusted" } as const }],
      ...[{ trust: { domain: "octo/two", ref: "trusted" } as const }],
      ...[{ recipe: "install more" }, { image: "node" }],
    ].map((changes: Partial<LayerKey>) => keyOn(tree, changes));
    const [first, ...others] = keys;
    if (first === undefined) throw new Error("no keys");
    await letGo(await make(first));
    expect(await Promise.all(others.map((key) => find(key)))).toEqual(others.map(() => null));
    // Each is named apart from each other: where two had one name, the second would wait for the first to be made.
    const sought = await Promise.all(others.map((key) => place.sandboxes.seekLayer(key, signal)));
    for (const missing of sought) if (missing.kind === "missing") await missing[Symbol.asyncDispose]();
    expect([sought.map(({ kind }) => kind), await kept()]).toEqual([others.map(() => "missing"), 1]);
  });

  it("serves its own commit alone where it holds more than ignored files", async () => {
    for (const [recipe, line] of Object.entries({
      added: "echo 1 >added",
      changed: "echo 2 >a.txt",
      touched: "chmod 600 a.txt",
      removed: "rm -r pkg",
      linked: "ln -s /etc/passwd node_modules",
    })) {
      const layer = await make(keyOn(tree, { recipe }), line);
      expect([recipe, layer.sha]).toEqual([recipe, tree.tree.sha]);
      await letGo(layer);
      expect(await find(keyOn(later, { recipe }))).toBeNull();
      await letGo(await find(keyOn(tree, { recipe })));
    }
  });

  it("serves its own commit alone where set-up may have read anything", async () => {
    await letGo(await make(keyOn(tree, { paths: null })));
    expect(await find(keyOn(later, { paths: null }))).toBeNull();
    expect((await find(keyOn(tree, { paths: null })))?.sha).toBe(tree.tree.sha);
  });

  it("serves no commit that has something of its own where the layer stands", async () => {
    await letGo(await make(keyOn(tree)));
    for (const path of ["node_modules/mine.js", "pkg/node_modules", "pkg"]) {
      expect(await find(keyOn(later, { paths: ["a.txt", path] }))).toBeNull();
    }
    expect((await find(keyOn(later)))?.sha).toBeNull();
  });
});

describe("a layer that several need at once", () => {
  it("is made once: the others wait, and are given it", async () => {
    await using other = realSandboxes({ dataDir: place.dataDir, layerCaps: CAPS });
    const sought = await place.sandboxes.seekLayer(keyOn(tree), signal);
    if (sought.kind === "found") throw new Error("nobody made it yet");
    const waiting = [find(keyOn(tree)), find(keyOn(later)), find(keyOn(tree), { sandboxes: other })];
    const made = await make(keyOn(tree));
    await sought[Symbol.asyncDispose]();
    const found = await Promise.all(waiting);
    expect(found.map((layer) => layer?.id)).toEqual([made.id, made.id, made.id]);
    expect(await kept()).toBe(1);
    for (const layer of [...found, made]) await letGo(layer);
  });

  it("is the next one's to make when its maker failed", async () => {
    const sought = await place.sandboxes.seekLayer(keyOn(tree), signal);
    if (sought.kind === "found") throw new Error("nobody made it yet");
    const waiting = find(keyOn(tree));
    await sought[Symbol.asyncDispose]();
    expect(await waiting).toBeNull();
    expect(await kept()).toBe(0);
  });

  it("is the next one's to make when its maker was killed half-way, of which nothing is left", async () => {
    await using apart = await openPlace(CAPS);
    const maker = await killedMaker(apart.dataDir);
    const waiting = find(keyOn(tree), apart);
    maker.kill("SIGKILL");
    await once(maker, "exit");
    expect(await waiting).toBeNull();
    await apart.sandboxes.reap();
    expect(await layersIn(apart)).toBe(0);
    expect(await readdir(join(apart.dataDir, "sandboxes"))).toHaveLength(1);
  });

  it("is not waited for once the run is stopped", async () => {
    const sought = await place.sandboxes.seekLayer(keyOn(tree), signal);
    const controller = new AbortController();
    const waiting = place.sandboxes.seekLayer(keyOn(tree), controller.signal);
    controller.abort(new Error("superseded"));
    await expect(waiting).rejects.toThrow("superseded");
    if (sought.kind === "missing") await sought[Symbol.asyncDispose]();
  });

  async function killedMaker(dataDir: string): Promise<ChildProcess> {
    const program = join(import.meta.dirname, "../../../support/other-worker.ts");
    const words = [program, dataDir, JSON.stringify(tree.tree), JSON.stringify(keyOn(tree))];
    const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    return child;
  }
});

describe("layers that nobody holds", () => {
  it("stay up to a number, the newest first; what is held stays whatever the number", async () => {
    await using apart = await openPlace({ count: 1, bytes: 100 * MIB });
    const held = await make(keyOn(tree, { recipe: "held" }), INSTALL, apart);
    for (const recipe of ["first", "second"])
      await letGo(await make(keyOn(tree, { recipe }), INSTALL, apart));
    expect(await layersIn(apart)).toBe(2);
    expect(await find(keyOn(tree, { recipe: "first" }), apart)).toBeNull();
    expect(await run(tree.tree, held, "cat node_modules/x/tool", apart)).toBe("tool\n");
    await letGo(held);
    expect(await layersIn(apart)).toBe(1);
  });

  it("stay up to so many bytes", async () => {
    await using apart = await openPlace({ count: 10, bytes: 30 * MIB });
    const line = "mkdir node_modules && head -c 20000000 /dev/urandom >node_modules/big";
    await letGo(await make(keyOn(tree, { recipe: "first" }), line, apart));
    expect(await layersIn(apart)).toBe(1);
    await letGo(await make(keyOn(tree, { recipe: "second" }), line, apart));
    expect(await layersIn(apart)).toBe(1);
    expect(await find(keyOn(tree, { recipe: "first" }), apart)).toBeNull();
  });
});
