// The GitHub App that the set-up page made: its credentials lie in the data directory, and nobody else can read them.
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Environment } from "./environment.ts";
import { writeWhole } from "./write-whole.ts";

/** What GitHub answers when an App was made from a manifest. It says the key this once. */
const Made = z.object({
  id: z.int(),
  slug: z.string(),
  name: z.string(),
  html_url: z.url(),
  owner: z.object({ login: z.string() }),
  pem: z.string(),
  webhook_secret: z.string().nullable(),
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

const Kept = z.object({ version: z.literal(1), wish: AppWish, made: Made });
export type KeptApp = z.infer<typeof Kept>;

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

/** Throws where a file is there and cannot be read: making another App over it would lose the first one's key. */
export function appFiles(dataDir: string): AppFiles {
  const folder = join(dataDir, FOLDER);
  const [wishFile, receivedFile] = [join(folder, "wish.json"), join(folder, "received.json")];
  const write = async (path: string, text: string) => {
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    await writeWhole(path, text, { mode: PRIVATE_FILE });
  };
  const wish = () => (existsSync(wishFile) ? AppWish.parse(jsonIn(wishFile)) : null);
  return {
    wish,
    keepWish: (asked) => write(wishFile, JSON.stringify(asked)),
    receive: (answer) => write(receivedFile, answer),
    async app() {
      const [known, asked] = [readKeptApp(dataDir), wish()];
      if (known !== null || asked === null || !existsSync(receivedFile)) return known;
      const app: KeptApp = { version: 1, wish: asked, made: Made.parse(jsonIn(receivedFile)) };
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
  return existsSync(path) ? Kept.parse(jsonIn(path)) : null;
}

/** Whether an App is named, or kept. */
export function knowsApp(environment: Environment, dataDir: string): boolean {
  return namesApp(environment) || readKeptApp(dataDir) !== null;
}

/** Whether the operator names an App of their own. */
export function namesApp(environment: Environment): boolean {
  return ["APP_ID", "PRIVATE_KEY", "PRIVATE_KEY_PATH"].some((name) => environment[name]?.trim());
}

/** The environment of an operator who names no App of their own: the kept one stands in it. What is set wins. */
export function withKeptApp(environment: Environment, dataDir: string): Environment {
  const app = namesApp(environment) ? null : readKeptApp(dataDir);
  if (app === null) return environment;
  const { wish, made } = app;
  const kept: Environment = {
    APP_ID: String(made.id),
    PRIVATE_KEY: made.pem,
    GITHUB_API_URL: wish.apiUrl,
    GITHUB_SERVER_URL: wish.serverUrl,
    ISSUEWRIGHT_INTAKE: wish.hookUrl === null ? "poll" : "webhook",
    WEBHOOK_SECRET: wish.hookUrl === null ? undefined : (made.webhook_secret ?? undefined),
    WEBHOOK_PATH: wish.hookUrl === null ? undefined : new URL(wish.hookUrl).pathname,
  };
  const set = Object.entries(environment).filter(([, value]) => value?.trim());
  return { ...kept, ...Object.fromEntries(set) };
}

function appFile(dataDir: string): string {
  return join(dataDir, FOLDER, "app.json");
}

/** Its message names the file and says nothing of what is in it. */
function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new Error(`Could not read ${path}. Mend or remove it; without it the App's key is lost.`);
  }
}
