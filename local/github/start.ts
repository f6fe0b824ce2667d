// The local GitHub: a stateful stand-in for github.com over real HTTP, for the demo and the tests.
import { createPublicKey } from "node:crypto";
import { join } from "node:path";
import type { Clock } from "../../src/clock.ts";
import { systemClock } from "../../src/clock.ts";
import { type NewCheck, reportCheck, setStatus } from "./action/checks.ts";
import { ping } from "./events.ts";
import { type Exchange, isWrite } from "./exchange.ts";
import { createFaults, type Faults } from "./faults.ts";
import { API_PATH, listen, serve } from "./http.ts";
import { type Actor, type App, type Client, createTurns, type Hub, timestamp } from "./hub.ts";
import { createPerson, type Person } from "./people.ts";
import { storePicture } from "./pictures.ts";
import type { BranchProtection } from "./protection.ts";
import { newClient } from "./registration.ts";
import {
  addAccount,
  addBot,
  createRepository,
  type NewRepository,
  requireRepository,
  setPermission,
} from "./repositories.ts";
import { openShell } from "./shell.ts";
import { type Account, type CommitStatus, createState, type Repository, type Role } from "./state.ts";
import { createWebhooks, type Delivery, type Webhooks } from "./webhooks.ts";

export type LocalGitHubOptions = {
  dataDir: string;
  /** 0: a free port. */
  port?: number;
  appId: number;
  appSlug: string;
  /** Only the public half is used, to verify the app's JWTs. */
  privateKeyPem: string;
  webhookSecret: string;
  webhookUrl?: string;
  /** The app's permissions and subscribed events; default: all that exist here. */
  permissions?: Record<string, string>;
  events?: string[];
  clock?: Clock;
  onExchange?: (exchange: Exchange) => void;
  onDelivery?: (delivery: Delivery) => void;
};

export type LocalGitHub = {
  /** The same as GITHUB_API_URL for github.com. */
  apiUrl: string;
  /** The same as GITHUB_SERVER_URL for github.com. The address for git is `<serverUrl>/<owner>/<repo>.git`. */
  serverUrl: string;
  addUser(login: string): Account;
  createRepository(wish: NewRepository): Promise<Repository>;
  /** The current state of a repository, for reading. */
  repository(fullName: string): Repository;
  setPermission(fullName: string, login: string, role: Role | "none"): void;
  asUser(login: string): Person;
  /** Somebody uploads a picture: its address, as the text box writes it into a text. */
  upload(picture: Uint8Array): string;
  /** GitHub Actions, or another CI, reports a check run on a commit. */
  reportCheck(fullName: string, check: Omit<NewCheck, "appSlug"> & { appSlug?: string }): Promise<void>;
  /** A CI without an app sets a commit status. */
  reportStatus(fullName: string, status: Pick<CommitStatus, "sha" | "context" | "state">): Promise<void>;
  /** The older protection of the default branch. */
  protect(fullName: string, protection: Partial<BranchProtection>): void;
  /** A ruleset that our app may bypass, or not. */
  addRuleset(fullName: string, ruleset: Omit<Repository["rulesets"][number], "id">): void;
  installationId(owner: string): number;
  /** Makes a repository read-only, or lets people write again. */
  archive(fullName: string, isArchived?: boolean): void;
  /** Gives a repository another name. Its old one leads there until somebody takes it. */
  rename(fullName: string, name: string): void;
  /**
   * Gives a repository to another owner. Its old name leads there until somebody takes it. No installation comes along: one is an
   * account's, for all its repositories, also those to come, or for the ones that the account chose.
   * https://docs.github.com/en/apps/using-github-apps/installing-a-github-app-from-a-third-party
   * As people saw it: https://github.com/aio-libs/propcache/pull/17
   */
  transfer(fullName: string, owner: string, installedOn?: "all" | "chosen"): void;
  /** The owner chooses the repository for our installation, too. */
  choose(fullName: string): void;
  /** The owner of an account suspends our installation, or lets it work again. */
  suspend(owner: string, isSuspended?: boolean): void;
  /** What the app signs people in with. Addresses can be added to its callbacks. */
  client(): Client;
  /** A person takes back that they agreed to sign in: their tokens are void. */
  revoke(login: string): void;
  /** All tokens that were issued so far stop working, as if their hour had passed. */
  expireTokens(): void;
  /** The owner of an account takes the app off: its tokens are void. */
  uninstall(owner: string): void;
  /** The owner puts it on again: it has another id from now on. */
  install(owner: string): void;
  webhooks: Webhooks;
  /** Sends the ping that GitHub sends when a webhook is set up. */
  ping(url: string): void;
  faults: Faults;
  /** Every API request answered so far, oldest first. */
  exchanges: readonly Exchange[];
  /** The API requests that changed something. */
  writes(): Exchange[];
  [Symbol.asyncDispose](): Promise<void>;
};

const EVERYTHING = {
  permissions: {
    ...{ metadata: "read", contents: "write", issues: "write", pull_requests: "write", checks: "write" },
    ...{ statuses: "read", actions: "write" },
  },
  events: [
    ...["issues", "issue_comment", "pull_request", "pull_request_review", "pull_request_review_comment"],
    ...["push", "check_run", "check_suite", "status"],
  ],
};

export async function startLocalGitHub(options: LocalGitHubOptions): Promise<LocalGitHub> {
  const { dataDir, appId, clock = systemClock, onDelivery, onExchange } = options;
  const shell = await openShell(join(dataDir, "shell"));
  const { server, serverUrl } = await listen(options.port ?? 0);
  const hook = { secret: options.webhookSecret, url: options.webhookUrl ?? null, appId, clock, onDelivery };
  const hub: Hub = {
    apiUrl: `${serverUrl}${API_PATH}`,
    serverUrl,
    dataDir,
    shell,
    app: describeApp(options, clock),
    state: createState(),
    clock,
    webhooks: createWebhooks(hook),
    faults: createFaults(),
    exchanges: [],
    exclusive: createTurns(),
  };
  addBot(hub);
  serve(server, { hub, onExchange: onExchange ?? (() => undefined) });
  return {
    ...handles(hub),
    [Symbol.asyncDispose]: async () => {
      await hub.webhooks[Symbol.asyncDispose]();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await shell[Symbol.asyncDispose]();
    },
  };
}

function describeApp(options: LocalGitHubOptions, clock: Clock): App {
  return {
    id: options.appId,
    slug: options.appSlug,
    name: options.appSlug,
    publicKey: createPublicKey(options.privateKeyPem),
    permissions: options.permissions ?? EVERYTHING.permissions,
    events: options.events ?? EVERYTHING.events,
    createdAt: timestamp(clock.now()),
    client: newClient([]),
  };
}

const CI = "github-actions";

function ciActor(hub: Hub): Actor {
  return { login: addAccount(hub, `${CI}[bot]`, "Bot").login, viaApp: false };
}

function handles(hub: Hub): Omit<LocalGitHub, typeof Symbol.asyncDispose> {
  return {
    apiUrl: hub.apiUrl,
    serverUrl: hub.serverUrl,
    // GitHub gives brackets to apps alone.
    addUser: (login) => addAccount(hub, login, login.endsWith("[bot]") ? "Bot" : "User"),
    createRepository: (wish) => hub.exclusive(() => createRepository(hub, wish)),
    repository: (fullName) => requireRepository(hub, fullName),
    setPermission: (fullName, login, role) => setPermission(hub, fullName, login, role),
    asUser: (login) => createPerson(hub, login),
    upload: (picture) => storePicture(hub, picture),
    reportCheck: (fullName, check) =>
      hub.exclusive(async () => {
        await reportCheck(hub, requireRepository(hub, fullName), ciActor(hub), { appSlug: CI, ...check });
      }),
    reportStatus: (fullName, status) =>
      hub.exclusive(() => setStatus(hub, requireRepository(hub, fullName), ciActor(hub), status)),
    protect: (fullName, protection) => {
      const none = { approvals: 0, checks: [], exempt: [] };
      requireRepository(hub, fullName).protection = { ...none, ...protection };
    },
    addRuleset: (fullName, ruleset) => {
      requireRepository(hub, fullName).rulesets.push({ ...ruleset, id: hub.state.nextId() });
    },
    installationId: (owner) => {
      const id = hub.state.installations.get(owner.toLowerCase());
      if (id === undefined)
        throw new Error(`The app is not installed for ${owner}: create a repository first.`);
      return id;
    },
    rename: (fullName, name) => {
      const repository = requireRepository(hub, fullName);
      hub.state.formerNames.set(fullName.toLowerCase(), repository.id);
      repository.name = name;
    },
    transfer: (fullName, owner, installedOn = "all") => {
      const repository = requireRepository(hub, fullName);
      hub.state.formerNames.set(fullName.toLowerCase(), repository.id);
      Object.assign(repository, { owner, installed: installedOn === "all" });
    },
    choose: (fullName) => {
      requireRepository(hub, fullName).installed = true;
    },
    archive: (fullName, isArchived = true) => {
      requireRepository(hub, fullName).archived = isArchived;
    },
    suspend: (owner, isSuspended = true) => {
      const id = hub.state.installations.get(owner.toLowerCase()) ?? 0;
      if (isSuspended) hub.state.suspended.set(id, timestamp(hub.clock.now()));
      else hub.state.suspended.delete(id);
    },
    uninstall: (owner) => {
      const id = hub.state.installations.get(owner.toLowerCase());
      for (const [secret, token] of hub.state.tokens)
        if (token.installation === id) hub.state.tokens.delete(secret);
      hub.state.installations.delete(owner.toLowerCase());
    },
    install: (owner) => {
      hub.state.installations.set(owner.toLowerCase(), hub.state.nextId());
    },
    client: () => hub.app.client,
    revoke: (login) => {
      for (const [secret, token] of hub.state.signedIn.tokens)
        if (token.login === login) hub.state.signedIn.tokens.delete(secret);
    },
    expireTokens: () => {
      for (const token of hub.state.signedIn.tokens.values()) token.expiresAt = hub.clock.now();
      for (const token of hub.state.tokens.values()) token.expiresAt = hub.clock.now();
    },
    webhooks: hub.webhooks,
    ping: (url) => ping(hub, url),
    faults: hub.faults,
    exchanges: hub.exchanges,
    writes: () => hub.exchanges.filter(isWrite),
  };
}
