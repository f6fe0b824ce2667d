// GitHub Actions workflows: an app without their permission must not bring a changed workflow into the repository.
import { requirePermission } from "./auth.ts";
import type { Repository, Token } from "./state.ts";

const FOLDER = ".github/workflows";

export function refuseWorkflowPaths(token: Token | null, paths: string[]): void {
  if (paths.some((path) => path.startsWith(`${FOLDER}/`))) refuseWithoutPermission(token);
}

/**
 * Refuses a commit if its workflows differ from those of the default branch, even if it is only older than a change of
 * them there.
 */
export async function refuseForeignWorkflows(
  token: Token | null,
  repository: Repository,
  commit: string,
): Promise<void> {
  const workflowsOf = (name: string) =>
    repository.git.ask(["rev-parse", "--verify", "--quiet", `${name}:${FOLDER}`]);
  const carried = await workflowsOf(commit);
  const known = await workflowsOf(`refs/heads/${repository.defaultBranch}`);
  if (carried !== null && carried !== known) refuseWithoutPermission(token);
}

function refuseWithoutPermission(token: Token | null): void {
  if (token) requirePermission(token, ["workflows:write"]);
}
