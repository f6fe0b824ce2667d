// The demo: one issue through all three moments of the product, or many in all states, on real parts of this machine.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { proveAtStart } from "../../containment/main.ts";
import type { Environment } from "../../src/environment.ts";
import { createLog } from "../../src/log.ts";
import { type EngineConfig, readEngineConfig } from "../../worker/config.ts";
import { startLocalApp } from "../app.ts";
import { type LocalGitHub, startLocalGitHub } from "../github/start.ts";
import { scriptedEnvironment } from "../model/environment.ts";
import { SCRIPTED_MODELS } from "../model/script.ts";
import { type LocalModel, startLocalModel } from "../model/server.ts";
import { tellMany } from "./many/many.ts";
import { openRepositories } from "./many/repositories.ts";
import { manyScript } from "./many/script.ts";
import { DEMO, files } from "./repository.ts";
import { script as oneScript } from "./script.ts";
import { type Say, tell } from "./tell.ts";

export type DemoOptions = {
  dataDir: string;
  /** True: everything keeps running afterwards until the signal aborts. */
  keep: boolean;
  /** True: many issues in all states of the board, by the scripted model, and everything keeps running. */
  many: boolean;
  /** The operator's environment if it names a model endpoint; null: the scripted model. */
  model: Environment | null;
  say: Say;
  signal: AbortSignal;
};

/** Resolves to false if a part did not end as the demo promises. */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  const { say, signal } = options;
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), "issuewright-demo-"));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  const log = createLog({ level: "silent", name: "demo" });
  const script = options.many ? [...manyScript, ...oneScript] : oneScript;
  const model = stack.use(await startLocalModel({ script }));
  const isScripted = options.many || options.model === null;
  const engine = configured(isScripted ? scripted(model, options.many) : (options.model ?? {}));
  const app = { id: 4242, privateKeyPem: newPrivateKey(), webhookSecret: randomBytes(32).toString("hex") };
  const github = stack.use(
    await startLocalGitHub({ dataDir: join(home, "github"), appId: app.id, appSlug: "issuewright", ...app }),
  );
  const dataDir = resolve(options.dataDir);
  const running = stack.use(
    await startLocalApp({
      github,
      app,
      engine,
      dataDir,
      redisDir: home,
      log,
      proveContainment: proveAtStart,
    }),
  );
  await settle(github, options.many);
  const addresses = {
    github: github.serverUrl,
    server: running.serverUrl,
    redis: running.redisUrl.replace(/:[^@/]*@/, ":…@"),
    model: engine.models.baseUrl,
  };
  const story = { github, ledger: running.ledger, say, signal };
  const whole = options.many
    ? await tellMany({ ...story, faults: model.faults })
    : await tell({ ...story, scripted: isScripted, addresses });
  if ((options.keep || options.many) && !signal.aborted) {
    say.title("Left running until Ctrl-C");
    for (const [name, address] of Object.entries(addresses)) say.line(`${name.padEnd(7)} ${address}`);
    const link = await running.page?.link();
    if (link) say.line(`${"page".padEnd(7)} ${link.url} (signs in once)`);
    await new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
  }
  return whole;
}

async function settle(github: LocalGitHub, many: boolean): Promise<void> {
  github.addUser("ada");
  github.addUser("mallory");
  if (many) return openRepositories(github);
  await github.createRepository({ ...DEMO, files });
  github.setPermission(`${DEMO.owner}/${DEMO.name}`, "ada", "maintain");
}

/** What the scripted model is said to cost, where the page shows what was spent. */
const MADE_UP_PRICE = { inputUsdPerMillion: 3, outputUsdPerMillion: 15 };

function scripted(model: LocalModel, priced: boolean): Environment {
  const environment = scriptedEnvironment(model);
  if (!priced) return environment;
  const prices = Object.values(SCRIPTED_MODELS).map((name) => [name, MADE_UP_PRICE]);
  return { ...environment, ISSUEWRIGHT_PRICES: JSON.stringify(Object.fromEntries(prices)) };
}

function configured(environment: Environment): EngineConfig {
  const reading = readEngineConfig(environment);
  if (reading.kind === "invalid") throw new Error(reading.complaints.join(" "));
  return reading.config;
}

function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs1", format: "pem" }).toString();
}
