// Compares a step of the coder's loop in a real sandbox with the same loop over `docker exec`.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import Docker from "dockerode";
import { z } from "zod";
import { SCRIPTED_MODELS, type Turn } from "../../local/model/script.ts";
import { type LocalModel, startLocalModel } from "../../local/model/server.ts";
import { systemClock } from "../../src/clock.ts";
import { realSandboxes } from "../../test/support/sandboxes.ts";
import { aTree, openOptions } from "../../test/support/trees.ts";
import { converse } from "../../worker/agent/loop.ts";
import { startTranscript } from "../../worker/agent/transcript.ts";
import { connectModels } from "../../worker/models/index.ts";
import { coderTools } from "../../worker/tools/index.ts";
import { parametersOf, type Tool } from "../../worker/tools/tool.ts";
import type { Promised } from "../numbers/promise.ts";
import { median, quantile } from "../numbers/quantile.ts";
import { openShell, timeFloor } from "./floor.ts";

const STEPS = 60;
const ROUNDS = 5;
/** The first ones open the connection and warm up the code. */
const WARM_UP = 5;
const TIMES_LESS = 15;
const MOST_OF_FLOOR = 1.3;
const RUN_ID = "bench-agent";

const execute = promisify(execFile);
const Done = z.object({});
const done = {
  definition: { name: "done", description: "Ends.", parameters: parametersOf(Done) },
  schema: Done,
};
/** Each command differs, because the loop remarks on repetition. */
const turns: Turn[] = [
  ...Array.from({ length: STEPS }, (_, n) => ({
    calls: [{ name: "shell", arguments: { command: `true ${n}` } }],
  })),
  { calls: [{ name: "done", arguments: {} }] },
];

export async function measureSteps(): Promise<Promised[]> {
  await using tree = await aTree({ "a.txt": "a\n" });
  await using sandboxes = realSandboxes();
  await using sandbox = await sandboxes.open(openOptions(tree.tree, { runId: RUN_ID }));
  const container = await containerOf(RUN_ID);
  const ours = coderTools(sandbox);
  const through = ours.map((tool) => (tool.definition.name === "shell" ? dockerExec(tool, container) : tool));
  await using shell = openShell(container);
  const times = { ours: empty(), exec: empty(), bare: empty(), floor: empty(), run: empty(), line: empty() };
  const bodies: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await using local = await startLocalModel({ script: [{ role: "coder", turns }] });
    times.ours.push(...(await timeLoop(local, ours)));
    const sent = local.requests.map(({ raw }) => raw);
    times.exec.push(...(await timeLoop(local, through)));
    times.bare.push(...(await timeBare(local, sent)));
    times.floor.push(
      ...(await timeFloor((body) => exchange(local, body), sent, shell)).slice(WARM_UP, STEPS),
    );
    times.run.push(
      ...(await timeEach((n) => sandbox.run({ line: `true ${n}`, timeoutMs: 10_000, outputBytes: 12_288 }))),
    );
    times.line.push(...(await timeEach((n) => shell.run(`true ${n}`))));
    bodies.push(...sent);
  }
  const bare = median(times.bare);
  const [own, exec] = [median(times.ours) - bare, median(times.exec) - bare];
  const row = (name: string, ms: number[]) =>
    `${name.padEnd(52)} ${quantile(ms, 0.5).toFixed(2).padStart(7)} / ${quantile(ms, 0.95).toFixed(2).padStart(7)} ms`;
  return [
    {
      what: "a step over `docker exec` without the model's answer, in times of ours",
      measured: exec / own,
      unit: "x",
      least: TIMES_LESS,
      details: [
        `${own.toFixed(2)} ms against ${exec.toFixed(2)} ms, without the exchange with the model`,
        `${ROUNDS} × ${STEPS} steps each, in turns, one process, one sandbox; model: local HTTP, answers at once; tool: shell \`true\``,
        "median / p95 of a whole step: request, reply, tool call, command and its answer in the transcript",
        row("loop, shell in the sandbox", times.ours),
        row("the same loop, its shell through `docker exec`", times.exec),
        row("bare HTTP exchange of the same bytes with the model", times.bare),
        `whole steps: ${(median(times.exec) / median(times.ours)).toFixed(1)} x; the number above subtracts the bare exchange (median) from both, and never the command`,
      ],
    },
    {
      what: "a step, in times of a bare loop over one shell that stays open in the container",
      measured: quantile(times.ours, 0.25) / quantile(times.floor, 0.25),
      unit: "x",
      most: MOST_OF_FLOOR,
      details: [
        "the faster quarter of each, in turns: others use this machine, too; the bare loop has no time limit, ends nothing and bounds nothing",
        row("a step: loop, shell in the sandbox", times.ours),
        row("the floor: bare exchange, then a line for the open shell", times.floor),
        row("of a step: the command in the sandbox", times.run),
        row("of the floor: the line for the open shell", times.line),
        row("of both: bare exchange of the same bytes", times.bare),
      ],
    },
    {
      what: "requests that begin with the bytes of the one before",
      ...sharing(bodies, [
        "every request of these loops but the first; tools and settings after the messages are the same bytes, too",
      ]),
    },
  ];
}

/** Runs each command as an agent does that has no server in its sandbox. */
function dockerExec(tool: Tool, container: string): Tool {
  const Args = z.object({ command: z.string() });
  return {
    ...tool,
    run: async (args) => {
      const { command } = Args.parse(args);
      const { stdout } = await execute("docker", ["exec", container, "sh", "-c", command]);
      const deed = { effect: "runs", line: command, ending: "exited", exitStatus: 0 } as const;
      return { text: `${stdout}exit status 0`, deed };
    },
  };
}

async function timeLoop(local: LocalModel, tools: Tool[]): Promise<number[]> {
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
    tools,
    handIn: done,
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
  if (ending.kind !== "handed-in") throw new Error(`The conversation ended ${ending.kind}`);
  return times.slice(WARM_UP, STEPS);
}

function timeBare(local: LocalModel, bodies: string[]): Promise<number[]> {
  return timeEach((n) => exchange(local, bodies[n] ?? ""));
}

async function exchange(local: LocalModel, body: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  return (await fetch(`${local.baseUrl}/chat/completions`, { method: "POST", headers, body })).text();
}

async function timeEach(act: (n: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < STEPS; n += 1) {
    const before = performance.now();
    await act(n);
    times.push(performance.now() - before);
  }
  return times.slice(WARM_UP);
}

/**
 * How many of the requests, in the order they were sent, begin with the one before. The first request of a conversation
 * has none before it: it holds no message of an assistant.
 */
export function sharing(bodies: string[], details: string[]): Omit<Promised, "what"> {
  const parts = bodies.map((body) => {
    const at = body.indexOf('],"tools":[');
    return { said: body.slice(0, at), rest: body.slice(at) };
  });
  const begins = (said: string) => !said.includes('"role":"assistant"');
  const pairs = parts.flatMap((next, index) => {
    const before = parts[index - 1];
    return before === undefined || begins(next.said) ? [] : [{ before, next }];
  });
  const same = pairs.filter(
    ({ before, next }) => next.said.startsWith(before.said) && next.rest === before.rest,
  );
  return {
    measured: (100 * same.length) / pairs.length,
    unit: "%",
    least: 100,
    details: [`${same.length} of ${pairs.length} requests`, ...details],
  };
}

async function containerOf(runId: string): Promise<string> {
  const filters = { label: [`issuewright.run=${runId}`] };
  const [found] = await new Docker().listContainers({ filters });
  if (found === undefined) throw new Error("The sandbox that was just opened has no container");
  return found.Id;
}

function empty(): number[] {
  return [];
}
