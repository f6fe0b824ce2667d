// Starts the local GitHub for a test, holding everything said to GitHub's own descriptions.
import { createSign, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import { type Contract, createContract } from "../../local/github/contract.ts";
import { type LocalGitHub, type LocalGitHubOptions, startLocalGitHub } from "../../local/github/start.ts";

export type TestGitHub = LocalGitHub & {
  app: { id: number; slug: string; privateKeyPem: string; webhookSecret: string };
  /** Authenticates as the app, for ten minutes of the local GitHub's clock. */
  jwt(change?: { iss?: string; iat?: number; exp?: number; key?: string }): string;
  /** An installation token, asked for over HTTP like any other. */
  token(
    owner: string,
    wish?: { repositories?: string[]; permissions?: Record<string, string> },
  ): Promise<string>;
  /** What was said against GitHub's descriptions. Disposing throws unless it is empty. */
  violations: string[];
};

export async function startTestGitHub(options: Partial<LocalGitHubOptions> = {}): Promise<TestGitHub> {
  const contract = theContract();
  const violations: string[] = [];
  const dataDir = await mkdtemp(join(tmpdir(), "local-github-"));
  const app = { id: 4711, slug: "issuewright", privateKeyPem: theKey(), webhookSecret: "a secret" };
  const github = await startLocalGitHub({
    ...{ dataDir, appId: app.id, appSlug: app.slug },
    ...{ privateKeyPem: app.privateKeyPem, webhookSecret: app.webhookSecret },
    onExchange: (exchange) => violations.push(...contract.judgeExchange(exchange)),
    onDelivery: (delivery) => violations.push(...contract.judgeDelivery(delivery)),
    ...options,
  });
  const jwt: TestGitHub["jwt"] = (change = {}) => {
    const now = Math.floor((options.clock?.now() ?? Date.now()) / 1000);
    const { iss = String(app.id), iat = now - 30, exp = now + 540, key = app.privateKeyPem } = change;
    return signJwt({ iss, iat, exp }, key);
  };
  return {
    ...github,
    ...{ app, jwt, violations },
    token: async (owner, wish) => {
      const url = `${github.apiUrl}/app/installations/${github.installationId(owner)}/access_tokens`;
      const answer = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${jwt()}` },
        ...(wish ? { body: JSON.stringify(wish) } : {}),
      });
      const { token } = JSON.parse(await answer.text());
      return String(token);
    },
    [Symbol.asyncDispose]: async () => {
      await github[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20 });
      if (violations.length > 0) throw new Error(`Against GitHub's contract:\n${violations.join("\n")}`);
    },
  };
}

/** The real client, with nothing to say on the console. */
export function clientOf(github: LocalGitHub, token: string): Octokit {
  const quiet = () => undefined;
  return new Octokit({
    baseUrl: github.apiUrl,
    auth: token,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
}

/** What a refused request was told, in one line. */
export async function refusal(asked: Promise<unknown>): Promise<string> {
  return await asked.then(
    () => "granted",
    (error: { status: number; response: { data: { message: string; errors?: unknown[] } } }) => {
      const { message, errors } = error.response.data;
      return `${error.status} ${message}${errors ? ` ${JSON.stringify(errors)}` : ""}`;
    },
  );
}

/** Which routes nobody asked for so far. */
export function unwalked(github: LocalGitHub, routes: { method: string; path: string }[]): string[] {
  const walked = new Set(github.exchanges.map((exchange) => `${exchange.method} ${exchange.route}`));
  return routes.map((route) => `${route.method} ${route.path}`).filter((name) => !walked.has(name));
}

// Reading GitHub's description and making a key take a tenth of a second each: once for each test file.
let contract: Contract | null = null;

export function theContract(): Contract {
  contract ??= createContract();
  return contract;
}

let key: string | null = null;

function theKey(): string {
  key ??= generateKeyPairSync("rsa", { modulusLength: 2048 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
  return key;
}

function signJwt(claims: Record<string, unknown>, key: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key, "base64url")}`;
}

/** Where the local GitHub sends a browser once a person agrees to sign in. */
export async function agreedAs(login: string, address: string): Promise<URL> {
  const answer = await fetch(address, {
    method: "POST",
    body: new URLSearchParams({ login }),
    redirect: "manual",
  });
  return new URL(answer.headers.get("location") ?? "");
}
