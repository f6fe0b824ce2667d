// A piece of a run either yields a value or ends the run with its Outcome.
import type { Outcome } from "../../../src/domain/outcome.ts";

export type Step<T> = { kind: "go"; value: T } | { kind: "end"; outcome: Outcome };

export function go<T>(value: T): Step<T> {
  return { kind: "go", value };
}

export function end(outcome: Outcome): { kind: "end"; outcome: Outcome } {
  return { kind: "end", outcome };
}
