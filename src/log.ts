// The log: JSON lines without secrets, which are recognised by their key or by their own form.
import { types } from "node:util";
import { type DestinationStream, type Logger, pino } from "pino";

export type Log = Logger;

const REDACTED = "[redacted]";
const SECRET_KEY = /token$|secret|password|passwd|authorization|cookie|(private|api|access)[-_]?key/i;
const SECRET_VALUE =
  /\b(gh[oprsu]_[\w.-]{16,}|github_pat_\w{16,}|sk-[\w-]{16,})|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)|(?<=\b(?:basic|bearer|token) )[\w+/=.~-]{16,}/gi;
const MAX_DEPTH = 6;

export function createLog(options: {
  level: string;
  name: string;
  /** A file or a stream of lines; default: standard output. */
  destination?: string | DestinationStream;
}): Log {
  const { level, name, destination = 1 } = options;
  const stream =
    typeof destination === "object" ? destination : pino.destination({ dest: destination, sync: true });
  const settings = {
    level,
    name,
    formatters: { log: redactFields },
    serializers: { err: (err: unknown) => err },
  };
  return pino(settings, { write: (line) => stream.write(eachFieldOnce(line)) });
}

/** pino writes a field twice that a child has and a line names again. The line's own is the one that stays. */
function eachFieldOnce(line: string): string {
  return `${JSON.stringify(JSON.parse(line))}\n`;
}

function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, redact(key, value, 1)]));
}

/**
 * Keeps numbers, because a count of tokens is no token. Keeps only the words of an error, because libraries attach whole
 * requests to theirs.
 */
function redact(key: string, value: unknown, depth: number): unknown {
  if (typeof value === "string") return SECRET_KEY.test(key) ? REDACTED : withoutSecrets(value);
  if (typeof value !== "object" || value === null) return value;
  if (types.isNativeError(value)) {
    return {
      type: value.name,
      message: withoutSecrets(value.message),
      stack: withoutSecrets(value.stack ?? ""),
    };
  }
  if (depth >= MAX_DEPTH) return "[deeper]";
  if (Array.isArray(value)) return value.map((item) => redact(key, item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, redact(k, v, depth + 1)]));
}

function withoutSecrets(text: string): string {
  return text.replace(SECRET_VALUE, REDACTED);
}
