// Makes the repository of a sandbox tell nothing of where it comes from: one commit of exactly its files, at one time, on
// commits without files that only carry the tags. Origin and tags are those of the checkout, so the same in each arm.
import { posix } from "node:path";
import type { Blinding } from "../sandbox.ts";
import { type GitGuest, put, script } from "./git-guest.ts";

/**
 * The files of the base and of the patch, ignored files, too. Submodules have no files. A path that the patch touches counts
 * only where a file is there now: the patch may have made a folder of a file, or a link of a folder.
 */
const LIST_FILES = `GIT_INDEX_FILE=/repo/.git/index git ls-files --stage -z | sed -zn '/^160000 /!s/^[^\\t]*\\t//p' >/tmp/files
if [ -e $sent/begun ]; then
export LC_ALL=C
git apply --numstat -z $sent/begun | sed -z 's/^[^\\t]*\\t[^\\t]*\\t//' | tee -a $sent/touched | sort -zu >/tmp/patched
sort -z /tmp/files | comm -z -23 - /tmp/patched >/tmp/unpatched
xargs -0r sh -c 'for path; do
  if [ -L "$path" ] || [ -f "$path" ]; then
    above=$path
    while [ "$above" != "\${above%/*}" ]; do above=\${above%/*}; [ ! -L "$above" ] || continue 2; done
    printf "%s\\0" "$path"
  fi
done' sh </tmp/patched | cat /tmp/unpatched - >/tmp/files
fi
`;

/** Small objects are packed as large ones are, without compression: to make a file of each would take far longer. */
const MAKE_COMMIT = `xargs -0r touch --no-create --no-dereference --date=@$at -- <$sent/touched 2>/dev/null || true
for part in config tags-before tags-here; do if [ -e .git/$part ]; then cp .git/$part /tmp/clone-$part; else : >/tmp/clone-$part; fi; done
rm -rf .git
mkdir -p .git/info .git/objects/info .git/objects/pack .git/refs/heads
cp /tmp/clone-config .git/config
echo 'ref: refs/heads/main' >.git/HEAD
export GIT_DIR=/repo/.git
import_tags() { if [ -s $1 ]; then git -c core.logAllRefUpdates=false -c core.compression=0 fast-import --quiet --force <$1; fi; }
import_tags /tmp/clone-tags-before
git -c core.bigFileThreshold=1 -c core.compression=0 update-index --add --remove --replace -z --stdin </tmp/files
tree=$(git write-tree)
nonce=$(cat /proc/sys/kernel/random/uuid)
by="agent <agent@localhost> $at +0000"
parent=$(if [ -e .git/refs/heads/main ]; then sed 's/^/parent /' .git/refs/heads/main; fi)
printf 'tree %s\\n%sauthor %s\\ncommitter %s\\nnonce %s\\n\\nThe repository\\n' $tree "\${parent:+$parent
}" "$by" "$by" $nonce >/tmp/commit
git hash-object -t commit -w /tmp/commit >/tmp/head
cp /tmp/head .git/refs/heads/main
if grep -qF '[remote "origin"]' .git/config; then
  mkdir -p .git/refs/remotes/origin
  cp /tmp/head .git/refs/remotes/origin/main
  echo 'ref: refs/remotes/origin/main' >.git/refs/remotes/origin/HEAD
fi
import_tags /tmp/clone-tags-here
git ls-files --others --exclude-standard --directory -z | sed -z '/\\n/d; s/[\\\\*?[!#]/\\\\&/g; s/ $/\\\\ /; s|^|/|' | tr '\\0' '\\n' >.git/info/exclude
find .git -exec touch --no-dereference --date=@$at {} +
touch --date=@$at .
rm -rf /tmp/git /tmp/files /tmp/patched /tmp/unpatched /tmp/commit /tmp/head /tmp/clone-*
`;

/**
 * For a sandbox that nobody has used yet, with `patch` applied. Files that are no part of the commit (packages, products)
 * are excluded, so `git status` says nothing. A random number in the commit makes its id one that nobody can know before.
 */
export async function blind(
  git: GitGuest,
  { at, paths }: Blinding,
  { patch, root }: { patch: Uint8Array | null; root: "/tmp" | "/repo" },
): Promise<void> {
  // `.git` is made anew afterwards.
  const [folder, sent] = root === "/repo" ? [".git/", "/repo/.git"] : ["", "/tmp"];
  const touched = withFolders(paths).map((path) => `${path}\0`);
  await put(git, `${folder}touched`, touched.join(""));
  if (patch !== null) await put(git, `${folder}begun`, patch);
  await script(git, `at=${at} sent=${sent}\n${LIST_FILES}${MAKE_COMMIT}`, "blind");
}

/** To write a file changes the time of its folder. */
function withFolders(paths: readonly string[]): string[] {
  const all = new Set(paths);
  for (const path of paths)
    for (let at = posix.dirname(path); at !== "."; at = posix.dirname(at)) all.add(at);
  return [...all];
}
