// Which model each role speaks with: the repository's choice, the operator's, or none.
import type { Clock } from "../../src/clock.ts";
import { Role } from "../../src/domain/budget.ts";
import { type Model, ModelFailed, type Models, type Offer } from "./model.ts";
import type { Tokens } from "./price.ts";
import type { Connection } from "./protocol.ts";
import { type Log, replyFrom } from "./reply.ts";
import { startWatchdog } from "./watchdog.ts";

export type ByRoleOptions = {
  /** The operator's choice. */
  models: Partial<Record<Role, string>>;
  baseUrl: string;
  /** US dollars; null: unknown. */
  priceOf(model: string, tokens: Tokens): number | null;
  /** Tokens a model holds; null: unknown. */
  contextOf(model: string): number | null;
  /** Failures name the address of the endpoint. Not for runs whose outcome stands on an issue. */
  tellsEndpoint?: boolean;
  clock: Clock;
  /** A reply is given up after so long a silence. Node's own limit is 300 s, so stay below it. */
  stallMs: number;
  maxRetries: number;
  /** Told of retries, and never of what was said. */
  log?: Log;
};

/** The list only helps to explain something else, so nobody waits long for it. */
const LISTING_MS = 10_000;

export function modelsByRole(connection: Connection, options: ByRoleOptions): Models {
  const inquire = (signal: AbortSignal) => listModels(connection, options.clock, signal);
  const offered = (signal: AbortSignal) => inquire(signal).then(namesIn);
  const nameFor = (role: Role, override?: string) => override || options.models[role] || null;
  return {
    inquire,
    lacking: async (overrides, signal) => {
      const roles = Role.options.filter((role) => nameFor(role, overrides[role]) === null);
      return roles.length === 0 ? null : { kind: "not-chosen", roles, offered: await offered(signal) };
    },
    forRole: (role, override) => {
      const name = nameFor(role, override);
      if (name === null) return noModel(role, offered);
      const chosenIn = override ? "rules" : "configuration";
      const endpoint = options.tellsEndpoint ? options.baseUrl : null;
      const speaker = { name, role, chosenIn, endpoint } as const;
      return {
        name,
        contextTokens: options.contextOf(name),
        reply: (request) => replyFrom(speaker, request, { ...options, connection, offered }),
        learned: () => connection.learned(name),
      };
    },
  };
}

function noModel(role: Role, offered: (signal: AbortSignal) => Promise<string[]>): Model {
  return {
    name: "none",
    contextTokens: null,
    learned: () => ({}),
    reply: async ({ signal }) => {
      throw new ModelFailed({ kind: "not-chosen", roles: [role], offered: await offered(signal) });
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
