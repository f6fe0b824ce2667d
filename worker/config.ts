// The operator's environment as the worker reads it, and as `issuewright run` does.
import type { z } from "zod";
import { type CommonConfig, type GitHubConfig, readCommonConfig, readGitHubConfig } from "../src/config.ts";
import { type Budget, Role } from "../src/domain/budget.ts";
import type { Complaint } from "../src/domain/complaint.ts";
import { MODEL_VARIABLE } from "../src/domain/model-failure.ts";
import { type ConfigReading, complaintsOf, type Environment, readEnvironment } from "../src/environment.ts";
import type { Price } from "./models/price.ts";
import { readSandboxConfig, type SandboxConfig } from "./sandbox-config.ts";
import { EngineEnvironment, ModelEnvironment, OPENAI_URL, WorkerEnvironment } from "./variables.ts";

export type EngineConfig = SandboxConfig & {
  models: {
    baseUrl: string;
    /** Null: the endpoint asks for none. */
    apiKey: string | null;
    byRole: Partial<Record<Role, string>>;
    /** The wire protocol of the endpoint. */
    protocol: string;
    prices: Record<string, Price>;
    /** What every model holds, request and reply together; null: what the public lists say. */
    contextTokens: number | null;
  };
  budget: Budget;
  /** What each measurement may spend on how good the tests are. 0: none of that is measured, and no test runs again. */
  testQualityMinutes: number;
  /** Our own environment; git is given PATH, proxy and certificate settings of it. */
  gitEnvironment: Environment;
};

export type WorkerConfig = CommonConfig &
  EngineConfig & {
    github: GitHubConfig;
    /** Runs at once in this process, and per repository over all processes. */
    concurrency: number;
    perRepository: number;
  };

/** Every fault is named at once. */
export function readWorkerConfig(environment: Environment = process.env): ConfigReading<WorkerConfig> {
  const common = readCommonConfig(environment);
  const github = readGitHubConfig(environment);
  const engine = readEngineConfig(environment);
  const worker = readEnvironment(WorkerEnvironment, environment);
  if (
    common.kind === "invalid" ||
    github.kind === "invalid" ||
    engine.kind === "invalid" ||
    worker.kind === "invalid"
  ) {
    return { kind: "invalid", complaints: complaintsOf([common, github, engine, worker]) };
  }
  return {
    kind: "read",
    config: {
      ...common.config,
      ...engine.config,
      github: github.config,
      concurrency: worker.config.ISSUEWRIGHT_CONCURRENCY,
      perRepository: worker.config.ISSUEWRIGHT_PER_REPOSITORY,
    },
  };
}

/** How many runs go on at once in this process. */
export function readConcurrency(environment: Environment = process.env): ConfigReading<number> {
  const reading = readEnvironment(WorkerEnvironment, environment);
  return reading.kind === "read" ? { ...reading, config: reading.config.ISSUEWRIGHT_CONCURRENCY } : reading;
}

/** What a run needs without GitHub and Redis. */
export function readEngineConfig(environment: Environment = process.env): ConfigReading<EngineConfig> {
  const reading = readEnvironment(EngineEnvironment, environment);
  const sandboxes = readSandboxConfig(environment);
  if (reading.kind === "invalid" || sandboxes.kind === "invalid")
    return { kind: "invalid", complaints: complaintsOf([reading, sandboxes]) };
  const values = reading.config;
  if (values.OPENAI_API_KEY === undefined && values.OPENAI_BASE_URL === OPENAI_URL) {
    return { kind: "invalid", complaints: [{ kind: "no-model-endpoint" }] };
  }
  return {
    kind: "read",
    config: {
      ...sandboxes.config,
      models: {
        baseUrl: values.OPENAI_BASE_URL,
        apiKey: values.OPENAI_API_KEY ?? null,
        byRole: modelsIn(values),
        protocol: values.ISSUEWRIGHT_MODEL_PROTOCOL,
        prices: values.ISSUEWRIGHT_PRICES,
        contextTokens: values.ISSUEWRIGHT_CONTEXT_TOKENS ?? null,
      },
      budget: {
        usd: values.ISSUEWRIGHT_BUDGET_USD,
        tokens: values.ISSUEWRIGHT_BUDGET_TOKENS,
        steps: values.ISSUEWRIGHT_BUDGET_STEPS,
        minutes: values.ISSUEWRIGHT_BUDGET_MINUTES,
      },
      testQualityMinutes: values.ISSUEWRIGHT_TEST_QUALITY_MINUTES,
      gitEnvironment: environment,
    },
  };
}

/** A complaint for each role without a model, for when the endpoint is unknown, too. `elsewhere`: models that rules chose. */
export function unchosenModels(
  elsewhere: Partial<Record<Role, string | undefined>> = {},
  environment: Environment = process.env,
): Complaint[] {
  const reading = readEnvironment(ModelEnvironment, environment);
  const models = reading.kind === "read" ? { ...elsewhere, ...modelsIn(reading.config) } : elsewhere;
  return Role.options
    .filter((role) => models[role] === undefined)
    .map((role) => ({ kind: "no-model", role, variable: MODEL_VARIABLE[role] }));
}

/** Puts values into our own environment until disposed, for the containment proof, which searches sandboxes for them. */
export function plantInEnvironment(
  values: Record<string, string>,
  environment: Environment = process.env,
): Disposable {
  const before = Object.keys(values).map((name) => [name, environment[name]] as const);
  Object.assign(environment, values);
  return {
    [Symbol.dispose]() {
      for (const [name, value] of before) {
        if (value === undefined) delete environment[name];
        else environment[name] = value;
      }
    },
  };
}

/** The environment when it names a model endpoint; null when it names none. */
export function modelEnvironment(environment: Environment = process.env): Environment | null {
  const named = [environment.OPENAI_API_KEY, environment.OPENAI_BASE_URL];
  return named.some((value) => value !== undefined && value !== "") ? environment : null;
}

function modelsIn(values: z.infer<typeof ModelEnvironment>): Partial<Record<Role, string>> {
  const named = Role.options.map((role) => [role, values[MODEL_VARIABLE[role]]] as const);
  return Object.fromEntries(named.filter(([, name]) => name !== undefined));
}
