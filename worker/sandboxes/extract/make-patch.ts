// Makes the patch of a sandbox: everything in its repository that differs from the commit.
import { SandboxError } from "../../../src/domain/errors.ts";
import { attempt, type GitGuest, pathsIn, put, script, startIndex } from "./git-guest.ts";

/** Enough to see which files make a patch too large. */
const LARGEST = 3;

export type PatchWish = {
  maxBytes: number;
  /** Patterns of gitignore: what belongs to a layer. */
  excludes: string;
  leavings: readonly string[];
  /** The patch the tree began with; null: none. */
  begunWith: Uint8Array | null;
};

/**
 * SandboxError when larger than `maxBytes`. What is ignored and what tools leave behind is taken only where the commit
 * has it, or the patch the tree began with.
 */
export async function makePatch(git: GitGuest, wish: PatchWish): Promise<Uint8Array> {
  const { maxBytes, begunWith } = wish;
  const leavings = wish.leavings.map((pattern) => `${pattern}\n`);
  await put(git, "excludes", [...leavings, wish.excludes].join(""));
  if (begunWith !== null) await put(git, "begun", begunWith);
  await script(
    git,
    `${startIndex(git)}
if [ -e /tmp/begun ]; then git apply --cached --whitespace=nowarn /tmp/begun; fi
git add --all .
git diff --cached --binary --full-index --no-renames --no-ext-diff --no-textconv --no-color ${git.sha} >/tmp/patch`,
    "make-patch",
  );
  const answer = await git.guest.tools.ask({ op: "read", path: "patch", maxBytes });
  if (answer.kind === "bytes") return answer.bytes;
  throw new SandboxError({ kind: "patch-too-large", maxBytes, largest: await largestIn(git) });
}

/** The largest first; none where git cannot tell. */
async function largestIn(git: GitGuest): Promise<{ path: string; bytes: number }[]> {
  const failure = await attempt(
    git,
    `git diff --cached --name-only --no-renames --diff-filter=d -z ${git.sha} | xargs -0r stat --printf '%s %n\\0' -- | sort -zrn | head -zn ${LARGEST} >/tmp/largest`,
  );
  const largest = failure === null ? ((await pathsIn(git, "largest")) ?? []) : [];
  return largest.map((each) => {
    const [bytes = "", ...path] = each.split(" ");
    return { path: path.join(" "), bytes: Number(bytes) };
  });
}
