// Applies a patch to the repository of a sandbox, before anything else runs there.
import { PermanentError } from "../../../src/domain/errors.ts";
import { attempt, type GitGuest, put } from "./git-guest.ts";

/**
 * `root`: the folder file operations of the guest begin at. Leaves nothing of its own. PermanentError: the patch does not
 * apply.
 */
export async function applyPatch(git: GitGuest, patch: Uint8Array, root: "/tmp" | "/repo"): Promise<void> {
  // No patch has a path in there.
  const name = root === "/repo" ? ".git/to-apply" : "to-apply";
  await put(git, name, patch);
  const line = `git apply --whitespace=nowarn ${root}/${name}; rm -rf ${root}/${name} /tmp/git`;
  const failure = await attempt(git, line);
  if (failure === null) return;
  throw new PermanentError({ kind: "patch-not-applied", fault: { kind: "git-refused", gitSaid: failure } });
}
