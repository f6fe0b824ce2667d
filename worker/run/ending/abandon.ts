// The ending of a run that will not be run again: it threw too often, or its workers died. Nobody else would say so.
import { finish } from "../../../src/announcers/finish.ts";
import { isoNow } from "../../../src/clock.ts";
import type { Cause } from "../../../src/domain/fault.ts";
import type { Job } from "../../../src/domain/job.ts";
import { failed } from "../../../src/domain/outcome.ts";
import type { Repository } from "../../../src/domain/repository.ts";
import { type Labels, labelsIn, RULES_PATH } from "../../../src/domain/rules.ts";
import { initialState } from "../../../src/domain/run-state.ts";
import { parseRules } from "../../../src/rules.ts";
import type { Ports } from "../ports.ts";

type Needs = Pick<Ports, "github" | "announcers" | "ledger" | "clock" | "log" | "settings">;

/** Rejects where somebody could not be told, so that it is tried again. */
export async function abandon(job: Job, runId: string, because: Cause, ports: Needs): Promise<void> {
  const outcome = failed({ kind: "begun-too-often", cause: because });
  const report = { runId, outcome, spec: null, usage: {}, phases: [] };
  const state = initialState(runId, job.issue);
  const labels = await labelsOf(job.issue.repository, ports);
  const untold = await finish({ kind: "ran", job, report, state, labels, at: isoNow(ports.clock) }, ports);
  if (untold.length > 0) throw new Error(`could not tell of the outcome: ${untold.join(", ")}`);
}

/** As far as the rules can be read: an outcome must not wait for them. */
async function labelsOf(repository: Repository, { github, settings }: Needs): Promise<Labels> {
  const [text] = await Promise.allSettled([github.source.readFile(repository, RULES_PATH)]);
  const rules = text.status === "fulfilled" ? parseRules(text.value) : null;
  return rules?.kind === "read" ? labelsIn(rules.rules, settings.labels) : settings.labels;
}
