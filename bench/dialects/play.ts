// Plays an endpoint of the table over HTTP, and carries a short conversation with tools out at it.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { type Clock, systemClock } from "../../src/clock.ts";
import { modelComplaint } from "../../src/messages/model-failure.ts";
import { converse } from "../../worker/agent/loop.ts";
import { startTranscript } from "../../worker/agent/transcript.ts";
import { connectModels } from "../../worker/models/index.ts";
import { ModelFailed } from "../../worker/models/model.ts";
import { parametersOf, tool } from "../../worker/tools/tool.ts";
import { type Answer, type Body, type Row, type Turn, usually } from "./row.ts";

/** `ended`: as in the row. */
export type Played = { ended: string | null; requests: number };

/** Looks at a file, thinks aloud, and hands in: with that, a user speaks after a tool's result, and twice in a row. */
const TURNS: Omit<Turn, "number">[] = [
  {
    text: "",
    calls: [
      { id: "call_0123456789abcdef", name: "read", arguments: '{"path":"a.js"}' },
      { id: "call_1123456789abcdef", name: "read", arguments: '{"path":"b.js"}' },
    ],
  },
  { text: "Now I know.", calls: [] },
  { text: "", calls: [{ id: "call_2123456789abcdef", name: "done", arguments: '{"summary":"It is so."}' }] },
];

export async function play(row: Row): Promise<Played> {
  let requests = 0;
  const server = createServer(async (incoming, outgoing) => {
    requests += 1;
    const { status, headers = {}, text: body } = answerOf(row, JSON.parse(await text(incoming)));
    outgoing.writeHead(status, headers);
    outgoing.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  try {
    return { ended: await converseAt(`http://127.0.0.1:${port}/v1`, row), requests };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function answerOf(row: Row, body: Body): Answer {
  const refusal = row.refuses?.(body);
  if (refusal) return refusal;
  const number = body.messages.filter(({ role }) => role === "assistant").length;
  const turn = { number, ...(TURNS[number] ?? { text: "", calls: [] }) };
  return { status: 200, text: (row.writes ?? usually)(turn, body) };
}

const Path = z.object({
  path: z.string().min(1),
  from: z.int().positive().optional(),
  why: z.string().nullable().optional(),
});
const Summary = z.object({ summary: z.string().min(1) });

async function converseAt(baseUrl: string, { shows = false }: Row): Promise<string | null> {
  const models = connectModels({
    ...{ baseUrl, apiKey: "key", models: { coder: "m" }, clock: hasty, stallMs: 60_000, maxRetries: 2 },
  });
  const read = tool({
    ...{ name: "read", description: "Reads a file.", effect: "reads", schema: Path },
    run: async ({ path }) => ({ text: `the text of ${path}`, did: { path } }),
  });
  try {
    const end = await converse({
      model: models.forRole("coder"),
      transcript: startTranscript({
        ...{ system: "You write code.", task: "Begin." },
        pictures: shows ? [{ address: "a.png", mediaType: "image/png", base64: "iVBORw0KGgo=" }] : [],
      }),
      tools: [read],
      handIn: {
        definition: { name: "done", description: "Hands in.", parameters: parametersOf(Summary) },
        schema: Summary,
      },
      budgetLeft: () => null,
      onUsage: () => undefined,
      remind: { everySteps: 1, everyTokens: 1_000_000, text: () => "Remember the task." },
      maxSteps: 8,
      signal: new AbortController().signal,
    });
    return end.kind === "handed-in" ? null : `It ended ${end.kind}`;
  } catch (thrown) {
    if (!(thrown instanceof ModelFailed)) throw thrown;
    const { what, because, remedy } = modelComplaint(thrown.failure);
    return `${what}: ${because}. ${remedy}`;
  }
}

/** Waits before another attempt take no time. */
const hasty: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms < 60_000 ? 0 : ms, signal),
};
