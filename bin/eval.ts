// issuewright eval: runs many cases through the real pipeline and judges them by tests that no run has seen.
import { join, resolve } from "node:path";
import { announcersOver } from "../src/announcers/index.ts";
import { systemClock } from "../src/clock.ts";
import { type CommonConfig, readCommonConfig } from "../src/config.ts";
import { complaintsOf } from "../src/environment.ts";
import { folderGitHub } from "../src/github/folder.ts";
import { createLog, type Log } from "../src/log.ts";
import { count } from "../src/messages/words.ts";
import { type EngineConfig, readConcurrency, readEngineConfig, unchosenModels } from "../worker/config.ts";
import { DEFAULT_CASE_CAPS } from "../worker/eval/case.ts";
import { evaluate } from "../worker/eval/evaluate.ts";
import type { CaseDeps, CaseRun } from "../worker/eval/evaluate-case.ts";
import { EvaluationRefused } from "../worker/eval/refusal.ts";
import { type Configuration, type Evaluation, isSettled } from "../worker/eval/result.ts";
import { readEvaluation } from "../worker/eval/store.ts";
import { type Machinery, openMachinery } from "../worker/main.ts";
import { ModelFailed } from "../worker/models/model.ts";
import { folderKeep } from "../worker/run/keep.ts";
import type { Ports } from "../worker/run/ports.ts";
import { requireEngine } from "../worker/sandboxes/engine-finding.ts";
import { gitWith } from "../worker/workspace/git.ts";
import { complain, misused, readWords } from "./arguments.ts";
import { type CommandMain, INTERRUPTED, type Options, type Usage } from "./command.ts";
import { comparisonOf } from "./eval/compare.ts";
import { type Plan, planOf } from "./eval/plan.ts";
import { plot } from "./eval/plot.ts";
import { showProgress } from "./eval/progress.ts";
import { tableOf } from "./eval/table.ts";
import { MODEL_NEEDS } from "./model-needs.ts";

const usage = {
  name: "eval",
  synopsis: ["--cases <folder> [options]", "--compare <out> <other out>"],
  about: [
    "Runs every case through the real pipeline and judges what was published by hidden tests that no run has seen. A case is",
    "a folder: issue.md, repository.bundle (or repository.json), hidden/ (or hidden.patch) and case.yml. docs/eval.md says more.",
  ],
  options: {
    cases: { type: "string", help: ["folder of cases"] },
    out: {
      type: "string",
      help: ["folder for results.json, results.svg and the files of each run (default: issuewright-eval)"],
    },
    only: { type: "string", multiple: true, help: ["name of a case to run; may be given more than once"] },
    again: {
      type: "boolean",
      help: ["run finished cases again; without it an evaluation continues where it stopped"],
    },
    parallel: { type: "string", help: ["cases at once (default: ISSUEWRIGHT_CONCURRENCY)"] },
    architect: {
      type: "string",
      help: ["on, or off: the issue itself, word for word, is then spec and work order (default: on)"],
    },
    label: {
      type: "string",
      help: ["what this configuration is called (default: the name of the --out folder)"],
    },
    compare: {
      type: "boolean",
      help: ["print two finished evaluations side by side, and whether their difference could be chance"],
    },
  },
  notes: [
    "Needs in the environment:",
    ...MODEL_NEEDS,
    "Exit status 0 when every case got a verdict about the models, 1 when one broke or ended with an error, 130 after Ctrl-C.",
  ],
} satisfies Usage<Options>;

export const main: CommandMain = async (words, signal) => {
  const compares = words.includes("--compare");
  const read = readWords(words, usage, { takesNames: compares });
  if (read.kind === "over") return read.status;
  if (compares) return await compare(read.values, read.names);
  const { cases, again = false, architect = "on", parallel } = read.values;
  if (cases === undefined) return misused("--cases is needed.", usage);
  if (architect !== "on" && architect !== "off") return misused("--architect is either on or off.", usage);
  if (parallel !== undefined && !/^[1-9]\d{0,2}$/.test(parallel)) {
    return misused("--parallel is a number of cases, from 1 to 999.", usage);
  }
  const [common, engine, concurrency] = [readCommonConfig(), readEngineConfig(), readConcurrency()];
  if (common.kind === "invalid" || engine.kind === "invalid" || concurrency.kind === "invalid") {
    const models = engine.kind === "read" ? [] : unchosenModels(architect === "on" ? {} : NOT_ASKED);
    complain([...complaintsOf([common, engine, concurrency]), ...models]);
    return 1;
  }
  const plan = await planOf(
    { ...read.values, cases, again, architect },
    { engine: engine.config, concurrency: concurrency.config },
  );
  const level = common.config.logLevel === "info" ? "silent" : common.config.logLevel;
  const config = { ...common.config, ...withArchitect(engine.config, architect), logLevel: level };
  return await carryOut(plan, config, signal);
};

async function carryOut(
  plan: Plan,
  config: CommonConfig & EngineConfig,
  signal: AbortSignal,
): Promise<number> {
  const { names, parallel, out } = plan;
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

async function compare(values: object, folders: string[]): Promise<number> {
  const idle = Object.keys(values).find((name) => name !== "compare");
  if (idle !== undefined) return misused(`--${idle} does not go with --compare, which runs nothing.`, usage);
  const [first, second, ...more] = folders;
  if (first === undefined || second === undefined || more.length > 0) {
    return misused("--compare needs the --out folders of two evaluations.", usage);
  }
  if (resolve(first) === resolve(second)) {
    return misused("--compare needs two evaluations, and both folders are the same.", usage);
  }
  console.log(comparisonOf(await evaluationIn(first), await evaluationIn(second)).join("\n"));
  return 0;
}

async function evaluationIn(folder: string): Promise<Evaluation> {
  const evaluation = await readEvaluation(resolve(folder));
  if (evaluation !== null) return evaluation;
  throw new EvaluationRefused({ kind: "no-results", folder });
}

const NOT_ASKED = { architect: "not asked" };

/** Nobody needs to choose a model that is never asked. */
function withArchitect(engine: EngineConfig, architect: Configuration["architect"]): EngineConfig {
  if (architect === "on") return engine;
  const byRole = { ...NOT_ASKED, ...engine.models.byRole };
  return { ...engine, models: { ...engine.models, byRole } };
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
    },
    log,
  };
}
