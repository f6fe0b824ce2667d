// A wire protocol as the scripted model speaks it: what it takes, how it writes a turn, how it states an error.
import type { Counted } from "./count.ts";
import type { ChatRequest, Turn } from "./script.ts";

export type Telling = {
  model: string;
  turn: Turn;
  /** Makes the ids of calls unique. */
  turnNumber: number;
  counted: Counted;
};

export type Oddities = { badArguments: boolean; missingIndex: boolean; noUsage: boolean };

export type ErrorAnswer = { status: number; headers: Record<string, string>; body: object };

export type Speaker = {
  /** Strict: refuses what the vendor's published description does not allow. A text: why. */
  read(body: unknown): ChatRequest | string;
  whole(telling: Telling, odd: Oddities): object;
  /** The events of a stream. `named`: each is sent under its type. */
  events(telling: Telling, odd: Oddities, request: ChatRequest): object[];
  named: boolean;
  /** What ends a stream; empty: its last event does. */
  end: string;
  refusal(answer: ErrorAnswer): ErrorAnswer;
};
