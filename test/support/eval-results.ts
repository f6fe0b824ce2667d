// Builders: results of cases as an evaluation keeps them.
import { DEFAULT_BUDGET, type Usage } from "../../src/domain/budget.ts";
import type { CaseResult, Evaluation } from "../../worker/eval/result.ts";
import type { Verdict } from "../../worker/eval/verdict.ts";

export function aResult(name: string, verdict: Verdict, fields: Partial<CaseResult> = {}): CaseResult {
  const ran = verdict !== "broken-case" && verdict !== "error";
  return {
    name,
    digest: name,
    verdict,
    reason: { kind: "crashed", cause: { kind: "thrown", programSaid: `because of ${name}` } },
    outcome: ran ? "opened" : null,
    runMs: ran ? 60_000 : 0,
    totalMs: 70_000,
    usage: ran ? { coder: usage(0.5) } : {},
    phases: [],
    hidden: { base: null, change: null },
    ...fields,
  };
}

export function usage(usd: number | null): Usage {
  return { inputTokens: 900, cachedTokens: 0, outputTokens: 100, steps: 3, usd };
}

export function anEvaluation(label: string, cases: CaseResult[]): Evaluation {
  const models = { architect: "large", coder: "small", reviewer: "large" };
  return { version: 2, configuration: { label, architect: "on", models, budget: DEFAULT_BUDGET }, cases };
}
