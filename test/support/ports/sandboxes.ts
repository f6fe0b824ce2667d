// Sandboxes in memory: a tree, a layer and a patch become files; commands are answered by a machine that the test gives.
import ignore from "ignore";
import { PermanentError, SandboxError } from "../../../src/domain/errors.ts";
import type {
  Command,
  CommandResult,
  Layer,
  LayerKey,
  OpenOptions,
  Sandbox,
  Sandboxes,
} from "../../../worker/sandboxes/sandbox.ts";
import { memorySandbox } from "../memory-sandbox.ts";
import { applyDiff, diffBetween } from "./diff.ts";
import type { Tree } from "./repository.ts";

/**
 * Answers a command over the files, which it may change; those with an absolute path are outside of the repository. What it leaves out of the result is that of a command that holds.
 */
export type Machine = (
  command: Command,
  files: Map<string, string>,
  place: OpenOptions,
) => Partial<CommandResult> | Promise<Partial<CommandResult>>;

export type FakeSandboxes = Sandboxes & {
  /** What was asked for each time a sandbox was opened. */
  opened: OpenOptions[];
  /** Those that nobody disposed of yet. */
  alive: Set<Sandbox>;
};

type Options = {
  treeOf(sha: string): Tree;
  machine: Machine;
  images: readonly string[];
};

export function fakeSandboxes({ treeOf, machine, images }: Options): FakeSandboxes {
  const fakes = fakeLayers();
  const opened: OpenOptions[] = [];
  const alive = new Set<Sandbox>();
  return {
    opened,
    alive,
    async open(place, signal) {
      signal?.throwIfAborted();
      opened.push(place);
      const { image } = place;
      if (!images.includes(image))
        throw new SandboxError({ kind: "image-missing", image, reference: image, source: "bootstrap" });
      const layer = fakes.filesOf(place.layer, place);
      const base = treeOf(place.tree.sha);
      const begun = beginning(place, base, layer);
      const sandbox = memorySandbox({
        files: Object.fromEntries(begun),
        run: async (command) => {
          const files = textsOf(sandbox.files);
          const result = await machine(command, files, place);
          for (const path of sandbox.files.keys()) if (!files.has(path)) sandbox.files.delete(path);
          for (const [path, content] of files) {
            if (path.startsWith("/")) sandbox.outside.set(path, content);
            else sandbox.files.set(path, Buffer.from(content));
          }
          return result;
        },
        async patch({ maxBytes, leavings = [], signal: until }) {
          until?.throwIfAborted();
          const known = place.patch === null ? base : patched(base, place.patch);
          const all = withoutLeavings(textsOf(sandbox.files), [base, known], leavings);
          const isOdd = (path: string) => /[\p{Cc}\ufffd]/u.test(path);
          const text = diffBetween(base, new Map([...all].filter(([path]) => !isOdd(path))));
          if (Buffer.byteLength(text) > maxBytes)
            throw new SandboxError({ kind: "patch-too-large", maxBytes, largest: [] });
          const uncarried = [...all.keys()].filter(isOdd).map((path) => ({ path, because: "name" }) as const);
          return { diff: Buffer.from(text), uncarried };
        },
        freeze: async (key) => {
          if (place.layer !== null) throw new SandboxError({ kind: "layer-on-layer" });
          return fakes.keep(key, base, textsOf(sandbox.files));
        },
      });
      alive.add(sandbox);
      const dispose = async () => {
        alive.delete(sandbox);
        await sandbox[Symbol.asyncDispose]();
      };
      return { ...sandbox, [Symbol.asyncDispose]: dispose };
    },
    seekLayer: fakes.seek,
    reap: async () => 0,
    inspect: async () => [{ kind: "opens", tree: "copy", diskLimited: false }],
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** What set-up left lies on top of the commit, and a change on top of both. */
function beginning({ patch }: OpenOptions, base: Tree, layer: Tree): Tree {
  return new Map([...layer, ...(patch === null ? base : patched(base, patch))]);
}

function patched(base: Tree, diff: Uint8Array): Tree {
  const made = applyDiff(base, Buffer.from(diff).toString());
  if (made.kind === "does-not-apply")
    throw new PermanentError({ kind: "patch-not-applied", fault: made.fault });
  return made.tree;
}

function withoutLeavings(files: Tree, known: readonly Tree[], more: readonly string[]): Tree {
  const left = ignore()
    .add([...more])
    .add(files.get(".gitignore") ?? "");
  return new Map([...files].filter(([path]) => known.some((tree) => tree.has(path)) || !left.ignores(path)));
}

function textsOf(files: ReadonlyMap<string, Uint8Array>): Map<string, string> {
  return new Map([...files].map(([path, content]) => [path, Buffer.from(content).toString()]));
}

/** Layers by their keys. The first caller that seeks a missing one makes it; the next caller waits. */
function fakeLayers() {
  const kept = new Map<string, Kept>();
  const lent = new Map<Layer, Tree>();
  const making = new Map<string, Promise<void>>();
  const lend = ({ sha, files }: Kept): Layer => {
    const layer: Layer = {
      ...{ id: `layer-${lent.size}`, sha },
      [Symbol.asyncDispose]: async () => void lent.delete(layer),
    };
    lent.set(layer, files);
    return layer;
  };
  return {
    keep(key: LayerKey, base: Tree, all: Tree): Layer {
      const made = keptFor(key, base, all);
      kept.set(nameOf(key), made);
      return lend(made);
    },
    filesOf(layer: Layer | null, place: OpenOptions): Tree {
      if (layer === null) return new Map();
      const files = lent.get(layer);
      if (files === undefined) throw new SandboxError({ kind: "layer-released" });
      if (layer.sha !== null && layer.sha !== place.tree.sha)
        throw new SandboxError({ kind: "layer-of-another-commit" });
      return files;
    },
    seek: async (key: LayerKey, signal: AbortSignal): ReturnType<Sandboxes["seekLayer"]> => {
      const name = nameOf(key);
      for (let other = making.get(name); other !== undefined; other = making.get(name)) await other;
      signal.throwIfAborted();
      const found = kept.get(name);
      if (found !== undefined && serves(found, key)) return { kind: "found", layer: lend(found) };
      const made = Promise.withResolvers<void>();
      making.set(name, made.promise);
      const done = async () => {
        making.delete(name);
        made.resolve();
      };
      return { kind: "missing", [Symbol.asyncDispose]: done };
    },
  };
}

/** `sha`: the only commit it serves; null: every commit that has nothing where its files are. */
type Kept = { sha: string | null; files: Tree };

function keptFor({ tree, paths }: LayerKey, base: Tree, all: Tree): Kept {
  const files = new Map([...all].filter(([path]) => !base.has(path)));
  const ignored = ignore().add(base.get(".gitignore") ?? "");
  const isWholly = paths !== null && [...files.keys()].every((path) => ignored.ignores(path));
  return { sha: isWholly ? null : tree.sha, files };
}

function serves({ sha, files }: Kept, { tree, paths }: LayerKey): boolean {
  return sha === tree.sha || (sha === null && !(paths ?? []).some((path) => files.has(path)));
}

/** Where the recipe names all that set-up reads, the commit is no part of it. */
function nameOf({ image, trust, recipe, tree, paths }: LayerKey): string {
  return JSON.stringify({ image, trust, recipe, sha: paths === null ? tree.sha : null });
}
