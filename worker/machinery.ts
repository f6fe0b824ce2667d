// Opens the machinery of runs: what a run needs besides GitHub and a ledger.
import { resolve } from "node:path";
import { systemClock } from "../src/clock.ts";
import type { Labels } from "../src/domain/rules.ts";
import type { Log } from "../src/log.ts";
import { noTelemetry, type Telemetry } from "../src/telemetry/telemetry.ts";
import type { EngineConfig } from "./config.ts";
import { startParser } from "./map/parser.ts";
import { startSurveyor } from "./map/surveyor.ts";
import { connectModels, type ModelsOptions } from "./models/index.ts";
import { folderCheckpoints } from "./run/checkpoints.ts";
import { folderKeep } from "./run/keep.ts";
import { DEFAULT_ROUNDS, type Ports } from "./run/ports.ts";
import type { SandboxConfig } from "./sandbox-config.ts";
import { hostSandboxes, type SandboxesOptions } from "./sandboxes/index.ts";
import type { Sandboxes } from "./sandboxes/sandbox.ts";
import { watchedSandboxes } from "./sandboxes/watched.ts";
import { gitWorkspaces } from "./workspace/git-workspaces.ts";

/** A stream of a model that brings nothing for so long is given up. */
const STALL_MS = 120_000;
const MODEL_RETRIES = 4;

export type Machinery = AsyncDisposable &
  Pick<
    Ports,
    | "workspaces"
    | "sandboxes"
    | "surveyor"
    | "startParser"
    | "models"
    | "keep"
    | "checkpoints"
    | "turn"
    | "clock"
    | "telemetry"
    | "settings"
  >;

export type MachineryConfig = EngineConfig & {
  dataDir: string;
  labels: Labels;
  /** Where the endpoint is may be told, because only the operator reads it: not on an issue. */
  tellsEndpoint?: boolean;
  onLimit?: ModelsOptions["onLimit"];
};

/** Everything a run needs besides GitHub and a ledger. */
export function openMachinery(
  config: MachineryConfig,
  log: Log,
  telemetry: Telemetry = noTelemetry,
): Machinery {
  const dataDir = resolve(config.dataDir);
  const clock = systemClock;
  const stack = new AsyncDisposableStack();
  const sandboxes = watchedSandboxes(stack.use(openSandboxes(config, { dataDir, clock })), telemetry);
  const workspaces = stack.use(gitWorkspaces({ dataDir, log, clock, environment: config.gitEnvironment }));
  const { baseUrl, apiKey, byRole: models, protocol, providers, prices, contextTokens } = config.models;
  return {
    workspaces,
    sandboxes,
    surveyor: stack.use(startSurveyor()),
    startParser,
    models: connectModels({
      baseUrl,
      apiKey,
      models,
      protocol,
      providers,
      prices,
      contextTokens,
      tellsEndpoint: config.tellsEndpoint ?? false,
      clock,
      stallMs: STALL_MS,
      maxRetries: MODEL_RETRIES,
      ...{ log, telemetry },
      onLimit: config.onLimit,
    }),
    telemetry,
    keep: folderKeep(dataDir),
    checkpoints: folderCheckpoints(dataDir),
    // Nothing keeps runs apart yet.
    turn: async () => null,
    clock,
    settings: {
      labels: config.labels,
      budget: config.budget,
      limits: config.limits,
      testQualityMs: config.testQualityMinutes * 60_000,
      ...DEFAULT_ROUNDS,
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** The sandboxes of this host, as the operator set them up. */
export function openSandboxes(
  { caBundlePath, registryCredentials, engine }: SandboxConfig,
  place: Pick<SandboxesOptions, "dataDir" | "clock" | "lookup">,
): Sandboxes {
  return hostSandboxes({ caBundlePath, registryCredentials, ...engine, ...place });
}
