// Why a sandbox could not be used, as facts. `src/messages/` makes words of them.

/** How an image gets onto a host: by bootstrap, by a command of ours for that image alone, or from a registry. */
export type ImageSource = "bootstrap" | "build" | "pull";

/** What the engine or the host was asked to do. */
export type SandboxAct =
  | { kind: "prepare-host" }
  | { kind: "find-image"; image: string }
  | { kind: "prepare-storage" }
  | { kind: "open-proxy" }
  | { kind: "create-container"; image: string }
  | { kind: "start-container"; image: string }
  | { kind: "keep-layer" }
  | { kind: "run-as-root" };

/** `said` is always a program's: the engine's, git's or the operating system's. */
export type SandboxFault =
  /** `unreachable`: nothing answered at the engine's socket. */
  | { kind: "act-failed"; act: SandboxAct; unreachable: boolean; said: string }
  /** `reference` is the image that `image`, a name of ours or a reference itself, stands for. */
  | { kind: "image-missing"; image: string; reference: string; source: ImageSource }
  | { kind: "tool-server-missing"; path: string }
  /** No way to put a tree into a sandbox is tried on this host. */
  | { kind: "no-mounting" }
  /** A file that the agent must be able to change cannot be changed. */
  | { kind: "tree-not-writable"; said: string }
  | { kind: "layer-of-another-commit" }
  | { kind: "layer-released" }
  /** Only a sandbox without a layer can become one. */
  | { kind: "layer-on-layer" }
  /** The largest files in the patch come first; none where git could not tell. */
  | { kind: "patch-too-large"; maxBytes: number; largest: { path: string; bytes: number }[] }
  | { kind: "git-failed"; act: "make-patch" | "restore-tracked-files" | "receive-file"; said: string }
  /** The sandbox was disposed of before a call, or while the call ran. */
  | { kind: "disposed" }
  /** Its container ended; `said` null: without a word. */
  | { kind: "ended"; said: string | null }
  /** The tool server answered something that was not asked. */
  | { kind: "protocol-broken" }
  /** Not exactly one container belongs to a run. */
  | { kind: "containers-of-run"; runId: string; found: number }
  | { kind: "probe-not-placed"; said: string };
