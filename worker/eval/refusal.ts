// Why an evaluation cannot begin or go on, as facts. `bin/` makes the sentences.
import type { Configuration } from "./result.ts";

export type Refused =
  | { kind: "no-cases-folder"; folder: string; found: "nothing" | "a-file" }
  | { kind: "folder-is-a-case"; folder: string }
  | { kind: "no-case"; folder: string }
  | { kind: "too-many-cases"; folder: string; cases: number; maxCases: number }
  | { kind: "no-case-name"; folder: string; name: string }
  | { kind: "unknown-case"; name: string; known: string[] }
  /** The file does not have the form that this version writes. */
  | { kind: "results-unreadable"; file: string }
  | { kind: "no-results"; folder: string }
  /** It cannot be accepted: no case says anything about the models; or it is worse than the last one that was, beyond chance. */
  | { kind: "says-nothing"; label: string }
  | { kind: "worse"; label: string; than: string }
  /** `different`: the parts of the configuration that have changed. */
  | { kind: "other-configuration"; out: string; different: (keyof Omit<Configuration, "label">)[] };

export class EvaluationRefused extends Error {
  override name = "EvaluationRefused";
  readonly refused: Refused;

  constructor(refused: Refused) {
    super(JSON.stringify(refused));
    this.refused = refused;
  }
}
