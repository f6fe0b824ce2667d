// One line of the table of endpoints: what an endpoint was documented or reported to do, and what must come of it.

/** A request as an endpoint reads it. */
export type Body = {
  messages: SaidMessage[];
  tools?: { function: { name: string; parameters: object } }[];
  stream?: boolean;
  stream_options?: unknown;
  [parameter: string]: unknown;
};
export type SaidMessage = {
  role: string;
  content: unknown;
  tool_calls?: { id: string; function: { arguments: string }; [own: string]: unknown }[];
  [own: string]: unknown;
};

export type Call = { id: string; name: string; arguments: string };
/** What the model behind the endpoint says next. `number`: how many turns were before it. */
export type Turn = { number: number; text: string; calls: Call[] };

export type Answer = { status: number; headers?: Record<string, string>; text: string };

export type Row = {
  endpoint: string;
  /** What it does, after its name. */
  does: string;
  /** Where that is documented or was reported. */
  address: string;
  /** The task comes with a picture. */
  shows?: boolean;
  /** How it refuses a request; null: it takes it. */
  refuses?: (body: Body) => Answer | null | false | undefined;
  /** How it writes a turn. Default: as OpenAI does. */
  writes?: (turn: Turn, body: Body) => string;
  /** Null: the work is handed in. Else why not, in our words, with what to do. */
  ends: string | null;
};

/** Most endpoints put the words into `error`. */
export function no(status: number, message: string, more: object = {}): Answer {
  return said(status, { error: { message, ...more } });
}

export function said(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers, text: JSON.stringify(body) };
}

export function events(...pieces: unknown[]): string {
  return pieces
    .map((piece) => `data: ${typeof piece === "string" ? piece : JSON.stringify(piece)}\n\n`)
    .join("");
}

export function piece(delta: object, finish: unknown = null): object {
  return { choices: [{ index: 0, delta, finish_reason: finish }] };
}

/** Each call as one piece. */
export function callPieces(
  { calls }: Turn,
  form: (call: Call, index: number) => object = usualCall,
): object[] {
  return calls.map((call, index) => piece({ tool_calls: [form(call, index)] }));
}

export function usualCall({ id, name, arguments: text }: Call, index: number): object {
  return { index, id, type: "function", function: { name, arguments: text } };
}

export function finishOf({ calls }: Turn): string {
  return calls.length > 0 ? "tool_calls" : "stop";
}

export function usually(turn: Turn, body: Body): string {
  if (!body.stream) return whole(turn, { content: turn.text });
  const counted = { choices: [], usage: { prompt_tokens: 20, completion_tokens: 5 } };
  return events(
    piece({ role: "assistant", content: turn.text }),
    ...callPieces(turn),
    piece({}, finishOf(turn)),
    ...(body.stream_options ? [counted] : []),
    "[DONE]",
  );
}

/** One completion, whose message has these fields beside its calls. */
export function whole(turn: Turn, fields: object): string {
  const tool_calls = turn.calls.map(usualCall);
  const message = { role: "assistant", ...(tool_calls.length > 0 && { tool_calls }), ...fields };
  return JSON.stringify({ choices: [{ index: 0, message, finish_reason: finishOf(turn) }] });
}
