// The operator's environment as the worker reads it, and as `issuewright run` does.
import { z } from "zod";
import {
  type AudienceConfig,
  type CommonConfig,
  type GitHubConfig,
  ownEnvironment,
  readAudience,
  readCommonConfig,
  readGitHubConfig,
  readTelemetry,
} from "../src/config.ts";
import { type Budget, Role } from "../src/domain/budget.ts";
import type { Complaint } from "../src/domain/complaint.ts";
import { MODEL_VARIABLE } from "../src/domain/model-failure.ts";
import { accessVariables } from "../src/domain/provider.ts";
import { type ConfigReading, complaintsOf, type Environment, readEnvironment } from "../src/environment.ts";
import type { TelemetryConfig } from "../src/telemetry/telemetry.ts";
import type { Price } from "./models/price.ts";
import { type Accesses, locate, PROVIDERS } from "./models/providers.ts";
import { readSandboxConfig, type SandboxConfig } from "./sandbox-config.ts";
import {
  EngineEnvironment,
  ModelEnvironment,
  OPENAI_URL,
  ProviderEnvironment,
  WorkerEnvironment,
} from "./variables.ts";

export type EngineConfig = SandboxConfig & {
  models: {
    baseUrl: string;
    /** Null: the endpoint asks for none. */
    apiKey: string | null;
    byRole: Partial<Record<Role, string>>;
    /** The wire protocol of the endpoint. */
    protocol: string;
    /** The providers that are set up, by name. */
    providers: Accesses["byProvider"];
    prices: Record<string, Price>;
    /** What every model holds, request and reply together; null: what the public lists say. */
    contextTokens: number | null;
  };
  budget: Budget;
  /** What each measurement may spend on how good the tests are. 0: none of that is measured, and no test runs again. */
  testQualityMinutes: number;
};

export type WorkerConfig = CommonConfig &
  EngineConfig & {
    github: GitHubConfig;
    audience: AudienceConfig;
    /** Null: it is switched off. */
    telemetry: TelemetryConfig | null;
    /** Runs at once in this process, and per repository over all processes. */
    concurrency: number;
    perRepository: number;
    /** Whether a run begins only with models that an accepted evaluation vouches for. */
    requiresEval: boolean;
  };

/** Every fault is named at once. */
export function readWorkerConfig(environment: Environment = ownEnvironment()): ConfigReading<WorkerConfig> {
  const common = readCommonConfig(environment);
  const github = readGitHubConfig(environment);
  const engine = readEngineConfig(environment);
  const worker = readEnvironment(WorkerEnvironment, environment);
  const audience = readAudience(environment);
  const telemetry = readTelemetry(environment);
  if (
    common.kind === "invalid" ||
    github.kind === "invalid" ||
    audience.kind === "invalid" ||
    telemetry.kind === "invalid" ||
    engine.kind === "invalid" ||
    worker.kind === "invalid"
  ) {
    return {
      kind: "invalid",
      complaints: complaintsOf([common, github, engine, worker, audience, telemetry]),
    };
  }
  return {
    kind: "read",
    config: {
      ...common.config,
      ...engine.config,
      github: github.config,
      audience: audience.config,
      telemetry: telemetry.config,
      concurrency: worker.config.ISSUEWRIGHT_CONCURRENCY,
      perRepository: worker.config.ISSUEWRIGHT_PER_REPOSITORY,
      requiresEval: worker.config.ISSUEWRIGHT_REQUIRE_EVAL === "1",
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
  const ofProviders = readEnvironment(ProviderEnvironment, environment);
  const sandboxes = readSandboxConfig(environment);
  if (reading.kind === "invalid" || ofProviders.kind === "invalid" || sandboxes.kind === "invalid")
    return { kind: "invalid", complaints: complaintsOf([reading, ofProviders, sandboxes]) };
  const values = reading.config;
  const providers = providersIn({ ...values, ...ofProviders.config });
  const complaints = unreachable(values, providers);
  if (complaints.length > 0) return { kind: "invalid", complaints };
  return {
    kind: "read",
    config: {
      ...sandboxes.config,
      models: {
        baseUrl: values.OPENAI_BASE_URL,
        apiKey: values.OPENAI_API_KEY ?? null,
        byRole: modelsIn(values),
        protocol: values.ISSUEWRIGHT_MODEL_PROTOCOL,
        providers,
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
  const chosen = Object.values(MODEL_VARIABLE).map((name) => environment[name] ?? "");
  const ofProviders = chosen.filter((name) =>
    PROVIDERS.some((provider) => name.startsWith(`${provider.name}:`)),
  );
  const named = [environment.OPENAI_API_KEY, environment.OPENAI_BASE_URL, ...ofProviders];
  return named.some((value) => value !== undefined && value !== "") ? environment : null;
}

type EngineValues = z.infer<typeof EngineEnvironment>;

/** A provider is set up where its address is known and it has the key that it needs. */
function providersIn(values: Record<string, unknown>): Accesses["byProvider"] {
  const setUp = PROVIDERS.flatMap(({ name, protocol, url, needsKey }) => {
    const { address, key } = accessVariables(name);
    const baseUrl = Text.parse(values[address]) ?? url;
    const apiKey = Text.parse(values[key]) ?? null;
    const lacksKey = needsKey && apiKey === null && baseUrl === url;
    return baseUrl === null || lacksKey ? [] : [[name, { baseUrl, apiKey, protocol }] as const];
  });
  return Object.fromEntries(setUp);
}

const Text = z.string().optional();

/** What stands against the models that are chosen. Where none is, somebody may still choose one of any that is set up. */
function unreachable(values: EngineValues, byProvider: Accesses["byProvider"]): Complaint[] {
  const { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey = null } = values;
  const usual = { baseUrl, apiKey, protocol: values.ISSUEWRIGHT_MODEL_PROTOCOL };
  const chosen = Object.entries(modelsIn(values));
  const located = chosen.map(([role, name]) => ({
    role: Role.parse(role),
    at: locate(name, { usual, byProvider }),
  }));
  const complaints = located.flatMap(({ role, at }): Complaint[] => {
    if (at.kind === "at") return [];
    const { address, key } = accessVariables(at.provider);
    const url = PROVIDERS.find(({ name }) => name === at.provider)?.url ?? null;
    const needs = url === null ? [address, key] : [key];
    return [
      { kind: "provider-not-set-up", role, variable: MODEL_VARIABLE[role], provider: at.provider, needs },
    ];
  });
  const hasUsual = apiKey !== null || baseUrl !== OPENAI_URL;
  const wantsUsual = located.some(({ at }) => at.kind === "at" && at.provider === null);
  const hasOther = PROVIDERS.some(({ name, needsKey }) => needsKey && byProvider[name] !== undefined);
  const nowhere = !hasUsual && (wantsUsual || (complaints.length === 0 && located.length === 0 && !hasOther));
  return nowhere ? [{ kind: "no-model-endpoint" }, ...complaints] : complaints;
}

function modelsIn(values: z.infer<typeof ModelEnvironment>): Partial<Record<Role, string>> {
  const named = Role.options.map((role) => [role, values[MODEL_VARIABLE[role]]] as const);
  return Object.fromEntries(named.filter(([, name]) => name !== undefined));
}
