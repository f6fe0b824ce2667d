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
import { startTranscript, type Transcript } from "../../worker/agent/transcript.ts";
import { connectModels } from "../../worker/models/index.ts";
import type { Model, Request } from "../../worker/models/model.ts";
import { coderTools } from "../../worker/tools/index.ts";
import { parametersOf, type Tool } from "../../worker/tools/tool.ts";
import type { Promised } from "../numbers/promise.ts";
import { quantile } from "../numbers/quantile.ts";
import { floorStep, openShell } from "./floor.ts";

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
/** A program, as nearly all commands of a coder are. What a shell does itself costs an open shell nothing. */
const COMMAND = "cat /etc/hosts";
/** Each call differs, because the loop remarks on repetition. */
const turns: Turn[] = [
  ...Array.from({ length: STEPS }, (_, n) => ({
    calls: [{ name: "shell", arguments: { command: COMMAND, seconds: n + 60 } }],
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
  const times = { ours: empty(), exec: empty(), ...emptyParts() };
  const bodies: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await using local = await startLocalModel({ script: [{ role: "coder", turns }] });
    const beside = async (transcript: Transcript, model: Model) => {
      const body = local.requests.at(-1)?.raw ?? "";
      bodies.push(body);
      const parts: [keyof Parts, () => Promise<unknown>][] = [
        ["bare", () => exchange(local, body)],
        ["line", () => shell.run(COMMAND)],
        ["port", () => model.reply(requestOf(transcript, ours))],
        ["run", () => sandbox.run({ line: COMMAND, timeoutMs: 10_000, outputBytes: 12_288 })],
        ["floor", () => floorStep((asked) => exchange(local, asked), body, shell)],
      ];
      for (const [part, act] of parts) times[part].push(await timed(act));
    };
    times.ours.push(...(await timeLoop(local, ours, beside)));
    times.exec.push(...(await timeLoop(local, through, async () => undefined)));
  }
  return [
    ...stepsText(times),
    {
      what: "requests that begin with the bytes of the one before",
      ...sharing(bodies, [
        "every request of these loops but the first; tools and settings after the messages are the same bytes, too",
      ]),
    },
  ];
}

const PARTS = ["bare", "line", "port", "run", "floor"] as const;
type Parts = Record<(typeof PARTS)[number], number[]>;

function emptyParts(): Parts {
  return { bare: [], line: [], port: [], run: [], floor: [] };
}

function stepsText(times: Parts & Record<"ours" | "exec", number[]>): Promised[] {
  // Others use this machine, too: the faster quarter of each says most of the code.
  const fast = (ms: number[]) => quantile(ms, 0.25);
  const [step, bare] = [fast(times.ours), fast(times.bare)];
  const row = (name: string, ms: number[]) =>
    `${name.padEnd(58)} ${[0.25, 0.5, 0.95].map((q) => quantile(ms, q).toFixed(2).padStart(7)).join(" / ")} ms`;
  const share = (name: string, ms: number) =>
    `${name.padEnd(58)} ${ms.toFixed(2).padStart(7)} ms ${((100 * ms) / step).toFixed(0).padStart(4)} %`;
  const [own, exec] = [step - bare, fast(times.exec) - bare];
  return [
    {
      what: "a step over `docker exec` without the model's answer, in times of ours",
      measured: exec / own,
      unit: "x",
      least: TIMES_LESS,
      details: [
        `${own.toFixed(2)} ms against ${exec.toFixed(2)} ms, without the exchange with the model, and never without the command`,
        row("the same loop, its shell through `docker exec`", times.exec),
      ],
    },
    {
      what: "a step, in times of a bare loop over one shell that stays open in the container",
      measured: step / fast(times.floor),
      unit: "x",
      most: MOST_OF_FLOOR,
      details: [
        `${ROUNDS} × ${STEPS} steps, each part after each step, one process, one sandbox; model: local HTTP, answers at once; command: \`${COMMAND}\``,
        "the bare loop has its requests ready, no time limit, ends nothing and bounds nothing; faster quarter / median / p95:",
        row("a step: loop, shell in the sandbox", times.ours),
        row("the floor: bare exchange, then a line for the open shell", times.floor),
        "where the time of a step goes (faster quarter of each part):",
        share("bare HTTP exchange of the same bytes with the model", bare),
        share("a line for the open shell", fast(times.line)),
        share("port to models: request, SDK, stream, limits of time, price", fast(times.port) - bare),
        share("sandbox: a process of its own, its end, bounds", fast(times.run) - fast(times.line)),
        share("loop: transcript, arguments, size, budget", step - fast(times.port) - fast(times.run)),
      ],
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

/** `beside` is called after each step, and its time is not counted. */
async function timeLoop(
  local: LocalModel,
  tools: Tool[],
  beside: (transcript: Transcript, model: Model) => Promise<void>,
): Promise<number[]> {
  const models = connectModels({
    baseUrl: local.baseUrl,
    apiKey: null,
    models: SCRIPTED_MODELS,
    clock: systemClock,
    stallMs: 60_000,
    maxRetries: 0,
  });
  const model = models.forRole("coder");
  const transcript = startTranscript({ system: "You do nothing.", task: "Do it often." });
  const times: number[] = [];
  let before = performance.now();
  const ending = await converse({
    ...{ model, transcript, tools, handIn: done, maxSteps: STEPS + 1 },
    budgetLeft: () => null,
    onUsage: () => undefined,
    onStep: async ({ number }) => {
      times.push(performance.now() - before);
      if (number <= STEPS) await beside(transcript, model);
      before = performance.now();
    },
    signal: new AbortController().signal,
  });
  if (ending.kind !== "handed-in") throw new Error(`The conversation ended ${ending.kind}`);
  return times.slice(WARM_UP, STEPS);
}

function requestOf(transcript: Transcript, tools: Tool[]): Request {
  return {
    messages: transcript.messages(),
    tools: [...tools.map(({ definition }) => definition), done.definition],
    maxOutputTokens: 16_384,
    signal: new AbortController().signal,
  };
}

async function exchange(local: LocalModel, body: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  return (await fetch(`${local.baseUrl}/chat/completions`, { method: "POST", headers, body })).text();
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await act();
  return performance.now() - before;
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
