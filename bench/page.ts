// How long the page takes to answer with 10,000 runs in the ledger: medians over real HTTP, on a real Redis. Exit status 1
// where a page takes longer than is promised.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../src/clock.ts";
import { NO_USAGE } from "../src/domain/budget.ts";
import type { Outcome } from "../src/domain/outcome.ts";
import { ended, type Happening } from "../src/domain/run-event.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/redis.ts";
import { createLog } from "../src/log.ts";
import { openQueue } from "../src/queue/bullmq.ts";
import { startRedis } from "../src/redis/server.ts";
import { openSigns } from "../src/signs/redis.ts";
import { openPage } from "../src/web/open.ts";

const RUNS = Number(process.argv[2] ?? 10_000);
const PROMISED_MS = 200;
const TIMES = 40;
const REPOSITORIES = 20;
const SPREAD_MS = 29 * 24 * 60 * 60_000;
const PATHS = [
  "/",
  "/?repository=octo%2Frepository-3",
  "/lanes/done?from=2000",
  "/outcomes",
  "/outcomes?days=365",
  "/runs/run-17",
  "/machine",
];

await using stack = new AsyncDisposableStack();
const home = await mkdtemp(join(tmpdir(), "issuewright-page-"));
stack.defer(() => rm(home, { recursive: true, force: true }));
const log = createLog({ level: "warn", name: "bench" });
const { url: redisUrl } = stack.use(await startRedis({ dataDir: home, log }));
const ledger = stack.use(await openLedger({ redisUrl, log }));
const queue = stack.use(await openQueue({ redisUrl, clock: systemClock, log }));

const startedAt = performance.now();
await fill(ledger);
const filledMs = performance.now() - startedAt;
console.log(`${RUNS} runs in ${REPOSITORIES} repositories, written in ${(filledMs / 1000).toFixed(1)} s\n`);

const signs = stack.use(openSigns({ redisUrl, clock: systemClock, log }));
const sources = { ledger, queue, signs, clock: systemClock, serverUrl: "https://github.example" };
const acting = {
  takeIn: async () => "ignored" as const,
  admittedDigest: async () => null,
  say: async () => {},
  judgeAgain: async () => false,
  clock: systemClock,
};
const config = { host: "127.0.0.1", port: 0, address: null, client: null, operators: [] };
const page = stack.use(await openPage(config, { sources, acting, people: null, carried: [], redisUrl, log }));
const cookie = await signIn();
let isKept = true;
console.log("median ms   p95 ms   kB   page");
for (const path of PATHS) {
  const { medianMs, lateMs, bytes } = await measure(path);
  isKept &&= medianMs <= PROMISED_MS;
  const cells = [
    medianMs.toFixed(1).padStart(9),
    lateMs.toFixed(1).padStart(9),
    String(Math.round(bytes / 1024)).padStart(5),
  ];
  console.log(`${cells.join("")}   ${path}`);
}
console.log(`\nPromised: a median of at most ${PROMISED_MS} ms. ${isKept ? "Kept." : "Not kept."}`);
process.exitCode = isKept ? 0 : 1;

async function measure(path: string): Promise<{ medianMs: number; lateMs: number; bytes: number }> {
  const times: number[] = [];
  let bytes = 0;
  for (let time = 0; time < TIMES; time += 1) {
    const from = performance.now();
    const answer = await fetch(`${page.url}${path}`, { headers: { cookie } });
    bytes = (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  return { medianMs: times[Math.floor(TIMES / 2)] ?? 0, lateMs: times[Math.floor(TIMES * 0.95)] ?? 0, bytes };
}

async function signIn(): Promise<string> {
  const link = await page.link();
  if (link === null) throw new Error("the page gives no link");
  const body = new URLSearchParams({ link: new URL(link.url).searchParams.get("link") ?? "" });
  const answer = await fetch(`${page.url}/sign-in`, { method: "POST", body, redirect: "manual" });
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

async function fill(into: Ledger): Promise<void> {
  const AT_ONCE = 50;
  for (let first = 0; first < RUNS; first += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, RUNS - first) }, (_, at) => aRun(into, first + at));
    await Promise.all(some);
  }
}

/** Every third issue has two runs. */
async function aRun(into: Ledger, index: number): Promise<void> {
  const number = 1 + Math.floor(index * 0.75);
  const repository = { owner: "octo", name: `repository-${number % REPOSITORIES}` };
  const issue = { repository, number };
  const runId = `run-${index}`;
  let atMs = systemClock.now() - SPREAD_MS + (index / RUNS) * SPREAD_MS;
  for (const happening of happeningsOf(index)) {
    await into.append({ runId, issue, at: new Date(atMs).toISOString(), ...happening });
    atMs += 20_000;
  }
  if (index % 5 === 0) {
    const at = new Date(atMs).toISOString();
    await into.pullEnded({
      issue,
      pull: index + 1,
      ending: "merged",
      at,
      lines: { ours: 40, changed: index % 7 },
    });
  }
}

function happeningsOf(index: number): Happening[] {
  const spent = { ...NO_USAGE, inputTokens: 400_000, outputTokens: 9_000, steps: 12, usd: 0.7 };
  const shares = { usd: 0.2, tokens: 0.1, steps: 0.1, minutes: 0.2 };
  const budget = { usd: 5, tokens: 4_000_000, steps: 150, minutes: 45 };
  const title = `Issue ${index}: durations that are rounded up to a whole minute are shown wrongly`;
  return [
    { kind: "started", job: "work", asker: { kind: "person", login: "ada" } },
    { kind: "read", title, installationId: 1, budget },
    { kind: "phase-started", phase: "build" },
    { kind: "stepped", role: "coder", model: `model-${index % 3}`, step: 12, spent, shares },
    { kind: "phase-ended", phase: "build", durationMs: 20_000 },
    ...(index % 200 === 0 ? [] : [ended(outcomeOf(index))]),
  ];
}

function outcomeOf(index: number): Outcome {
  const pull = { number: index + 1, url: `https://github.example/octo/pull/${index + 1}`, headSha: "c0ffee" };
  const measured = { kind: "holds", criteria: 3, proven: 2, held: 0, unseen: 0, lookTwice: 0 } as const;
  const questions = [{ id: "Q1", text: "Shall days be shown, too?", recommended: "no", blocking: true }];
  const all: Outcome[] = [
    { kind: "opened", pull, measured },
    { kind: "opened", pull, measured },
    { kind: "needs-answer", questions, patchKept: null },
    {
      kind: "gave-up",
      reason: { kind: "pull-closed", number: 1, branchGone: false },
      broken: [],
      patchKept: null,
    },
    { kind: "no-change", reason: { kind: "spec-unchanged" } },
  ];
  return all[index % all.length] ?? { kind: "opened", pull, measured };
}
