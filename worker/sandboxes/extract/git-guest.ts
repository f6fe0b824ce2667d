// Git in a guest of its own, with a git directory that no agent ever wrote to. It works on the repository of a sandbox, and
// trusts nothing there: a hostile tree can at most spoil its own patch, which is judged as text afterwards.
import { SandboxError } from "../../../src/domain/errors.ts";
import type { SandboxFault } from "../../../src/domain/sandbox-fault.ts";
import type { Guest } from "../guest/guest.ts";

/** Where a git guest sees the index of the checkout. */
export const PRISTINE_INDEX = "/etc/issuewright/index";

/** Only a hang reaches it: as on the host, 100,000 files on a busy machine take minutes. */
const TIME_LIMIT_MS = 10 * 60_000;

const PREPARE = `set -eu
export PATH=/usr/bin:/bin GIT_CONFIG_GLOBAL=/dev/null GIT_DIR=/tmp/git GIT_WORK_TREE=/repo
mkdir -p /tmp/git/objects/info /tmp/git/refs /tmp/git/info
echo 'ref: refs/heads/none' >/tmp/git/HEAD
if [ -d /mirror ]; then echo /mirror/objects >/tmp/git/objects/info/alternates; fi
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

export type GitGuest = { guest: Guest; sha: string; signal: AbortSignal | undefined };
export type GitAct = Extract<SandboxFault, { kind: "git-failed" }>["act"];

/** Runs lines of shell around git; SandboxError where one fails. */
export async function script(git: GitGuest, lines: string, act: GitAct): Promise<void> {
  const said = await attempt(git, lines);
  if (said !== null) throw new SandboxError({ kind: "git-failed", act, said });
}

/** Null, or what git said where a line failed; the ending itself where git said nothing. */
export async function attempt(git: GitGuest, lines: string): Promise<string | null> {
  const answer = await git.guest.tools.run(
    { op: "run", line: PREPARE + lines, cwd: "", timeoutMs: TIME_LIMIT_MS, outputBytes: 4096 },
    git.signal,
  );
  git.signal?.throwIfAborted();
  if (answer.kind !== "ended") return answer.kind === "failed" ? answer.error : answer.kind;
  if (answer.ended.exitStatus === 0) return null;
  const words = Buffer.concat([answer.ended.head, answer.ended.tail]).toString("utf8").trim();
  return words === "" ? answer.ended.ending : words;
}

/** Writes a file of the guest. */
export async function put({ guest }: GitGuest, name: string, content: string | Uint8Array): Promise<void> {
  const answer = await guest.tools.ask({ op: "write", path: name, content: Buffer.from(content) });
  if (answer.kind === "failed")
    throw new SandboxError({ kind: "git-failed", act: "receive-file", said: `${name}: ${answer.error}` });
}

/** The paths in a file of the guest, each ended by NUL. Null: the file is too large to be read. */
export async function pathsIn({ guest }: GitGuest, name: string): Promise<string[] | null> {
  const answer = await guest.tools.ask({ op: "read", path: name, maxBytes: 8 * 1024 ** 2 });
  if (answer.kind !== "bytes") return null;
  return answer.bytes
    .toString("utf8")
    .split("\0")
    .filter((path) => path !== "");
}

/**
 * Shell that makes the index. With the checkout's own, made on the host and never written inside, only files that look
 * different are read; after `read-tree`, every file would be. The index keeps its time: by it git knows which files
 * changed too soon after it to be told apart by their own times, and reads them.
 */
export function startIndex({ sha }: GitGuest): string {
  return `if [ -e ${PRISTINE_INDEX} ]; then cp --preserve=timestamps ${PRISTINE_INDEX} /tmp/git/index; else git read-tree ${sha}; fi`;
}
