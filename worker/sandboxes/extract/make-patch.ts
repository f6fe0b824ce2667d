// Makes the patch of a sandbox: everything in its repository that differs from the commit, and that a patch can carry.
import { SandboxError } from "../../../src/domain/errors.ts";
import type { Uncarried } from "../../../src/domain/uncarried.ts";
import type { TakenOut } from "../sandbox.ts";
import { attempt, type GitGuest, PRISTINE_INDEX, pathsIn, put, script, startIndex } from "./git-guest.ts";

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

/** Some files make git give up as a whole, as those with a wrong encoding. Then each file is added alone. */
const ADD = `status=0
git add --all --ignore-errors . || status=$?
if [ $status -gt 1 ]; then
  git ls-files -z --others --modified --exclude-standard >/tmp/each
  GIT_LITERAL_PATHSPECS=1 xargs -0r -n1 git add --all --ignore-errors -- </tmp/each || true
fi
`;

/**
 * What the host or GitHub would refuse with all the rest: repositories within this one, and names that are no text.
 * Submodules that were fetched have files older than the index of the checkout.
 */
const TAKE_BACK = `export LC_ALL=C.UTF-8
links() { sed -zn 's/^160000 [^\\t]*\\t//p' | LC_ALL=C sort -z; }
git ls-tree -r -z --full-tree $sha | links >/tmp/submodules
git ls-files --stage -z | links | LC_ALL=C comm -z -23 - /tmp/submodules >/tmp/repositories
git update-index --force-remove -z --stdin </tmp/repositories
git diff --cached --name-only --no-renames -z $sha | grep -zavx '[^[:cntrl:]]*' >/tmp/odd || true
if [ -s /tmp/odd ]; then GIT_LITERAL_PATHSPECS=1 git reset -q --pathspec-from-file=/tmp/odd --pathspec-file-nul $sha; fi
git ls-files --others --modified --exclude-standard -z >/tmp/uncarried
export newer=
if [ -e ${PRISTINE_INDEX} ]; then newer='-newer ${PRISTINE_INDEX}'; fi
xargs -0r -n1 sh -c 'find "$0" -mindepth 1 ! -type d $newer -print0 -quit' </tmp/submodules >/tmp/in-submodules
`;

/**
 * SandboxError when larger than `maxBytes`. What is ignored and what tools leave behind is taken only where the commit
 * has it, or the patch the tree began with.
 */
export async function makePatch(git: GitGuest, wish: PatchWish): Promise<TakenOut> {
  const { maxBytes, begunWith } = wish;
  const leavings = wish.leavings.map((pattern) => `${pattern}\n`);
  await put(git, "excludes", [...leavings, wish.excludes].join(""));
  if (begunWith !== null) await put(git, "begun", begunWith);
  await script(
    git,
    `sha=${git.sha}
${startIndex(git)}
if [ -e /tmp/begun ]; then git apply --cached --whitespace=nowarn /tmp/begun; fi
${ADD}${TAKE_BACK}
git diff --cached --binary --full-index --no-renames --no-ext-diff --no-textconv --no-color $sha >/tmp/patch`,
    "make-patch",
  );
  const answer = await git.guest.tools.ask({ op: "read", path: "patch", maxBytes });
  if (answer.kind === "bytes") return { diff: answer.bytes, uncarried: await uncarriedIn(git) };
  throw new SandboxError({ kind: "patch-too-large", maxBytes, largest: await largestIn(git) });
}

async function uncarriedIn(git: GitGuest): Promise<Uncarried[]> {
  const left = (await pathsIn(git, "uncarried")) ?? [];
  const inSubmodules = (await pathsIn(git, "in-submodules")) ?? [];
  return [
    ...left.map((path): Uncarried => ({ path, because: becauseOf(path) })),
    ...inSubmodules.map((path): Uncarried => ({ path, because: "submodule" })),
  ];
}

/** Git ends the path of a folder only where it looks no further. */
function becauseOf(path: string): Uncarried["because"] {
  if (/[\p{Cc}\ufffd]/u.test(path)) return "name";
  return path.endsWith("/") ? "repository" : "not-taken";
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
