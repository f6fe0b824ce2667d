// Times of several things that are measured by turns, as a table of medians and 95th percentiles.
import { quantile } from "../numbers/quantile.ts";

export class Stopwatch {
  readonly #ms = new Map<string, number[]>();

  async time<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
    const started = performance.now();
    const result = await act();
    this.note(what, performance.now() - started);
    return result;
  }

  note(what: string, ms: number): void {
    this.#ms.set(what, [...(this.#ms.get(what) ?? []), ms]);
  }

  median(what: string): number {
    return this.quantile(what, 0.5);
  }

  quantile(what: string, share: number): number {
    return quantile(this.#ms.get(what) ?? [], share);
  }

  table(): string[] {
    const header = `${"".padEnd(40)} ${"median ms".padStart(9)} ${"p95 ms".padStart(9)} ${"n".padStart(5)}`;
    const lines = [...this.#ms].toSorted().map(([what, { length }]) => {
      const [median, p95] = [0.5, 0.95].map((share) => this.quantile(what, share).toFixed(2).padStart(9));
      return `${what.padEnd(40)} ${median} ${p95} ${String(length).padStart(5)}`;
    });
    return [header, ...lines];
  }
}
