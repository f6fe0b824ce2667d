// The outcome of a run that will not be run again: it threw too often, or its workers died. Nobody else would say so.
import { isoNow } from "../../../src/clock.ts";
import type { Job } from "../../../src/domain/job.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { labelsIn, RULES_PATH } from "../../../src/domain/rules.ts";
import { ended } from "../../../src/domain/run-event.ts";
import { parseSpec } from "../../../src/messages/spec.ts";
import { readBasis, renderSticky } from "../../../src/messages/sticky.ts";
import { parseRules } from "../../../src/rules.ts";
import type { Ports } from "../ports.ts";
import { failed } from "./endings.ts";

type Needs = Pick<Ports, "github" | "ledger" | "clock" | "settings">;

export async function abandon(job: Job, runId: string, because: string, ports: Needs): Promise<void> {
  const outcome = failed({ kind: "begun-too-often", said: because });
  const { github, ledger, clock } = ports;
  await ledger.saveReport({ runId, outcome, spec: null, usage: {}, phases: [] });
  await ledger.append({ runId, issue: job.issue, at: isoNow(clock), ...ended(outcome) });
  await github.status.writeSticky(job.issue, await stickyWith(job, runId, outcome, ports));
  const rules = parseRules(await github.source.readFile(job.issue.repository, RULES_PATH));
  const names = rules.kind === "read" ? labelsIn(rules.rules, ports.settings.labels) : ports.settings.labels;
  await github.status.changeLabels(job.issue, { add: [names.blocked], remove: [names.working] });
}

/** The spec that was shown stays shown. */
async function stickyWith(job: Job, runId: string, outcome: Outcome, ports: Needs): Promise<string> {
  const before = await ports.github.status.readSticky(job.issue);
  const spec = before === null ? null : parseSpec(before);
  return renderSticky({
    issue: job.issue.number,
    runId,
    updatedAt: isoNow(ports.clock),
    spec: spec?.kind === "read" ? spec.spec : null,
    changes: [],
    basis: before === null ? null : readBasis(before),
    untrustedComments: 0,
    notes: [],
    running: [],
    done: [],
    usage: {},
    outcome,
  });
}
