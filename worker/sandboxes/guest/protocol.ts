// The words exchanged with the tool server: one line of JSON each way, all free text in base64.
import { z } from "zod";

export type Operation =
  | { op: "ping" }
  | { op: "run"; line: string; cwd: string; timeoutMs: number; outputBytes: number }
  | { op: "cancel"; target: number }
  | { op: "read" | "read-outside"; path: string; maxBytes: number }
  | { op: "write"; path: string; content: Uint8Array }
  | { op: "list"; path: string; maxEntries: number };

const Failed = z.strictObject({ id: z.int(), error: z.string().max(40) });
const Bytes = z.strictObject({ id: z.int(), bytes: z.base64() });
const Ended = z.strictObject({
  id: z.int(),
  ending: z.enum(["exited", "timed-out", "cancelled", "killed"]),
  status: z.int().optional(),
  ms: z.int(),
  cut: z.int(),
  head: z.base64(),
  tail: z.base64(),
});

export type Answer =
  | { kind: "failed"; error: string }
  | { kind: "bytes"; bytes: Buffer }
  | { kind: "ended"; ended: Ended };

/** How a command ended, its output still in bytes. */
export type Ended = {
  ending: "exited" | "timed-out" | "cancelled" | "killed";
  exitStatus: number | null;
  durationMs: number;
  cutBytes: number;
  head: Buffer;
  tail: Buffer;
};

export function encode(id: number, operation: Operation): string {
  const fields = Object.entries(operation).map(([key, value]) => [
    key,
    key === "op" ? value : inBase64(value),
  ]);
  return `${JSON.stringify({ id, ...Object.fromEntries(fields) })}\n`;
}

/** Null: the line is no answer of the tool server. */
export function decode(line: string): Decoded | null {
  const reply = jsonOrNull(line);
  if (typeof reply !== "object" || reply === null) return null;
  // Only one shape is tried: parsing is most of what a call costs here.
  if ("error" in reply) return failedOf(Failed.safeParse(reply));
  return "bytes" in reply ? bytesOf(Bytes.safeParse(reply)) : endedOf(Ended.safeParse(reply));
}

type Decoded = { id: number; answer: Answer };

function failedOf({ data: reply }: z.ZodSafeParseResult<z.infer<typeof Failed>>): Decoded | null {
  return reply === undefined ? null : { id: reply.id, answer: { kind: "failed", error: reply.error } };
}

function bytesOf({ data: reply }: z.ZodSafeParseResult<z.infer<typeof Bytes>>): Decoded | null {
  if (reply === undefined) return null;
  return { id: reply.id, answer: { kind: "bytes", bytes: Buffer.from(reply.bytes, "base64") } };
}

function endedOf({ data: reply }: z.ZodSafeParseResult<z.infer<typeof Ended>>): Decoded | null {
  if (reply === undefined) return null;
  const ended = {
    ending: reply.ending,
    exitStatus: reply.status ?? null,
    durationMs: reply.ms,
    cutBytes: reply.cut,
    head: Buffer.from(reply.head, "base64"),
    tail: Buffer.from(reply.tail, "base64"),
  };
  return { id: reply.id, answer: { kind: "ended", ended } };
}

function inBase64(value: string | number | Uint8Array): string | number {
  return typeof value === "number" ? value : Buffer.from(value).toString("base64");
}

function jsonOrNull(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
