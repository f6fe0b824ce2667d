// Which model each role speaks with: the repository's choice, the operator's, or none.
import type { Clock } from "../../src/clock.ts";
import { Role } from "../../src/domain/budget.ts";
import type { ModelFailure } from "../../src/domain/model-failure.ts";
import { noTelemetry, type Telemetry } from "../../src/telemetry/telemetry.ts";
import { type Model, ModelFailed, type Models, type Offer, type Request } from "./model.ts";
import type { Pricer, Tokens } from "./price.ts";
import type { Connection } from "./protocol.ts";
import type { Located } from "./providers.ts";
import { type Log, replyFrom } from "./reply.ts";
import { startWatchdog } from "./watchdog.ts";
import { watchedModel } from "./watched.ts";

/** A model where it is served. */
export type Place = Extract<Located, { kind: "at" }>;

export type ByRoleOptions = {
  /** The operator's choice. */
  models: Partial<Record<Role, string>>;
  locate(chosen: string): Located;
  /** Of the usual endpoint where the place is null. */
  connectionTo(place: Place | null): Connection;
  pricerOf(place: Place): Pricer;
  /** Tokens a model holds; null: unknown. */
  contextOf(place: Place): number | null;
  /** Failures name the address of the endpoint. Not for runs whose outcome stands on an issue. */
  tellsEndpoint?: boolean;
  clock: Clock;
  /** A reply is given up after so long a silence. Node's own limit is 300 s, so stay below it. */
  stallMs: number;
  maxRetries: number;
  /** Told of retries, and never of what was said. */
  log?: Log;
  telemetry?: Telemetry;
};

/** The list only helps to explain something else, so nobody waits long for it. */
const LISTING_MS = 10_000;

export function modelsByRole(options: ByRoleOptions): Models {
  const { locate, connectionTo, clock } = options;
  const inquireAt = (place: Place | null, signal: AbortSignal) =>
    listModels(connectionTo(place), clock, signal);
  const nameFor = (role: Role, override?: string) => override || options.models[role] || null;
  return {
    inquire: (signal, chosen) => {
      const located = chosen === undefined ? null : locate(chosen);
      return inquireAt(located?.kind === "at" ? located : null, signal);
    },
    lacking: async (overrides, signal) => {
      const roles = Role.options.filter((role) => nameFor(role, overrides[role]) === null);
      if (roles.length === 0) return null;
      return { kind: "not-chosen", roles, offered: namesIn(await inquireAt(null, signal)) };
    },
    forRole: (role, override) => {
      const name = nameFor(role, override);
      if (name === null)
        return noModel("none", async (signal) => ({
          ...{ kind: "not-chosen", roles: [role] },
          offered: namesIn(await inquireAt(null, signal)),
        }));
      const chosenIn = override ? "rules" : "configuration";
      const place = locate(name);
      if (place.kind === "not-set-up") {
        const { provider } = place;
        return noModel(name, async () => ({ kind: "no-provider", role, model: name, provider, chosenIn }));
      }
      return modelAt(place, { name, role, chosenIn }, options);
    },
  };
}

type Chosen = { name: string; role: Role; chosenIn: "configuration" | "rules" };

function modelAt(place: Place, chosen: Chosen, options: ByRoleOptions): Model {
  const { model, provider, access } = place;
  const connection = options.connectionTo(place);
  const endpoint = options.tellsEndpoint ? access.baseUrl : null;
  const offered = async (signal: AbortSignal) => namesIn(await listModels(connection, options.clock, signal));
  const price = options.pricerOf(place);
  const priceOf = (tokens: Tokens) => price(tokens, options.clock.now());
  const { role, name } = chosen;
  const asked = {
    name,
    contextTokens: options.contextOf(place),
    reply: (request: Request) =>
      replyFrom({ ...chosen, model, provider, endpoint }, request, {
        ...options,
        connection,
        offered,
        priceOf,
      }),
    learned: () => connection.learned(model),
    takesPictures: () => connection.takesPictures(model),
  } satisfies Model;
  return watchedModel(asked, { role, provider, model }, options.telemetry ?? noTelemetry);
}

function noModel(name: string, failure: (signal: AbortSignal) => Promise<ModelFailure>): Model {
  return {
    name,
    contextTokens: null,
    learned: () => ({}),
    takesPictures: () => true,
    reply: async ({ signal }) => {
      throw new ModelFailed(await failure(signal));
    },
  };
}

async function listModels(connection: Connection, clock: Clock, signal: AbortSignal): Promise<Offer> {
  using dog = startWatchdog(clock, LISTING_MS);
  const offer = await connection.list(AbortSignal.any([signal, dog.signal]));
  signal.throwIfAborted();
  if (dog.signal.aborted) return { kind: "no-list", cause: { kind: "silent", quietMs: LISTING_MS } };
  return offer;
}

/** Empty when the endpoint does not say. */
function namesIn(offer: Offer): string[] {
  return offer.kind === "offers" ? offer.names : [];
}
