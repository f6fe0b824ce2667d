// Evaluates many cases, a few at a time. It saves each finished case at once, so that a stopped evaluation can go on.
import { join } from "node:path";
import { type CaseDeps, type CaseStep, evaluateCase } from "./evaluate-case.ts";
import { type CaseResult, type Configuration, type Evaluation, isSettled } from "./result.ts";
import { type Plot, saveEvaluation } from "./store.ts";

export type Progress =
  | { kind: "step"; name: string; step: CaseStep }
  | { kind: "ended" | "stands"; result: CaseResult; done: number; of: number }
  | { kind: "stopped"; name: string };

export type EvaluationOptions = {
  /** The folder of cases, and the names of those to evaluate. */
  cases: string;
  names: string[];
  out: string;
  configuration: Configuration;
  /** The results of an earlier evaluation, which are kept. */
  before: CaseResult[];
  /** True: finished cases run again as well. */
  again: boolean;
  parallel: number;
  deps: CaseDeps;
  plot: Plot;
  tell(progress: Progress): void;
  signal: AbortSignal;
};

/** Resolves when every case has ended. After the signal aborts, it resolves when the running cases have ended. */
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
      const evaluated = await evaluateCase(taskOf(options, name, results), options.deps, signal);
      if (evaluated.kind === "stopped") {
        tell({ kind: "stopped", name });
        continue;
      }
      results.set(name, evaluated.result);
      done++;
      tell({ ...evaluated, done, of: names.length });
      saving = saving.then(() => saveEvaluation(out, current(), plot));
      await saving;
    }
  };
  const turns = Array.from({ length: Math.min(options.parallel, names.length) }, takeTurns);
  // Wait for all of them even when one could not be saved, because each must release its sandboxes.
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
