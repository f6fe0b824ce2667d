// The GitHub App that the set-up page made: its credentials lie in the data directory, and nobody else can read them.
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PermanentError } from "./domain/errors.ts";
import type { Environment } from "./environment.ts";
import { writeWhole } from "./write-whole.ts";

const MadeApp = z.object({
  id: z.int(),
  slug: z.string(),
  name: z.string(),
  /** Its page on GitHub. */
  pageUrl: z.url(),
  /** A login. */
  owner: z.string(),
  privateKey: z.string(),
  webhookSecret: z.string().nullable(),
  /** What people sign in through; null: an earlier version did not keep it. */
  client: z.object({ id: z.string(), secret: z.string() }).nullable(),
});
type MadeApp = z.infer<typeof MadeApp>;

/** What GitHub answers when an App was made from a manifest. It says the key and the secrets this once. */
const Conversion = z
  .object({
    id: z.int(),
    slug: z.string(),
    name: z.string(),
    html_url: z.url(),
    owner: z.object({ login: z.string() }),
    pem: z.string(),
    webhook_secret: z.string().nullable(),
    client_id: z.string().optional(),
    client_secret: z.string().optional(),
  })
  .transform(({ id, slug, name, client_id: clientId, client_secret: secret, ...answer }): MadeApp => {
    return {
      ...{ id, slug, name, pageUrl: answer.html_url, owner: answer.owner.login },
      ...{ privateKey: answer.pem, webhookSecret: answer.webhook_secret },
      client: clientId === undefined || secret === undefined ? null : { id: clientId, secret },
    };
  });

export const AppWish = z.object({
  version: z.literal(1),
  /** Without a slash at the end. */
  serverUrl: z.url(),
  apiUrl: z.url(),
  /** The login of an organisation; null: the person who makes the App owns it. */
  organization: z.string().nullable(),
  name: z.string(),
  /** Any account may install it, and not only the one that owns it. */
  isPublic: z.boolean(),
  /** Where webhooks come to; null: GitHub is polled. */
  hookUrl: z.url().nullable(),
  /** GitHub brings it back with the code. */
  state: z.string(),
  /** What GitHub gave for the key. It is good once, for an hour; null: GitHub gave none yet. */
  code: z.string().nullable(),
});
export type AppWish = z.infer<typeof AppWish>;

const KeptApp = z.object({ version: z.literal(2), wish: AppWish, made: MadeApp });
export type KeptApp = z.infer<typeof KeptApp>;

/** The first version kept GitHub's answer, without what people sign in through. */
const Kept = z.union([
  KeptApp,
  z
    .object({ version: z.literal(1), wish: AppWish, made: Conversion })
    .transform(({ wish, made }): KeptApp => ({ version: 2, wish, made })),
]);

const FOLDER = "github-app";
const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;

export type AppFiles = {
  wish(): AppWish | null;
  keepWish(wish: AppWish): Promise<void>;
  /** Keeps what GitHub answered, as it came, before anybody looks into it. */
  receive(answer: string): Promise<void>;
  /** The App; makes it of what was received, where a process died in between. Null: there is none. */
  app(): Promise<KeptApp | null>;
  /** Forgets a wish of which no App came. What GitHub answered to it is laid aside, and stays. */
  dropWish(): Promise<void>;
};

/** PermanentError where a file is there and cannot be read: making another App over it would lose the first one's key. */
export function appFiles(dataDir: string): AppFiles {
  const folder = join(dataDir, FOLDER);
  const [wishFile, receivedFile] = [join(folder, "wish.json"), join(folder, "received.json")];
  const write = async (path: string, text: string) => {
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    await writeWhole(path, text, { mode: PRIVATE_FILE });
  };
  const wish = () => (existsSync(wishFile) ? readAs(AppWish, wishFile) : null);
  return {
    wish,
    keepWish: (asked) => write(wishFile, JSON.stringify(asked)),
    receive: (answer) => write(receivedFile, answer),
    async app() {
      const [known, asked] = [readKeptApp(dataDir), wish()];
      if (known !== null || asked === null || !existsSync(receivedFile)) return known;
      const app: KeptApp = { version: 2, wish: asked, made: readAs(Conversion, receivedFile) };
      await write(appFile(dataDir), JSON.stringify(app));
      await Promise.all([rm(wishFile, { force: true }), rm(receivedFile, { force: true })]);
      return app;
    },
    async dropWish() {
      await rm(wishFile, { force: true });
      if (existsSync(receivedFile)) await rename(receivedFile, join(folder, "received-before.json"));
    },
  };
}

export function readKeptApp(dataDir: string): KeptApp | null {
  const path = appFile(dataDir);
  return existsSync(path) ? readAs(Kept, path) : null;
}

/** Whether an App is named, or kept. */
export function knowsApp(environment: Environment, dataDir: string): boolean {
  return namesApp(environment) || readKeptApp(dataDir) !== null;
}

/** Whether the operator names an App of their own. */
export function namesApp(environment: Environment): boolean {
  return ["APP_ID", "PRIVATE_KEY", "PRIVATE_KEY_PATH"].some((name) => environment[name]?.trim());
}

/** The environment of an operator who names no other App: the kept one stands in it. What is set wins, as another key of it. */
export function withKeptApp(environment: Environment, dataDir: string): Environment {
  const app = namesApp(environment) ? keptOf(environment, dataDir) : readKeptApp(dataDir);
  if (app === null) return environment;
  const { wish, made } = app;
  const kept: Environment = {
    APP_ID: String(made.id),
    PRIVATE_KEY: made.privateKey,
    GITHUB_API_URL: wish.apiUrl,
    GITHUB_SERVER_URL: wish.serverUrl,
    ISSUEWRIGHT_INTAKE: wish.hookUrl === null ? "poll" : "webhook",
    WEBHOOK_SECRET: wish.hookUrl === null ? undefined : (made.webhookSecret ?? undefined),
    WEBHOOK_PATH: wish.hookUrl === null ? undefined : new URL(wish.hookUrl).pathname,
    GITHUB_CLIENT_ID: made.client?.id,
    GITHUB_CLIENT_SECRET: made.client?.secret,
  };
  const set = Object.entries(environment).filter(([, value]) => value?.trim());
  const hasKey = set.some(([name]) => name === "PRIVATE_KEY" || name === "PRIVATE_KEY_PATH");
  return { ...kept, ...(hasKey ? { PRIVATE_KEY: undefined } : {}), ...Object.fromEntries(set) };
}

/** Null: the environment names another App, or none is kept that can be read. */
function keptOf({ APP_ID }: Environment, dataDir: string): KeptApp | null {
  const app = tryToReadAs(Kept, appFile(dataDir));
  const id = APP_ID?.trim() || null;
  return id === null || id === String(app?.made.id) ? app : null;
}

function appFile(dataDir: string): string {
  return join(dataDir, FOLDER, "app.json");
}

/** The fault names the file, and says nothing of what is in it. */
function readAs<T>(schema: z.ZodType<T>, path: string): T {
  const read = tryToReadAs(schema, path);
  if (read === null) throw new PermanentError({ kind: "kept-app-unreadable", path });
  return read;
}

function tryToReadAs<T>(schema: z.ZodType<T>, path: string): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}
