// One sandbox of a run: same image, tree and limits for all of them, without network unless its use brings one.
import type { Blinding, OpenOptions, Readable, Sandbox } from "../../sandboxes/sandbox.ts";
import type { Settings } from "../ports.ts";
import type { Run } from "../state/begin.ts";
import type { Ground } from "./workspace.ts";

/** Without `blinding`, the sandbox has the history of the repository; without `egress`, no network. */
export type SandboxUse = Pick<OpenOptions, "layer" | "patch" | "purpose"> & {
  blinding?: Blinding;
  egress?: OpenOptions["egress"];
};

export type SandboxNeeds = Pick<Run, "sandboxes" | "claim"> & { settings: Pick<Settings, "limits"> };

export type SandboxGround = Pick<Ground, "project" | "workspace"> & {
  opening: Pick<Ground["opening"], "rules">;
};

export function openSandbox(
  run: SandboxNeeds,
  ground: SandboxGround,
  use: SandboxUse,
  signal: AbortSignal,
): Promise<Sandbox> {
  return run.sandboxes.open(
    {
      image: ground.project.image,
      tree: ground.workspace.tree,
      blinding: null,
      egress: null,
      limits: run.settings.limits,
      runId: run.claim.runId,
      ...servicesFor(ground, use),
      ...use,
    },
    signal,
  );
}

/** For whatever runs the repository's code; to read it, none is needed. */
function servicesFor({ opening }: SandboxGround, { purpose }: SandboxUse): Pick<OpenOptions, "services"> {
  const { services } = opening.rules;
  const isNeeded = purpose !== "architect" && purpose !== "setup" && Object.keys(services).length > 0;
  return isNeeded ? { services } : {};
}

/**
 * For a role that may look into the repository or run something there, and often has no need to: opened by the first look.
 * What opening throws comes out of each look.
 */
export function openOnDemand(
  run: SandboxNeeds,
  ground: Ground,
  use: SandboxUse,
  signal: AbortSignal,
): Readable & Pick<Sandbox, "run"> & AsyncDisposable {
  let opened: Promise<Sandbox> | null = null;
  const sandbox = () => {
    opened ??= openSandbox(run, ground, use, signal);
    return opened;
  };
  return {
    run: async (command) => (await sandbox()).run(command),
    read: async (path, options) => (await sandbox()).read(path, options),
    list: async (path) => (await sandbox()).list(path),
    search: async (options) => (await sandbox()).search(options),
    [Symbol.asyncDispose]: async () => {
      const [ended] = await Promise.allSettled([opened]);
      if (ended.status === "fulfilled") await ended.value?.[Symbol.asyncDispose]();
    },
  };
}
