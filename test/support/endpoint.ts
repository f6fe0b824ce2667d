// An endpoint that plays given turns, and the waits of the adapter in front of it.
import { createServer } from "node:http";
import type { Script, Turn } from "../../local/model/script.ts";
import type { LocalModel } from "../../local/model/server.ts";
import { FOR_EVER_MS } from "../../local/model/stream.ts";
import type { FakeClock } from "./clock.ts";
import { aLocalModel, STALL_MS } from "./local-model.ts";

export const TOOL = { name: "read", description: "Reads.", parameters: { type: "object", properties: {} } };
export const TURN: Turn = {
  text: "I look at two files: “ä” and 🙂.",
  calls: [
    { name: "read", arguments: { path: "a.ts" } },
    { name: "read", arguments: { path: "b/ü.ts" } },
  ],
};
export const HEARD = {
  text: TURN.text,
  toolCalls: [
    { id: "call_0_0", name: "read", arguments: '{"path":"a.ts"}' },
    { id: "call_0_1", name: "read", arguments: '{"path":"b/ü.ts"}' },
  ],
  finish: "tool-calls",
  opaque: null,
};

const open: LocalModel[] = [];
export async function closeEndpoints(): Promise<void> {
  for (const local of open.splice(0)) await local[Symbol.asyncDispose]();
}

export async function start(turns: Turn[] = [TURN], clock?: FakeClock): Promise<LocalModel> {
  const script: Script = [{ role: "coder", turns }];
  const local = await aLocalModel(script, clock);
  open.push(local);
  return local;
}

const isBackoff = (ms: number) => ms !== STALL_MS && ms !== FOR_EVER_MS;

/** Lets the adapter wait as often as it wants to, and notes for how long. */
export async function waitOut(clock: FakeClock, times: number): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const ms = await clock.sleeper(isBackoff);
    waits.push(ms);
    clock.advance(ms);
  }
  return waits;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
