// One open sandbox: the port's operations over its tool server.
import { SandboxError, ToolError } from "../../../src/domain/errors.ts";
import { type FileOperation, FileRefused } from "../file-refusal.ts";
import {
  type Command,
  type CommandResult,
  type Entry,
  OUTSIDE,
  type OutsideFile,
  type OutsideRefusal,
  type Sandbox,
} from "../sandbox.ts";
import type { Answer, Ended } from "./protocol.ts";
import { readMatches, searchCommand } from "./search.ts";
import type { ToolServer } from "./tool-server.ts";

const MAX_ENTRIES = 10_000;
const SEARCH_BYTES = 2 * 1024 ** 2;

export type GuestSandboxOptions = {
  id: string;
  tools: ToolServer;
  patch: Sandbox["patch"];
  freeze: Sandbox["freeze"];
  dispose(): Promise<void>;
};

export function guestSandbox(options: GuestSandboxOptions): Sandbox {
  const { tools } = options;
  return {
    id: options.id,
    patch: options.patch,
    freeze: options.freeze,
    [Symbol.asyncDispose]: options.dispose,

    async run(command) {
      return asResult(await runCommand(tools, command));
    },

    read: async (path, { maxBytes }) =>
      bytesOf(await tools.ask({ op: "read", path, maxBytes }), "read", path),

    async readOutside(path, { maxBytes }) {
      if (!path.startsWith(OUTSIDE)) return { kind: "refused", reason: "not-outside" };
      const answer = await tools.ask({ op: "read-outside", path: path.slice(OUTSIDE.length), maxBytes });
      return outsideFile(answer);
    },

    async write(path, content) {
      bytesOf(await tools.ask({ op: "write", path, content }), "write", path);
    },

    async list(path) {
      const answer = await tools.ask({ op: "list", path, maxEntries: MAX_ENTRIES });
      return readEntries(bytesOf(answer, "list", path));
    },

    async search({ pattern, path, maxMatches, timeoutMs }) {
      const line = searchCommand(pattern, path);
      const ended = await runCommand(tools, { line, timeoutMs, outputBytes: SEARCH_BYTES });
      const output = ended.cutBytes === 0 ? Buffer.concat([ended.head, ended.tail]) : ended.head;
      const matches = readMatches(output.toString("utf8"), maxMatches);
      if (ended.exitStatus === 0 || ended.exitStatus === 1 || matches.length > 0) return matches;
      throw searchFault(
        pattern,
        ended.ending === "exited" ? output.toString("utf8").trim() : "it took too long",
      );
    },
  };
}

async function runCommand(tools: ToolServer, command: Command): Promise<Ended> {
  const { line, cwd = "", timeoutMs, outputBytes, signal } = command;
  const answer = await tools.run({ op: "run", line, cwd, timeoutMs, outputBytes }, signal);
  if (answer.kind === "ended") return answer.ended;
  bytesOf(answer, "run a command in", cwd === "" ? "the repository" : cwd);
  throw new SandboxError({ kind: "protocol-broken" });
}

function bytesOf(answer: Answer, operation: FileOperation, path: string): Buffer {
  if (answer.kind === "bytes") return answer.bytes;
  if (answer.kind === "failed") throw new FileRefused({ operation, path, reason: answer.error });
  throw new SandboxError({ kind: "protocol-broken" });
}

/** Everything else that the tool server says (a link, a folder, a pipe, a mode) means that there is no regular file. */
const REFUSALS: Record<string, OutsideRefusal> = { missing: "missing", "too-large": "too-large" };

function outsideFile(answer: Answer): OutsideFile {
  if (answer.kind === "bytes") return { kind: "read", bytes: answer.bytes };
  if (answer.kind === "failed") return { kind: "refused", reason: REFUSALS[answer.error] ?? "not-file" };
  throw new SandboxError({ kind: "protocol-broken" });
}

function searchFault(pattern: string, words: string): ToolError {
  const because = words === "" ? "the path does not exist or cannot be read" : words.slice(0, 1000);
  return new ToolError(
    `Could not search for ${pattern}: ${because}. Use a valid pattern and a path that exists.`,
  );
}

function asResult(ended: Ended): CommandResult {
  const { head, tail, exitStatus, ending, durationMs } = ended;
  if (ended.cutBytes === 0) {
    const output = Buffer.concat([head, tail]).toString("utf8");
    return { exitStatus, ending, output, cutBytes: 0, durationMs };
  }
  const [first, last] = [wholeLinesOf(head), fromWholeLine(tail)];
  const cutBytes = ended.cutBytes + head.length - first.length + tail.length - last.length;
  const end = first.at(-1) === LINE_FEED ? "" : "\n";
  const gap = Buffer.from(`${end}[… ${cutBytes} bytes cut …]\n`);
  const output = Buffer.concat([first, gap, last]).toString("utf8");
  return { exitStatus, ending, output, cutBytes, durationMs };
}

const LINE_FEED = 10;

/** Without a last line that goes on behind the cut, unless it is most of all there is. */
function wholeLinesOf(head: Buffer): Buffer {
  const end = head.lastIndexOf(LINE_FEED);
  return end < head.length / 2 ? head : head.subarray(0, end + 1);
}

/** Without the rest of a line that begins before the cut. */
function fromWholeLine(tail: Buffer): Buffer {
  const end = tail.indexOf(LINE_FEED);
  return end === -1 || end > tail.length / 2 ? tail : tail.subarray(end + 1);
}

const KINDS: Record<string, Entry["kind"]> = { f: "file", d: "folder", l: "link" };

/** `kind size name NUL`, in no order; sorted here so that the same folder always reads the same. */
function readEntries(bytes: Buffer): Entry[] {
  const records = bytes.toString("utf8").split("\0").slice(0, -1);
  const entries = records.map((record): Entry => {
    const [kind = "", size = "", ...name] = record.split(" ");
    return { name: name.join(" "), kind: KINDS[kind] ?? "other", bytes: Number(size) };
  });
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}
