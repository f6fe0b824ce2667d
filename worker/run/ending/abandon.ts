// The outcome of a run that will not be run again: it threw too often, or its workers died. Nobody else would say so.
import { isoNow } from "../../../src/clock.ts";
import type { Cause } from "../../../src/domain/fault.ts";
import type { Job } from "../../../src/domain/job.ts";
import type { Repository } from "../../../src/domain/repository.ts";
import { type Labels, labelsIn, RULES_PATH } from "../../../src/domain/rules.ts";
import { parseRules } from "../../../src/rules.ts";
import type { Ports } from "../ports.ts";
import { failed } from "./endings.ts";
import { finish } from "./finish.ts";

type Needs = Pick<Ports, "github" | "announcers" | "ledger" | "clock" | "log" | "settings">;

/** Rejects where somebody could not be told, so that it is tried again. */
export async function abandon(job: Job, runId: string, because: Cause, ports: Needs): Promise<void> {
  const outcome = failed({ kind: "begun-too-often", cause: because });
  const labels = await labelsOf(job.issue.repository, ports);
  const report = { runId, outcome, spec: null, usage: {}, phases: [] };
  const untold = await finish({ job, report, at: isoNow(ports.clock), shown: null, labels }, ports);
  if (untold.length > 0) throw new Error(`could not tell of the outcome: ${untold.join(", ")}`);
}

/** As far as the rules can be read: an outcome must not wait for them. */
async function labelsOf(repository: Repository, { github, settings }: Needs): Promise<Labels> {
  const [text] = await Promise.allSettled([github.source.readFile(repository, RULES_PATH)]);
  const rules = text.status === "fulfilled" ? parseRules(text.value) : null;
  return rules?.kind === "read" ? labelsIn(rules.rules, settings.labels) : settings.labels;
}
