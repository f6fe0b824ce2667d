// Runs many cases, a few at a time. Each finished case is saved at once, so that an evaluation can be stopped and go on.
import { join } from "node:path";
import { type CaseDeps, type CaseStep, pursueCase } from "./pursue-case.ts";
import { type CaseResult, type Configuration, type Evaluation, isSettled } from "./result.ts";
import { type Plot, saveEvaluation } from "./store.ts";

export type Progress =
  | { kind: "step"; name: string; step: CaseStep }
  | { kind: "ended" | "stands"; result: CaseResult; done: number; of: number }
  | { kind: "stopped"; name: string };

export type EvaluationOptions = {
  /** The folder of cases, and which of them, by name. */
  cases: string;
  names: string[];
  out: string;
  configuration: Configuration;
  /** Results of an earlier evaluation that stay. */
  before: CaseResult[];
  /** Runs finished cases anew as well. */
  again: boolean;
  parallel: number;
  deps: CaseDeps;
  plot: Plot;
  tell(progress: Progress): void;
  signal: AbortSignal;
};

/** Resolves when every case has ended, or, after the signal aborted, when those under way have. */
export async function evaluate(options: EvaluationOptions): Promise<Evaluation> {
  const { names, out, configuration, plot, tell, signal } = options;
  const results = new Map(options.before.map((result) => [result.name, result]));
  const current = (): Evaluation => ({
    version: 2,
    configuration,
    cases: [...results.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  });
  let saving = saveEvaluation(out, current(), plot);
  let done = 0;
  const waiting = names.values();
  const takeTurns = async () => {
    for (const name of waiting) {
      if (signal.aborted) return;
      const pursued = await pursueCase(taskOf(options, name, results), options.deps, signal);
      if (pursued.kind === "stopped") {
        tell({ kind: "stopped", name });
        continue;
      }
      results.set(name, pursued.result);
      done++;
      tell({ ...pursued, done, of: names.length });
      saving = saving.then(() => saveEvaluation(out, current(), plot));
      await saving;
    }
  };
  const turns = Array.from({ length: Math.min(options.parallel, names.length) }, takeTurns);
  // Wait for all, even when one could not be saved: each releases what it holds.
  const fault = (await Promise.allSettled([...turns, saving])).find(({ status }) => status === "rejected");
  if (fault?.status === "rejected") throw fault.reason;
  return current();
}

function taskOf(options: EvaluationOptions, name: string, results: Map<string, CaseResult>) {
  const { cases, out, again, tell } = options;
  const before = results.get(name);
  return {
    cases,
    name,
    out: join(out, "cases", name),
    before: again || before === undefined || !isSettled(before) ? null : before,
    onStep: (step: CaseStep) => tell({ kind: "step", name, step }),
  };
}
