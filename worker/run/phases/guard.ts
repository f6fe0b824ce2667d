// Brings the patch before the guard, with what the guard needs to know. The guard itself is pure.
import type { GuardFault } from "../../../src/domain/guard-fault.ts";
import { gaveUp } from "../../../src/domain/outcome.ts";
import { joined, type Patch } from "../../../src/domain/patch.ts";
import { isCommandPath, PROTECTED_FILES, SCRIPT_FILES } from "../../toolchains/paths.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import type { ChangedFile } from "../decisions/guard/bytes.ts";
import { guard } from "../decisions/guard.ts";
import { ended, type Found, found } from "./found.ts";
import { findSecrets } from "./secrets.ts";
import type { Plan } from "./work-order.ts";

type Guarding = {
  ground: {
    workspace: Pick<Workspace, "contents" | "view">;
    opening: Pick<Plan["ground"]["opening"], "rules">;
    onBranch: Patch | null;
  };
};

export async function guardPatch(plan: Pick<Plan, "ground">, patch: Patch): Promise<Found<null>> {
  const faults = await guardFaults(plan, patch);
  if (faults.length === 0) return found(null);
  return ended(gaveUp({ kind: "guard-refused", faults }));
}

/** Every reason why the patch may not be published; empty: it may. Decides nothing, so that a coder can be told early. */
export async function guardFaults({ ground }: Guarding, whole: Patch): Promise<GuardFault[]> {
  const { workspace, opening, onBranch } = ground;
  const patch = besides(whole, onBranch);
  const files = await changedFiles(workspace, patch);
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const secrets = await findSecrets(patch, contents);
  return guard({
    ...{ patch, files, secrets, rules: opening.rules, paths: workspace.view.paths },
    ...{ protected: PROTECTED_FILES, scriptFiles: SCRIPT_FILES, isCode: isCommandPath },
  });
}

/** What people pushed to the branch is theirs to answer for: only what the run changes is judged. */
function besides(patch: Patch, onBranch: Patch | null): Patch {
  const there = new Map(onBranch?.changes.map(({ path, diff }) => [path, diff]));
  const isThere = ({ path, diff }: Patch["changes"][number]) => {
    const before = there.get(path);
    return before !== undefined && Buffer.compare(before, diff) === 0;
  };
  const changes = patch.changes.filter((change) => !isThere(change));
  return { ...patch, changes, diff: joined(changes.map(({ diff }) => diff)) };
}

/** The base is asked only about files that have a NUL now. */
async function changedFiles(
  { contents, view }: Pick<Workspace, "contents" | "view">,
  patch: Patch,
): Promise<ChangedFile[]> {
  const files: ChangedFile[] = [];
  const judged = new Set(patch.changes.map(({ path }) => path));
  for (const { path, content } of await contents(patch)) {
    if (content === null || !judged.has(path)) continue;
    const wasText = content.includes(0) && (await view.read(path)) !== null;
    files.push({ path, content, wasText });
  }
  return files;
}
