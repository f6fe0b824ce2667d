// issuewright eval: runs many cases through the real pipeline and judges them by tests that no run has seen.
import { resolve } from "node:path";
import { readCommonConfig } from "../src/config.ts";
import { complaintsOf } from "../src/environment.ts";
import { type EngineConfig, readConcurrency, readEngineConfig, unchosenModels } from "../worker/config.ts";
import { accept, acceptedIn, standingOf } from "../worker/eval/accepted.ts";
import { EvaluationRefused } from "../worker/eval/refusal.ts";
import type { Configuration, Evaluation } from "../worker/eval/result.ts";
import { readEvaluation } from "../worker/eval/store.ts";
import { complain, misused, readOrComplain, readWords } from "./arguments.ts";
import type { CommandMain, Options, Usage } from "./command.ts";
import { standingWords } from "./eval/accepted.ts";
import { comparisonOf } from "./eval/compare.ts";
import { planOf } from "./eval/plan.ts";
import { configurationLine } from "./eval/table.ts";
import { MODEL_NEEDS } from "./model-needs.ts";

const usage = {
  name: "eval",
  synopsis: ["--cases <folder> [options]", "--compare [<out> <other out>]", "--accept <out>"],
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
      help: [
        "print two finished evaluations side by side, and whether their difference could be chance; without folders, the",
        "models of the environment beside those of the last accepted evaluation",
      ],
    },
    accept: {
      type: "string",
      help: [
        "keep a finished evaluation as the measure for models from now on (ISSUEWRIGHT_REQUIRE_EVAL). One that is worse",
        "than the last accepted one, beyond chance, is refused",
      ],
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
  if (read.values.accept !== undefined) return await keepAccepted(read.values.accept);
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
  const { carryOut } = await import("./eval/carry-out.ts");
  return await carryOut(plan, config, signal);
};

async function compare(values: object, folders: string[]): Promise<number> {
  const idle = Object.keys(values).find((name) => name !== "compare");
  if (idle !== undefined) return misused(`--${idle} does not go with --compare, which runs nothing.`, usage);
  if (folders.length === 0) return await compareNow();
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

async function compareNow(): Promise<number> {
  const [common, engine] = [readOrComplain(readCommonConfig()), readOrComplain(readEngineConfig())];
  if (common === null || engine === null) return 1;
  const accepted = await acceptedIn(resolve(common.dataDir));
  const { byRole } = engine.models;
  const standing = standingOf(byRole, accepted);
  console.log(standingWords(byRole, accepted[0] ?? null, standing).join("\n"));
  return standing === "same" || standing === "other" ? 0 : 1;
}

async function keepAccepted(folder: string): Promise<number> {
  const common = readOrComplain(readCommonConfig());
  if (common === null) return 1;
  const evaluation = await evaluationIn(folder);
  await accept(resolve(common.dataDir), evaluation);
  console.log(`Accepted: ${configurationLine(evaluation.configuration)}`);
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
