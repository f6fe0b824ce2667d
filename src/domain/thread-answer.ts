// What became of a review thread, as its answer tells it and as decides whether it is resolved.
import type { Prover } from "./proof.ts";

/** `said`: the coder's words; null: it has none for this thread. */
export type ThreadAnswer =
  /** Its suggestion stands in the commit, word for word. */
  | { kind: "applied"; said: string | null; mended: Prover | null }
  /** `mended`: what failed on the change as it was reviewed and holds now, where the coder names it and it was measured. */
  | { kind: "done"; said: string | null; mended: Prover | null }
  /** The coder did otherwise, and says why: a person decides. */
  | { kind: "disagreed"; said: string };
