// What stands around one sandbox and outlives its guest, and the guests of git that work on its tree.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { OpenEgress } from "./egress/open-egress.ts";
import type { Mount } from "./engine.ts";
import { type GitGuest, PRISTINE_INDEX } from "./extract/git-guest.ts";
import { startGuest } from "./guest/guest.ts";
import type { GuestSpec } from "./guest/machine-spec.ts";
import type { Host } from "./host.ts";
import { findImage } from "./images.ts";
import type { Layers } from "./layers/layers.ts";
import type { Slot, Storage } from "./layers/storage.ts";
import type { OpenOptions } from "./sandbox.ts";

/** Where sandboxes write, and where what set-up wrote is kept. */
export type Stores = { storage: Storage; layers: Layers };

export type Surroundings = Stores & {
  host: Host;
  slot: Slot;
  options: OpenOptions;
  /** Of a set-up sandbox, once it is open. */
  egress: OpenEgress | null;
};

export function sandboxSpec(surroundings: Surroundings, image: string): GuestSpec {
  const { slot, egress, options } = surroundings;
  const spec = guestSpec(surroundings, image, [slot.repo, slot.home]);
  const owner = { ...spec.owner, purpose: options.purpose };
  const mirror = options.blinding === null ? spec.mirror : null;
  if (egress === null) return { ...spec, owner, mirror };
  return { ...spec, owner, mirror, egressFolder: egress.folder, caBundle: egress.caBundle };
}

/** The base image always has git, whatever image the repository itself asks for. */
export async function withGit<Result>(
  surroundings: Surroundings,
  mode: "ro" | "rw",
  signal: AbortSignal | undefined,
  use: (git: GitGuest) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const { host, slot, options } = surroundings;
  const { reference } = await findImage(host.engine, "base");
  const mounts = [{ ...slot.repo, readOnly: mode === "ro" }, ...pristineIndex(options)];
  const spec = guestSpec(surroundings, reference, mounts);
  await using guest = await startGuest({ ...host, spec, tools: { uid: slot.uid, root: "/tmp" } });
  return await use({ guest, sha: options.tree.sha, signal });
}

function pristineIndex({ tree }: OpenOptions): Mount[] {
  const source = join(tree.checkout, ".git/index");
  return existsSync(source) ? [{ kind: "bind", source, target: PRISTINE_INDEX, readOnly: true }] : [];
}

function guestSpec({ host, slot, options }: Surroundings, image: string, mounts: Mount[]): GuestSpec {
  return {
    image,
    owner: { worker: host.worker, runId: options.runId, purpose: "extract" },
    limits: options.limits,
    fixtures: host.fixtures,
    etcFolder: slot.etcFolder,
    mirror: options.tree.mirror,
    socketFolder: slot.socketFolder,
    mounts,
    egressFolder: null,
    caBundle: null,
  };
}
