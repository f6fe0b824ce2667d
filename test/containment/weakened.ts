// Sandboxes that are weak on purpose, for a proof that must be red on them.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SandboxError, ToolError } from "../../src/domain/errors.ts";
import type { Sandbox, Sandboxes } from "../../worker/sandboxes/sandbox.ts";
import { emptyRepository } from "../support/git.ts";

/** Reads nothing but the probe. */
export function refusing(sandboxes: Sandboxes): Sandboxes {
  return reading(sandboxes, () => new ToolError("Could not read it: it is forbidden. Do without"));
}

export function dying(sandboxes: Sandboxes): Sandboxes {
  return reading(sandboxes, () => new SandboxError({ kind: "ended", said: null }));
}

function reading(sandboxes: Sandboxes, fault: () => Error): Sandboxes {
  return {
    ...sandboxes,
    open: async (options, signal) => {
      const sandbox = await sandboxes.open(options, signal);
      const read: Sandbox["read"] = async (path, limit) => {
        if (path.startsWith("probe")) return await sandbox.read(path, limit);
        throw fault();
      };
      return { ...sandbox, read };
    },
  };
}

/** Follows every link, and makes patches by the repository's own git. */
export function trusting(sandboxes: Sandboxes): Sandboxes {
  return {
    ...sandboxes,
    open: async (options, signal) => {
      const sandbox = await sandboxes.open(options, signal);
      const said = async (line: string) =>
        (await sandbox.run({ line, timeoutMs: 60_000, outputBytes: 4 * 1024 ** 2 })).output;
      const weak: Pick<Sandbox, "read" | "patch"> = {
        read: async (path, limit) =>
          path.startsWith("trick") || path.startsWith("race")
            ? Buffer.from(await said(`cat ${path}`))
            : await sandbox.read(path, limit),
        patch: async () => {
          const diff = await said("git add -A 2>/dev/null; git --no-pager diff --cached");
          return { diff: Buffer.from(diff), uncarried: [] };
        },
      };
      return { ...sandbox, ...weak };
    },
  };
}

/** Looks at a copy of the repository's settings from outside, as `git status` in its folder would. */
export function runningGitOutside(sandboxes: Sandboxes): Sandboxes {
  return {
    ...sandboxes,
    open: async (options, signal) => {
      const sandbox = await sandboxes.open(options, signal);
      const patch: Sandbox["patch"] = async (limit) => {
        using copy = emptyRepository();
        await writeFile(
          join(copy.path, ".git/config"),
          await sandbox.read(".git/config", { maxBytes: 65_536 }),
        );
        copy.git("status");
        return await sandbox.patch(limit);
      };
      return { ...sandbox, patch };
    },
  };
}
