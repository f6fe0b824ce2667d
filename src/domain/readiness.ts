// What became of the wish to make the draft of an issue an ordinary pull request.
export type Readiness =
  | { kind: "made-ready" | "was-ready"; pull: number }
  /** None is open. */
  | { kind: "no-pull"; issue: number };
