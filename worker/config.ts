// The operator's environment as the worker reads it, and as `issuewright run` does.
import { z } from "zod";
import {
  type CommonConfig,
  type ConfigReading,
  complaintsOf,
  type Environment,
  type GitHubConfig,
  readCommonConfig,
  readEnvironment,
  readGitHubConfig,
} from "../src/config.ts";
import { type Budget, DEFAULT_BUDGET, Role } from "../src/domain/budget.ts";
import { PROTOCOL_NAMES, USUAL_PROTOCOL } from "./models/index.ts";
import { Price } from "./models/price.ts";
import { readSandboxConfig, type SandboxConfig } from "./sandbox-config.ts";

export type EngineConfig = SandboxConfig & {
  models: {
    baseUrl: string;
    /** Null: the endpoint asks for none. */
    apiKey: string | null;
    byRole: Partial<Record<Role, string>>;
    /** The wire protocol of the endpoint. */
    protocol: string;
    prices: Record<string, Price>;
    /** What every model holds, request and reply together; null: as the public lists tell. */
    contextTokens: number | null;
  };
  budget: Budget;
  /** For each measurement, on how good the tests are; 0: nothing of it is measured, and no test is run again. */
  testQualityMinutes: number;
  /** What git may see of our own environment: it picks PATH, proxy and certificate settings. */
  gitEnvironment: Environment;
};

export type WorkerConfig = CommonConfig &
  EngineConfig & {
    github: GitHubConfig;
    /** Runs at once in this process, and per repository over all processes. */
    concurrency: number;
    perRepository: number;
  };

const OPENAI = "https://api.openai.com/v1";
const positive = (what: string, fallback: number) =>
  z.coerce.number(`is not ${what}`).positive(`is not ${what}`).default(fallback);
const prices = z
  .string()
  .transform((text, context) => {
    const parsed = z.record(z.string(), Price).safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    context.addIssue(
      'is not a price list. Write it like {"some-model":{"inputUsdPerMillion":2,"outputUsdPerMillion":8}}',
    );
    return z.NEVER;
  })
  .default({});

const MODEL_VARIABLE = {
  architect: "ISSUEWRIGHT_ARCHITECT_MODEL",
  coder: "ISSUEWRIGHT_CODER_MODEL",
  reviewer: "ISSUEWRIGHT_REVIEWER_MODEL",
} as const;
const ModelEnvironment = z.object({
  ISSUEWRIGHT_ARCHITECT_MODEL: z.string().optional(),
  ISSUEWRIGHT_CODER_MODEL: z.string().optional(),
  ISSUEWRIGHT_REVIEWER_MODEL: z.string().optional(),
});

const EngineEnvironment = ModelEnvironment.extend({
  OPENAI_BASE_URL: z
    .url({ error: "is not a web address. Write it like http://localhost:11434/v1" })
    .default(OPENAI),
  OPENAI_API_KEY: z.string().optional(),
  ISSUEWRIGHT_MODEL_PROTOCOL: z
    .enum(PROTOCOL_NAMES, { error: `is not a protocol we speak. Set one of: ${PROTOCOL_NAMES.join(", ")}` })
    .default(USUAL_PROTOCOL),
  ISSUEWRIGHT_PRICES: prices,
  ISSUEWRIGHT_CONTEXT_TOKENS: z.coerce
    .number("is not a number of tokens")
    .int("is not a number of tokens")
    .positive("is not a number of tokens")
    .optional(),
  ISSUEWRIGHT_BUDGET_USD: positive("an amount in dollars", DEFAULT_BUDGET.usd),
  ISSUEWRIGHT_BUDGET_TOKENS: positive("a number of tokens", DEFAULT_BUDGET.tokens),
  ISSUEWRIGHT_BUDGET_STEPS: positive("a number of steps", DEFAULT_BUDGET.steps),
  ISSUEWRIGHT_BUDGET_MINUTES: positive("a number of minutes", DEFAULT_BUDGET.minutes),
  ISSUEWRIGHT_TEST_QUALITY_MINUTES: z.coerce
    .number("is not a number of minutes")
    .min(0, "is not a number of minutes")
    .default(5),
});

const WorkerEnvironment = z.object({
  ISSUEWRIGHT_CONCURRENCY: positive("a number of runs", 2).pipe(z.int()),
  ISSUEWRIGHT_PER_REPOSITORY: positive("a number of runs", 2).pipe(z.int()),
});

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
  if (values.OPENAI_API_KEY === undefined && values.OPENAI_BASE_URL === OPENAI) {
    return { kind: "invalid", complaints: [NO_MODEL_ENDPOINT] };
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

/** A complaint for each role without a model, where not even the endpoint is known. `elsewhere`: chosen by other means. */
export function unchosenModels(
  elsewhere: Partial<Record<Role, string | undefined>> = {},
  environment: Environment = process.env,
): string[] {
  const reading = readEnvironment(ModelEnvironment, environment);
  const models = reading.kind === "read" ? { ...elsewhere, ...modelsIn(reading.config) } : elsewhere;
  return Role.options
    .filter((role) => models[role] === undefined)
    .map((role) => `${MODEL_VARIABLE[role]} is not set. Name a model that the endpoint offers.`);
}

/** Puts values into our own environment until disposed; for the containment proof, which looks for them elsewhere. */
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

const NO_MODEL_ENDPOINT =
  "OPENAI_API_KEY is not set, and neither is OPENAI_BASE_URL. Set the key, or the address of an OpenAI-compatible endpoint (vLLM, Ollama, OpenRouter, LiteLLM …).";

function modelsIn(values: z.infer<typeof ModelEnvironment>): Partial<Record<Role, string>> {
  const named = Role.options.map((role) => [role, values[MODEL_VARIABLE[role]]] as const);
  return Object.fromEntries(named.filter(([, name]) => name !== undefined));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
