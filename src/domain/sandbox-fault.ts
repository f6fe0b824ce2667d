// Why a sandbox could not be used, as facts. `src/messages/` makes words of them.
import { z } from "zod";

/** How an image gets onto a host: by bootstrap, by a command of ours for that image alone, or from a registry. */
export const ImageSource = z.enum(["bootstrap", "build", "pull"]);
export type ImageSource = z.infer<typeof ImageSource>;

const image = z.string();
const said = z.string();

/** What the engine or the host was asked to do. */
export const SandboxAct = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("prepare-host") }),
  z.object({ kind: z.literal("find-image"), image }),
  z.object({ kind: z.literal("prepare-storage") }),
  z.object({ kind: z.literal("open-proxy") }),
  z.object({ kind: z.literal("create-machine"), image }),
  z.object({ kind: z.literal("start-machine"), image }),
  z.object({ kind: z.literal("start-service"), image }),
  z.object({ kind: z.literal("keep-layer") }),
  z.object({ kind: z.literal("run-as-root") }),
]);
export type SandboxAct = z.infer<typeof SandboxAct>;

/** `said` is always a program's: the engine's, git's or the operating system's. */
export const SandboxFault = z.discriminatedUnion("kind", [
  /** `unreachable`: nothing answered at the engine's socket. */
  z.object({ kind: z.literal("act-failed"), act: SandboxAct, unreachable: z.boolean(), said }),
  /** `reference` is the image that `image`, a name of ours or a reference itself, stands for. */
  z.object({ kind: z.literal("image-missing"), image, reference: z.string(), source: ImageSource }),
  z.object({ kind: z.literal("tool-server-missing"), path: z.string() }),
  /** No way to put a tree into a sandbox is tried on this host. */
  z.object({ kind: z.literal("no-mounting") }),
  /** A file that the agent must be able to change cannot be changed. */
  z.object({ kind: z.literal("tree-not-writable"), said }),
  z.object({ kind: z.literal("layer-of-another-commit") }),
  z.object({ kind: z.literal("layer-released") }),
  /** Only a sandbox without a layer can become one. */
  z.object({ kind: z.literal("layer-on-layer") }),
  /** The largest files in the patch come first; none where git could not tell. */
  z.object({
    kind: z.literal("patch-too-large"),
    maxBytes: z.int(),
    largest: z.array(z.object({ path: z.string(), bytes: z.int() })),
  }),
  z.object({
    kind: z.literal("git-failed"),
    act: z.enum(["make-patch", "blind", "restore-tracked-files", "receive-file"]),
    said,
  }),
  /** The sandbox was disposed of before a call, or while the call ran. */
  z.object({ kind: z.literal("disposed") }),
  /** Its machine ended; `said` null: without a word. */
  z.object({ kind: z.literal("ended"), said: said.nullable() }),
  /** The tool server answered something that was not asked. */
  z.object({ kind: z.literal("protocol-broken") }),
  /** Not exactly one machine belongs to a run. */
  z.object({ kind: z.literal("machines-of-run"), runId: z.string(), found: z.int() }),
  z.object({ kind: z.literal("probe-not-placed"), said }),
  /** `said`: the last lines that the service printed. `seconds`: what it may take. */
  z.object({
    kind: z.literal("service-not-ready"),
    service: z.string(),
    image,
    because: z.enum(["ended", "time-up"]),
    seconds: z.number(),
    said,
  }),
]);
export type SandboxFault = z.infer<typeof SandboxFault>;
