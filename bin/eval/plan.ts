// What an evaluation has to do: which cases, with which configuration, and which earlier results it keeps.
import { basename, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { EngineConfig } from "../../worker/config.ts";
import type { EvaluationOptions } from "../../worker/eval/evaluate.ts";
import { EvaluationRefused } from "../../worker/eval/refusal.ts";
import type { Configuration } from "../../worker/eval/result.ts";
import { casesIn, readEvaluation } from "../../worker/eval/store.ts";

export type Plan = Omit<EvaluationOptions, "deps" | "plot" | "tell" | "signal">;

type Typed = {
  cases: string;
  out?: string;
  only?: string[];
  again: boolean;
  parallel?: string;
  architect: Configuration["architect"];
  label?: string;
};

/** EvaluationRefused: there is nothing to do, or it would mix results of two configurations. */
export async function planOf(
  { cases, only, again, parallel, architect, ...typed }: Typed,
  { engine, concurrency }: { engine: EngineConfig; concurrency: number },
): Promise<Plan> {
  const out = resolve(typed.out ?? "issuewright-eval");
  const before = await readEvaluation(out);
  const label = typed.label ?? before?.configuration.label ?? basename(out);
  const { models, budget } = engine;
  const configuration: Configuration = { label, architect, models: models.byRole, budget };
  const kept = again && only === undefined ? null : before;
  if (kept !== null) requireSame(kept.configuration, configuration, out);
  const all = await casesIn(resolve(cases), out);
  return {
    cases: resolve(cases),
    names: chosen(all, only),
    out,
    configuration,
    before: (kept?.cases ?? []).filter(({ name }) => all.includes(name)),
    again,
    parallel: parallel === undefined ? concurrency : Number(parallel),
  };
}

/** Results of two configurations in one sum would say nothing about either. */
function requireSame(before: Configuration, now: Configuration, out: string): void {
  const { label: _before, ...old } = before;
  const { label: _now, ...current } = now;
  if (isDeepStrictEqual(old, current)) return;
  const different = (["architect", "models", "budget"] as const).filter(
    (part) => !isDeepStrictEqual(old[part], current[part]),
  );
  throw new EvaluationRefused({ kind: "other-configuration", out, different });
}

function chosen(all: string[], only: string[] | undefined): string[] {
  if (only === undefined) return all;
  const unknown = only.find((name) => !all.includes(name));
  if (unknown === undefined) return [...new Set(only)];
  throw new EvaluationRefused({ kind: "unknown-case", name: unknown, known: all });
}
