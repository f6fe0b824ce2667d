// Which pull requests are ours: by the app that opened them and by their branch, never by what they say.
import { issueOfBranch } from "../../domain/naming.ts";
import { type Installation, isOurs } from "./installation.ts";

type Pull = {
  user: Parameters<typeof isOurs>[1];
  head: { ref: string; repo: { id: number } | null };
  base: { repo: { id: number } };
};

/** The issue that it is for; null: another opened it, or its branch is in a fork or not named as ours are. */
export function issueOfPull(
  installation: Pick<Installation, "appSlug">,
  { user, head, base }: Pull,
): number | null {
  return isOurs(installation, user) && head.repo?.id === base.repo.id ? issueOfBranch(head.ref) : null;
}
