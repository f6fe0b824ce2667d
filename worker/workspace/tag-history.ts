// Tags as git keeps them in a checkout, and as a history of their own for a sandbox that may not see the real one. Pure.
import type { Tag } from "./tags.ts";

/** Beside each other in the `.git` of a checkout: what git's fast-import reads before the one commit is made, and after. */
export const HISTORY_FILES = ["tags-before", "tags-here"] as const;

type History = Record<(typeof HISTORY_FILES)[number], string>;

const BY = "agent <agent@localhost>";

/** The text of `packed-refs`; one character for each byte. */
export function packedTags(tags: readonly Tag[]): string {
  const lines = tags.map(({ name, id, commit, isAnnotated }) => {
    return `${id} refs/tags/${name}\n${isAnnotated ? `^${commit}\n` : ""}`;
  });
  return `# pack-refs with: peeled fully-peeled \n${lines.join("")}`;
}

/**
 * Commits without files, one for each that is tagged, each on top of the one before, so that `git describe` names the same
 * tag as in the repository; then the tags of the commit itself. The tags are those that `fetchTags` gives, in its order.
 */
export function tagHistory(tags: readonly Tag[], sha: string): History {
  const before = tags.filter(({ commit }) => commit !== sha);
  const here = tags.filter(({ commit }) => commit === sha);
  const commits = Map.groupBy(before, ({ commit }) => commit);
  const text = [...commits.values()].map((ofCommit, at) => {
    const mark = `:${at + 1}`;
    const [{ committed = "0 +0000" } = {}] = ofCommit;
    const made = `commit refs/heads/main\nmark ${mark}\ncommitter ${BY} ${committed}\ndata 15\nThe repository\n\n`;
    return made + ofCommit.map((tag) => tagText(tag, mark)).join("");
  });
  return {
    "tags-before": text.join(""),
    "tags-here": here.map((tag) => tagText(tag, "refs/heads/main^0")).join(""),
  };
}

function tagText({ name, isAnnotated, tagged }: Tag, on: string): string {
  if (!isAnnotated) return `reset refs/tags/${name}\nfrom ${on}\n\n`;
  return `tag ${name}\nfrom ${on}\ntagger ${BY} ${tagged}\ndata 0\n\n`;
}
