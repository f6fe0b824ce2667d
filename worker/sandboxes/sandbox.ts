// The port to disposable machines for untrusted code. Text and one patch come out; nothing else does.
import type { Services } from "../../src/domain/rules-services.ts";
import type { Uncarried } from "../../src/domain/uncarried.ts";
import type { EngineFinding } from "./engine-finding.ts";

/** Where an engine on this host finds a clean checkout. `workspace/` makes it; nobody changes it while it is in use. */
export type Tree = {
  sha: string;
  /** Absolute host path of the checkout: the files of the commit and a `.git` that borrows the mirror's objects. */
  checkout: string;
  /** Absolute host path of the bare mirror, seen inside as /mirror, read-only. */
  mirror: string;
};

/**
 * What set-up left behind on top of a tree (installed packages, build caches). It never changes and is shared: it stays
 * until every holder has disposed of it.
 */
export type Layer = AsyncDisposable & {
  id: string;
  /** The only commit it serves; null: every commit on which set-up would do the same. */
  sha: string | null;
};

/** Who can have changed what runs. A layer serves the same trust only. */
export type Trust = {
  /** The repository. */
  domain: string;
  /** Untrusted: a commit that people without write access can have made. */
  ref: "trusted" | "untrusted";
};

/** Everything that decides what set-up leaves, besides the image's id and the platform. */
export type LayerKey = {
  image: string;
  trust: Trust;
  /** What set-up does and reads, as a text that differs where those differ. */
  recipe: string;
  tree: Tree;
  /** Every path of the tree, where the recipe names all that set-up reads; null: the commit itself decides. */
  paths: string[] | null;
};

export type Limits = {
  memoryBytes: number;
  pids: number;
  /** Relative weight, 1024 is Docker's default. */
  cpuShares: number;
  diskBytes: number;
};

export const DEFAULT_LIMITS: Limits = {
  memoryBytes: 4 * 1024 ** 3,
  pids: 512,
  cpuShares: 512,
  diskBytes: 8 * 1024 ** 3,
};

/** `target` is whatever the program inside sent: do not trust it where it is shown. */
export type EgressRefusal = { target: string; reason: RefusalReason };

export type RefusalReason =
  /** It is not among the pairs that set-up may reach. */
  | { kind: "not-allowed" }
  /** Only encrypted connections are let through. */
  | { kind: "not-encrypted" }
  /** With the operator's credentials nothing but reading is done. */
  | { kind: "not-reading" }
  | { kind: "too-many-connections" | "too-much-sent" | "too-much-received" }
  /** The name leads to the network of the worker. */
  | { kind: "inner-address"; address: string }
  | { kind: "no-address" }
  /** `said`: by the resolver, the system or TLS. */
  | { kind: "unreachable"; said: string };

export type Egress = {
  /** Exact host:port pairs reachable while set-up runs, through our proxy. */
  allow: string[];
  /** Called once for each different refusal, a hundred times at most. */
  onRefusal?(refusal: EgressRefusal): void;
};

/**
 * For the arms of a measurement. The sandbox has no mirror and one commit, which holds its very files; message, author and
 * times of the commit are always the same, its id cannot be foretold, and `git status` has nothing to say. Origin and tags
 * are those of the tree; what is older than the commit has tags and no files.
 */
export type Blinding = {
  /** Time of the commit, in seconds since 1970. It must be later than set-up, so that build tools see what changed. */
  at: number;
  /** Files whose time is `at` in each arm, whether this arm changes them or not. */
  paths: readonly string[];
};

export type OpenOptions = {
  /** Name of a purpose or an image reference; see docker/sandbox. */
  image: string;
  tree: Tree;
  layer: Layer | null;
  /** Applied to the tree before anything runs; null: the tree as it is. */
  patch: Uint8Array | null;
  /** Null: git's own history, with the mirror. */
  blinding: Blinding | null;
  /** Null: no network at all. Only a set-up sandbox has any. */
  egress: Egress | null;
  /** Fresh ones for this sandbox, on its loopback, ready when it opens. SandboxError where one is not. */
  services?: Services;
  limits: Limits;
  /** Written on the machine so that leftovers can be found. */
  runId: string;
  purpose: "setup" | "baseline" | "architect" | "coder" | "verify" | "extract" | "review";
};

export type Command = {
  /** Run by `/bin/sh -c`. */
  line: string;
  /** Relative to the repository; default: its root. */
  cwd?: string;
  timeoutMs: number;
  /** How much output is kept: half from the head, half from the tail. The rest is counted and dropped inside. */
  outputBytes: number;
  signal?: AbortSignal;
};

export type CommandResult = {
  /** Null when killed: by its time limit, by cancelling, or by the kernel. */
  exitStatus: number | null;
  ending: "exited" | "timed-out" | "cancelled" | "killed";
  /** stdout and stderr in the order they came, decoded as UTF-8 with replacement, cut in the middle, where it says how much. */
  output: string;
  cutBytes: number;
  durationMs: number;
};

export type Entry = { name: string; kind: "file" | "folder" | "link" | "other"; bytes: number };
export type Match = { path: string; line: number; text: string };

/** The folder of a sandbox whose files `readOutside` reads. It is in memory, and empty in a new sandbox. */
export const OUTSIDE = "/tmp/";

export type OutsideFile = { kind: "read"; bytes: Uint8Array } | { kind: "refused"; reason: OutsideRefusal };

/** `not-file`: a link, a folder, a pipe, or a file that its owner may not read. `not-outside`: beneath no `OUTSIDE`. */
export type OutsideRefusal = "missing" | "too-large" | "not-file" | "not-outside";

/**
 * One running machine. Paths are relative to the repository root; a path that leads out of it, a file that is not
 * regular, not there, or too large is a ToolError (`FileRefused`). A machine that ended (or was never reachable) is a
 * SandboxError from every call. Disposing kills everything inside and removes all of it from this host; it never rejects.
 */
export type Sandbox = AsyncDisposable & {
  id: string;
  /** One command at a time, others wait. When it ends, everything it started ends with it. */
  run(command: Command): Promise<CommandResult>;
  read(path: string, options: { maxBytes: number }): Promise<Uint8Array>;
  /**
   * A file that a command left outside of the repository, by its absolute path beneath `OUTSIDE`. No link is followed.
   * Nobody promises who wrote it: every program of the sandbox may. `maxBytes` is 32 MiB at most.
   */
  readOutside(path: string, options: { maxBytes: number }): Promise<OutsideFile>;
  /** Creates missing folders. Replaces atomically. Keeps the mode of a file that exists. */
  write(path: string, content: Uint8Array): Promise<void>;
  list(path: string): Promise<Entry[]>;
  /** Extended regular expression over tracked and untracked text files that are not ignored. */
  search(options: { pattern: string; path: string; maxMatches: number; timeoutMs: number }): Promise<Match[]>;
  /**
   * Everything that differs from the tree, as `git diff --binary --full-index --no-renames` text made by a fresh
   * extractor. Ignored files and `leavings` are left out, except those of the tree and of the patch the sandbox was opened
   * with. SandboxError when larger than `maxBytes`. The sandbox may go on afterwards.
   */
  patch(options: PatchOptions): Promise<TakenOut>;
  /**
   * Ends this sandbox and keeps what it wrote, at home too, as a layer under this key. Tracked files are those of the
   * commit again, and what was added without being ignored never shows in a later `patch`; where there is any such
   * thing, the layer serves this commit alone. Only for a sandbox without a layer of its own.
   */
  freeze(key: LayerKey): Promise<Layer>;
};

/** `uncarried`: what no patch can carry, left out; nothing else is missing for its sake. Empty folders are not told of. */
export type TakenOut = { diff: Uint8Array; uncarried: Uncarried[] };

export type PatchOptions = {
  maxBytes: number;
  /** Patterns of gitignore: what tools leave behind. The repository's own .gitignore has the last word. */
  leavings?: readonly string[];
  signal?: AbortSignal;
};

/** The part of a sandbox that only looks. */
export type Readable = Pick<Sandbox, "read" | "list" | "search">;

export type Sandboxes = AsyncDisposable & {
  /** SandboxError: no engine, no such image, no room. PermanentError: the patch does not apply. */
  open(options: OpenOptions, signal?: AbortSignal): Promise<Sandbox>;
  /**
   * The layer kept under this key, also by another process. `missing`: the caller makes it, and others who look for it
   * wait until this is disposed of.
   */
  seekLayer(
    key: LayerKey,
    signal: AbortSignal,
  ): Promise<{ kind: "found"; layer: Layer } | ({ kind: "missing" } & AsyncDisposable)>;
  /** Removes what dead workers left on this host; returns how many things. Never touches what the living use. */
  reap(): Promise<number>;
  /** What this host has and lacks, the engine first. Never rejects. */
  inspect(): Promise<EngineFinding[]>;
};
