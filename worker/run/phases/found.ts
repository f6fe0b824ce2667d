// What a phase comes back with: what it found, or the outcome that the run ends with there.
import type { Outcome } from "../../../src/domain/outcome.ts";

export type Found<T> = { kind: "found"; value: T } | { kind: "ended"; outcome: Outcome };

export function found<T>(value: T): Found<T> {
  return { kind: "found", value };
}

export function ended(outcome: Outcome): { kind: "ended"; outcome: Outcome } {
  return { kind: "ended", outcome };
}
