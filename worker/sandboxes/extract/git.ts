// Git with a git directory no agent ever wrote to: makes patches in a fresh container of its own, and applies them there
// or in a sandbox nobody has used yet.
// Nothing here trusts what it reads: a hostile tree can at most spoil its own patch, which is judged as text afterwards.
import { PermanentError, SandboxError } from "../../../src/domain/errors.ts";
import type { SandboxFault } from "../../../src/domain/sandbox-fault.ts";
import type { Machine } from "../docker/container.ts";
import type { Left } from "../layers/layers.ts";

/** Where a git machine sees the index of the checkout. */
export const PRISTINE_INDEX = "/etc/issuewright/index";

/** Enough to see what went wrong. */
const LARGEST = 3;
const TIME_LIMIT_MS = 120_000;

const PREPARE = `set -eu
export PATH=/usr/bin:/bin GIT_CONFIG_GLOBAL=/dev/null GIT_DIR=/tmp/git GIT_WORK_TREE=/repo
mkdir -p /tmp/git/objects/info /tmp/git/refs /tmp/git/info
echo 'ref: refs/heads/none' >/tmp/git/HEAD
echo /mirror/objects >/tmp/git/objects/info/alternates
touch /tmp/excludes && mv /tmp/excludes /tmp/git/info/exclude
echo '.issuewright-writing-*' >>/tmp/git/info/exclude
cat >/tmp/git/config <<'END'
[core]
	repositoryformatversion = 0
	bare = false
	hooksPath = /dev/null
	attributesFile = /dev/null
	excludesFile = /dev/null
	fsmonitor = false
	fileMode = true
	symlinks = true
	autocrlf = false
	compression = 0
	checkStat = minimal
	trustctime = false
[advice]
	addEmbeddedRepo = false
END
cd /repo
`;

export type GitMachine = { machine: Machine; sha: string; signal: AbortSignal | undefined };

export type PatchWish = {
  maxBytes: number;
  /** Patterns of gitignore: what belongs to a layer. */
  excludes: string;
  leavings: readonly string[];
  /** The patch the tree began with; null: none. */
  begun: Uint8Array | null;
};

/**
 * Everything that differs from the commit; SandboxError when larger than `maxBytes`. What is ignored and what tools leave
 * behind is taken where the commit has it, or the patch the tree began with.
 */
export async function makePatch(git: GitMachine, wish: PatchWish): Promise<Uint8Array> {
  const leavings = wish.leavings.map((pattern) => `${pattern}\n`);
  await put(git.machine, "excludes", [...leavings, wish.excludes].join(""));
  if (wish.begun !== null) await put(git.machine, "begun", wish.begun);
  await script(
    git,
    `${startIndex(git)}
if [ -e /tmp/begun ]; then git apply --cached --whitespace=nowarn /tmp/begun; fi
git add --all .
git diff --cached --binary --full-index --no-renames --no-ext-diff --no-textconv --no-color ${git.sha} >/tmp/patch`,
    "make-patch",
  );
  const answer = await git.machine.tools.ask({ op: "read", path: "patch", maxBytes: wish.maxBytes });
  if (answer.kind === "bytes") return answer.bytes;
  throw new SandboxError({
    kind: "patch-too-large",
    maxBytes: wish.maxBytes,
    largest: await largestIn(git),
  });
}

/** The largest first; none where git cannot tell. */
async function largestIn(git: GitMachine): Promise<{ path: string; bytes: number }[]> {
  const failure = await attempt(
    git,
    `git diff --cached --name-only --no-renames --diff-filter=d -z ${git.sha} | xargs -0r stat --printf '%s %n\\0' -- | sort -zrn | head -zn ${LARGEST} >/tmp/largest`,
  );
  const largest = failure === null ? ((await listIn(git, "largest")) ?? []) : [];
  return largest.map((each) => {
    const [bytes = "", ...path] = each.split(" ");
    return { path: path.join(" "), bytes: Number(bytes) };
  });
}

/** Leaves nothing of its own. `root`: where the files of the machine begin. */
export async function applyPatch(git: GitMachine, patch: Uint8Array, root: "/tmp" | "/repo"): Promise<void> {
  // No patch has a path in there.
  const name = root === "/repo" ? ".git/to-apply" : "to-apply";
  await put(git.machine, name, patch);
  const line = `git apply --whitespace=nowarn ${root}/${name}; rm -rf ${root}/${name} /tmp/git`;
  const failure = await attempt(git, line);
  if (failure === null) return;
  throw new PermanentError({ kind: "patch-not-applied", gitSaid: failure });
}

/**
 * After set-up: tracked files become those of the commit again, and what set-up added without being ignored is listed,
 * so that neither is ever taken for somebody's change.
 */
export async function settle(git: GitMachine): Promise<Left> {
  await script(
    git,
    `${startIndex(git)}
git diff-files --name-only -z | git checkout-index --force -z --stdin
git ls-files --others --exclude-standard --directory -z >/tmp/added
git ls-files --others --ignored --exclude-standard --directory -z >/tmp/ignored`,
    "restore-tracked-files",
  );
  const added = (await listIn(git, "added")) ?? [];
  return {
    excludes: added
      .filter((path) => !path.includes("\n"))
      .map(asPattern)
      .join(""),
    ignored: await listIn(git, "ignored"),
  };
}

/** Null: more than anybody wants to look at. */
async function listIn(git: GitMachine, name: string): Promise<string[] | null> {
  const answer = await git.machine.tools.ask({ op: "read", path: name, maxBytes: 8 * 1024 ** 2 });
  if (answer.kind !== "bytes") return null;
  return answer.bytes
    .toString("utf8")
    .split("\0")
    .filter((path) => path !== "");
}

/**
 * With the checkout's own index, made on the host and never written inside, only files that look different are read.
 * After `read-tree`, every file would be. The index keeps its time: by it git knows which files changed too soon after it
 * to be told apart by theirs, and reads them.
 */
function startIndex(git: GitMachine): string {
  return `if [ -e ${PRISTINE_INDEX} ]; then cp --preserve=timestamps ${PRISTINE_INDEX} /tmp/git/index; else git read-tree ${git.sha}; fi`;
}

/** Matches exactly this path: anchored, with everything that means something to gitignore escaped. */
function asPattern(path: string): string {
  return `/${path.replace(/[\\*?[\]!#]/g, "\\$&").replace(/ $/, "\\ ")}\n`;
}

async function put(machine: Machine, name: string, content: string | Uint8Array): Promise<void> {
  const answer = await machine.tools.ask({ op: "write", path: name, content: Buffer.from(content) });
  if (answer.kind === "failed")
    throw new SandboxError({ kind: "git-failed", act: "receive-file", said: `${name}: ${answer.error}` });
}

type GitAct = Extract<SandboxFault, { kind: "git-failed" }>["act"];

async function script(git: GitMachine, lines: string, act: GitAct): Promise<void> {
  const said = await attempt(git, lines);
  if (said !== null) throw new SandboxError({ kind: "git-failed", act, said });
}

/** Null, or what git said. */
async function attempt(git: GitMachine, lines: string): Promise<string | null> {
  const answer = await git.machine.tools.run(
    { op: "run", line: PREPARE + lines, cwd: "", timeoutMs: TIME_LIMIT_MS, outputBytes: 4096 },
    git.signal,
  );
  git.signal?.throwIfAborted();
  if (answer.kind !== "ended") return "its tool server refused to run git";
  if (answer.ended.exitStatus === 0) return null;
  const words = Buffer.concat([answer.ended.head, answer.ended.tail]).toString("utf8").trim();
  return words === "" ? `git ended without a word (${answer.ended.ending})` : words;
}
