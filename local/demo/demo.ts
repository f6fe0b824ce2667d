// The demo: all three moments of the product, on real parts of this machine. Only GitHub and the model are stand-ins.
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
import { startLocalModel } from "../model/server.ts";
import { DEMO, files } from "./repository.ts";
import { script } from "./script.ts";
import { type Say, tell } from "./tell.ts";

export type DemoOptions = {
  dataDir: string;
  /** True: everything keeps running afterwards until the signal aborts. */
  keep: boolean;
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
  const engine = configured(options.model ?? (await scripted(stack)));
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
  await settle(github);
  const addresses = {
    github: github.serverUrl,
    server: running.serverUrl,
    redis: running.redisUrl.replace(/:[^@/]*@/, ":…@"),
    model: engine.models.baseUrl,
  };
  const story = { github, ledger: running.ledger, say, signal, scripted: options.model === null, addresses };
  const whole = await tell(story);
  if (options.keep && !signal.aborted) {
    say.title("Left running until Ctrl-C");
    for (const [name, address] of Object.entries(addresses)) say.line(`${name.padEnd(7)} ${address}`);
    const link = await running.page?.link();
    if (link) say.line(`${"page".padEnd(7)} ${link.url} (signs in once)`);
    await new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
  }
  return whole;
}

async function settle(github: LocalGitHub): Promise<void> {
  github.addUser("ada");
  github.addUser("mallory");
  await github.createRepository({ ...DEMO, files });
  github.setPermission(`${DEMO.owner}/${DEMO.name}`, "ada", "maintain");
}

async function scripted(stack: AsyncDisposableStack): Promise<Environment> {
  return scriptedEnvironment(stack.use(await startLocalModel({ script })));
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
