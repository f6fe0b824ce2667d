// Measures the time from a label to the first model request, and the phases of a run, with a model that answers at once.
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { proveAtStart } from "../containment/main.ts";
import { startLocalApp } from "../local/app.ts";
import { files, issue } from "../local/demo/repository.ts";
import { script } from "../local/demo/script.ts";
import { startLocalGitHub } from "../local/github/start.ts";
import { scriptedEnvironment } from "../local/model/environment.ts";
import type { Script } from "../local/model/script.ts";
import { startLocalModel } from "../local/model/server.ts";
import { readCommonConfig } from "../src/config.ts";
import { PHASES } from "../src/domain/outcome.ts";
import { createLog } from "../src/log.ts";
import { readEngineConfig } from "../worker/config.ts";
import { median } from "./numbers/quantile.ts";

const RUNS = 7;
const REPOSITORY = "octo/duration";

/** Milliseconds by name: of a phase, or since the label. */
type Times = Record<string, number>;

if (import.meta.main) await main();

async function main(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), "issuewright-bench-"));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  const log = createLog({ level: "silent", name: "bench" });
  const asked: number[] = [];
  const model = stack.use(await startLocalModel({ script: noting(script, asked) }));
  const app = { id: 1, privateKeyPem: newPrivateKey(), webhookSecret: "a secret of the bench" };
  const github = stack.use(
    await startLocalGitHub({ dataDir: join(home, "github"), appId: app.id, appSlug: "issuewright", ...app }),
  );
  const engine = readEngineConfig(scriptedEnvironment(model));
  const common = readCommonConfig();
  if (engine.kind === "invalid" || common.kind === "invalid")
    throw new Error("The configuration is not complete");
  const dataDir = resolve(common.config.dataDir);
  const { ledger } = stack.use(
    await startLocalApp({
      github,
      app,
      engine: engine.config,
      dataDir,
      redisDir: home,
      log,
      proveContainment: proveAtStart,
    }),
  );
  github.addUser("ada");
  await github.createRepository({ owner: "octo", name: "duration", files });
  github.setPermission(REPOSITORY, "ada", "write");
  const ada = github.asUser("ada");

  const measured: Times[] = [];
  for (let run = 0; run < RUNS; run++) {
    const opened = await ada.openIssue(REPOSITORY, issue);
    const stop = new AbortController();
    const events = ledger.follow(stop.signal)[Symbol.asyncIterator]();
    let next = events.next();
    asked.length = 0;
    const labelled = performance.now();
    await ada.label({ repository: REPOSITORY, number: opened.number }, "ai-ready");
    const times: Times = {};
    for (;;) {
      const { value, done } = await next;
      if (done === true) throw new Error("The ledger ended before the run");
      if (value.kind === "phase-ended") times[value.phase] = (times[value.phase] ?? 0) + value.durationMs;
      if (value.kind === "ended") break;
      next = events.next();
    }
    times["label → first model request"] = (asked[0] ?? Number.NaN) - labelled;
    times["label → outcome"] = performance.now() - labelled;
    stop.abort();
    measured.push(times);
  }
  print(measured);
}

/** The same script; it also notes the time of each request. */
function noting(scenes: Script, asked: number[]): Script {
  return scenes.map((scene) => ({
    ...scene,
    turns: (request, turn) => {
      asked.push(performance.now());
      if (typeof scene.turns === "function") return scene.turns(request, turn);
      const next = scene.turns[turn];
      if (next === undefined) throw new Error("The scene has no further turn");
      return next;
    },
  }));
}

function print(measured: Times[]): void {
  const rows = ["label → first model request", ...PHASES, "label → outcome"];
  const out = [`${RUNS} runs of the demo's issue; the first is cold (mirror, checkout). Milliseconds.`, ""];
  out.push(`${"".padEnd(28)}${["cold", "median", "worst warm"].map((title) => title.padStart(12)).join("")}`);
  for (const row of rows) {
    const all = measured.map((times) => times[row] ?? Number.NaN);
    const warm = all.slice(1);
    const cells = [all[0], median(warm), Math.max(...warm)];
    out.push(`${row.padEnd(28)}${cells.map((ms) => (ms ?? Number.NaN).toFixed(0).padStart(12)).join("")}`);
  }
  process.stdout.write(`${out.join("\n")}\n`);
}

function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type: "pkcs1", format: "pem" }).toString();
}
