// Carries an evaluation out: each case through the pipeline, its progress and the table at the end on standard output.
import { join, resolve } from "node:path";
import { announcersOver } from "../../src/announcers/index.ts";
import { systemClock } from "../../src/clock.ts";
import type { CommonConfig } from "../../src/config.ts";
import { claimLayout } from "../../src/data-layout.ts";
import { folderGitHub } from "../../src/github/folder.ts";
import { createLog, type Log } from "../../src/log.ts";
import { count } from "../../src/messages/words.ts";
import type { EngineConfig } from "../../worker/config.ts";
import { DEFAULT_CASE_CAPS } from "../../worker/eval/case.ts";
import { evaluate } from "../../worker/eval/evaluate.ts";
import type { CaseDeps, CaseRun } from "../../worker/eval/evaluate-case.ts";
import { type Configuration, isSettled } from "../../worker/eval/result.ts";
import { type Machinery, openMachinery } from "../../worker/machinery.ts";
import { ModelFailed } from "../../worker/models/model.ts";
import { folderKeep } from "../../worker/run/keep.ts";
import type { Ports } from "../../worker/run/ports.ts";
import { requireEngine } from "../../worker/sandboxes/engine-finding.ts";
import { gitWith } from "../../worker/workspace/git.ts";
import { INTERRUPTED } from "../command.ts";
import type { Plan } from "./plan.ts";
import { plot } from "./plot.ts";
import { showProgress } from "./progress.ts";
import { tableOf } from "./table.ts";

/** The exit status. */
export async function carryOut(
  plan: Plan,
  config: CommonConfig & EngineConfig,
  signal: AbortSignal,
): Promise<number> {
  const { names, parallel, out } = plan;
  await claimLayout(resolve(config.dataDir));
  const log = createLog({ level: config.logLevel, name: "eval" });
  await using machinery = openMachinery(config, log);
  await requireWorking(machinery, signal);
  console.log(`${count(names.length, "case")}, ${Math.min(parallel, names.length)} at once`);
  const progress = showProgress(names);
  const deps: CaseDeps = {
    git: gitWith(config.gitEnvironment),
    clock: systemClock,
    caps: DEFAULT_CASE_CAPS,
    portsFor: (place) => portsFor(place, machinery, { architect: plan.configuration.architect, log }),
  };
  const evaluation = await evaluate({ ...plan, deps, plot, tell: progress.tell, signal });
  progress.end();
  console.log(`\n${tableOf(evaluation).join("\n")}\n`);
  for (const name of ["results.json", "results.svg"]) console.log(join(out, name));
  if (signal.aborted) return INTERRUPTED;
  return evaluation.cases.filter(({ name }) => names.includes(name)).every(isSettled) ? 0 : 1;
}

/** One error, not one per case. */
async function requireWorking({ sandboxes, models }: Machinery, signal: AbortSignal): Promise<void> {
  const lacking = await models.lacking({}, signal);
  if (lacking !== null) throw new ModelFailed(lacking);
  await requireEngine(sandboxes);
}

type Wiring = { architect: Configuration["architect"]; log: Log };

function portsFor({ onStep, ...place }: CaseRun, machinery: Machinery, { architect, log }: Wiring): Ports {
  const { settings, models } = machinery;
  const github = folderGitHub(place);
  return {
    ...machinery,
    settings: { ...settings, architect, maxEscalations: architect === "on" ? settings.maxEscalations : 0 },
    // The models that are compared, whatever the rules of a repository choose.
    models: {
      ...models,
      forRole: (role) => models.forRole(role),
      lacking: (_chosen, signal) => models.lacking({}, signal),
    },
    github,
    announcers: announcersOver({ github }),
    keep: folderKeep(place.out, { flat: true }),
    ledger: {
      append: async (event) => (event.kind === "phase-started" ? onStep(event.phase) : undefined),
      saveReport: async () => undefined,
      keepPart: async () => undefined,
      say: async () => undefined,
    },
    log,
  };
}
