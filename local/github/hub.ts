// Everything that the parts of the local GitHub share: its addresses, its app, its state, and the order of changes.
import type { KeyObject } from "node:crypto";
import type { Clock } from "../../src/clock.ts";
import type { Exchange } from "./exchange.ts";
import type { Faults } from "./faults.ts";
import type { Shell } from "./shell.ts";
import { type Account, findAccount, type State } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

export type App = {
  id: number;
  slug: string;
  name: string;
  publicKey: KeyObject;
  permissions: Record<string, string>;
  events: string[];
  createdAt: string;
  client: Client;
};

/** What the app signs people in with. */
export type Client = { id: string; secret: string; callbackUrls: string[] };

export type Hub = {
  apiUrl: string;
  serverUrl: string;
  dataDir: string;
  /** The shell that runs git. */
  shell: Shell;
  app: App;
  state: State;
  clock: Clock;
  webhooks: Webhooks;
  faults: Faults;
  exchanges: Exchange[];
  /** Runs one change at a time, in the order of arrival. Everything that writes runs in here. */
  exclusive<T>(work: () => Promise<T>): Promise<T>;
};

/** The account that acts: a person, or our app's bot. */
export type Actor = { login: string; viaApp: boolean };

export function botLogin(app: App): string {
  return `${app.slug}[bot]`;
}

/** The current time as GitHub writes it: UTC, in whole seconds. */
export function stamp(hub: Hub): string {
  return timestamp(hub.clock.now());
}

export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function account(hub: Hub, login: string): Account {
  const found = findAccount(hub.state, login);
  if (!found) throw new Error(`Could not find the account ${login}: nobody added it. Call addUser first.`);
  return found;
}

export function createTurns(): Hub["exclusive"] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.then(
      () => undefined,
      () => undefined,
    );
    return mine;
  };
}
