// The path arguments of tools: relative to the repository, or below the folder where a sandbox mounts it.
import { posix } from "node:path";
import { z } from "zod";
import { ToolError } from "../../src/domain/errors.ts";

/** Where `pwd` and stack traces in a sandbox say that the repository is. */
const MOUNT = "/repo";

export const repositoryPath = z.string().min(1).transform(fromRoot);

/** Only the mount itself is taken off. Any other absolute path stays one, and the sandbox refuses it. */
function fromRoot(path: string): string {
  if (path !== MOUNT && !path.startsWith(`${MOUNT}/`)) return path;
  const rest = path.slice(MOUNT.length + 1);
  return rest === "" ? "." : rest;
}

/** Throws ToolError for a path below a folder named `.git`: no change can hold it, and git would act on it. */
export function refuseGitsOwn(path: string): void {
  if (posix.normalize(path).split("/").includes(".git")) {
    throw new ToolError(`Could not write ${path}: git's own files are not written.`);
  }
}
