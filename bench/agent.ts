// What the agent loop costs per step beside a bare loop over the same endpoint, and whether its requests share their prefix.
import { z } from "zod";
import { SCRIPTED_MODELS, type Turn } from "../local/model/script.ts";
import { type LocalModel, startLocalModel } from "../local/model/server.ts";
import { systemClock } from "../src/clock.ts";
import { converse } from "../worker/agent/loop.ts";
import { startTranscript } from "../worker/agent/transcript.ts";
import { connectModels } from "../worker/models/index.ts";
import { parametersOf, tool } from "../worker/tools/tool.ts";

const STEPS = 200;
const Done = z.object({});

const nothing = tool({
  name: "nothing",
  description: "Does nothing.",
  schema: z.object({ turn: z.int() }),
  run: async ({ turn }) => `Nothing, for the ${turn}th time.`,
});
const done = {
  definition: { name: "done", description: "Ends.", parameters: parametersOf(Done) },
  schema: Done,
};

const turns: Turn[] = [
  ...Array.from({ length: STEPS }, (_, turn) => ({ calls: [{ name: "nothing", arguments: { turn } }] })),
  { calls: [{ name: "done", arguments: {} }] },
];

if (import.meta.main) {
  await using local = await startLocalModel({ script: [{ role: "coder", turns }] });
  const ours = await timeOurs(local);
  const bodies = local.requests.map(({ raw }) => raw);
  const bare = await timeBare(local, bodies);
  const row = (name: string, times: number[]) =>
    `${name.padEnd(34)} ${quantile(times, 0.5).toFixed(2)} / ${quantile(times, 0.95).toFixed(2)} ms\n`;
  process.stdout.write(
    `${STEPS} steps, zero-latency model, a tool that does nothing: median / p95 of one step\n` +
      row("agent loop", ours) +
      row("bare loop sending the same bytes", bare) +
      `ratio of medians                   ${(quantile(ours, 0.5) / quantile(bare, 0.5)).toFixed(2)}\n` +
      `requests whose bytes begin with the messages of the one before: ${sharing(bodies)} of ${bodies.length - 1}\n`,
  );
  if (sharing(bodies) !== bodies.length - 1) process.exitCode = 1;
}

async function timeOurs(local: LocalModel): Promise<number[]> {
  const models = connectModels({
    baseUrl: local.baseUrl,
    apiKey: null,
    models: SCRIPTED_MODELS,
    clock: systemClock,
    stallMs: 60_000,
    maxRetries: 0,
  });
  const times: number[] = [];
  let before = performance.now();
  const ending = await converse({
    model: models.forRole("coder"),
    transcript: startTranscript({ system: "You do nothing.", task: "Do it often." }),
    tools: [nothing],
    finish: done,
    budgetLeft: () => null,
    onUsage: () => undefined,
    onStep: () => {
      const now = performance.now();
      times.push(now - before);
      before = now;
    },
    maxSteps: STEPS + 1,
    signal: new AbortController().signal,
  });
  if (ending.kind !== "finished") throw new Error(`The conversation ended ${ending.kind}`);
  return times;
}

async function timeBare(local: LocalModel, bodies: string[]): Promise<number[]> {
  const times: number[] = [];
  const headers = { "content-type": "application/json" };
  for (const body of bodies) {
    const before = performance.now();
    await (await fetch(`${local.baseUrl}/chat/completions`, { method: "POST", headers, body })).text();
    times.push(performance.now() - before);
  }
  return times;
}

function sharing(bodies: string[]): number {
  const said = bodies.map((body) => body.slice(0, body.indexOf('],"tools":[')));
  return said.slice(1).filter((text, index) => text.startsWith(said[index] ?? "")).length;
}

function quantile(times: number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
}
