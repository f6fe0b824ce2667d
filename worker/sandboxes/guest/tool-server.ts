// The worker's end of the tool server: requests under way, one command at a time, and a new server when one has ended.
import type { Clock } from "../../../src/clock.ts";
import { isEngineAway, SandboxError, ToolError } from "../../../src/domain/errors.ts";
import { type Answer, decode, type Ended, encode, type Operation } from "./protocol.ts";

/** How long an answer may take beyond its own limit before the server counts as stopped. */
const SLACK_MS = 15_000;
/** One timer serves all calls: to set one for each call would take longer than many calls do. */
const LOOK_MS = 5_000;

const KILLED =
  "The command ended the tool server of its sandbox; another was started, files are as they were left";

export type Line = { send(line: string): void; close(): void };
export type LineEvents = { onLine(line: string): void; onEnd(): void };

export type ToolServerOptions = {
  /** Starts a server inside; SandboxError when the machine is gone. */
  connect(events: LineEvents): Promise<Line>;
  clock: Clock;
};

type Waiting = {
  resolve(answer: Answer): void;
  reject(error: Error): void;
  probe: boolean;
  /** How many more ticks of the timer the answer may take. */
  looksLeft: number;
};

export class ToolServer {
  readonly #options: ToolServerOptions;
  readonly #waiting = new Map<number, Waiting>();
  #line: Promise<Line> | null = null;
  #lastCommand: Promise<unknown> = Promise.resolve();
  #nextId = 1;
  #looking = false;
  readonly #closing = new AbortController();

  constructor(options: ToolServerOptions) {
    this.#options = options;
  }

  /** Resolves when a server is there and answers; SandboxError when none can be had. */
  async probe(): Promise<void> {
    await this.#send(this.#takeId(), { op: "ping" }, SLACK_MS, true);
  }

  async ask(operation: Exclude<Operation, { op: "run" }>): Promise<Answer> {
    return await this.#send(this.#takeId(), operation, SLACK_MS);
  }

  /** One command at a time; the others wait for their turn. */
  async run(command: Extract<Operation, { op: "run" }>, signal?: AbortSignal): Promise<Answer> {
    const ended = this.#lastCommand.then(() => this.#runNow(command, signal));
    this.#lastCommand = ended.then(
      () => {},
      () => {},
    );
    return await ended;
  }

  close(): void {
    this.#closing.abort();
    this.#drop(new SandboxError({ kind: "disposed" }));
  }

  async #runNow(command: Extract<Operation, { op: "run" }>, signal?: AbortSignal): Promise<Answer> {
    if (signal?.aborted) return { kind: "ended", ended: neverStarted() };
    const id = this.#takeId();
    const cancel = () => {
      // The answer that matters is the command's own; that of cancelling has nothing to say.
      this.ask({ op: "cancel", target: id }).catch(() => {});
    };
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await this.#send(id, command, command.timeoutMs + SLACK_MS);
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  async #send(id: number, operation: Operation, patienceMs: number, probe = false): Promise<Answer> {
    const connecting = this.#connected();
    const line = await connecting;
    // Disposed while a server was being started: nobody would ever answer.
    if (this.#closing.signal.aborted) throw new SandboxError({ kind: "disposed" });
    // It ended before anybody waited for its answer, and its end will not be told again.
    if (this.#line !== connecting) {
      if (probe) throw new SandboxError({ kind: "ended", said: null });
      await this.probe();
      return await this.#send(id, operation, patienceMs);
    }
    const looksLeft = Math.ceil(patienceMs / LOOK_MS) + 1;
    const reply = new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, probe, looksLeft });
    });
    void this.#look();
    line.send(encode(id, operation));
    return await reply;
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    while (this.#waiting.size > 0) {
      await Promise.allSettled([this.#options.clock.sleep(LOOK_MS, this.#closing.signal)]);
      const late = [...this.#waiting.values()].filter((waiting) => --waiting.looksLeft <= 0);
      if (late.length > 0)
        this.#drop(new ToolError("The tool server inside the sandbox stopped answering; try again"));
    }
    this.#looking = false;
  }

  #connected(): Promise<Line> {
    if (this.#closing.signal.aborted) return Promise.reject(new SandboxError({ kind: "disposed" }));
    if (this.#line !== null) return this.#line;
    const line: Promise<Line> = this.#options.connect({
      onLine: (line) => this.#received(line),
      onEnd: () => {
        if (this.#line === line) this.#lost();
      },
    });
    this.#line = line;
    line.catch(() => {
      if (this.#line === line) this.#line = null;
    });
    return line;
  }

  #received(line: string): void {
    const decoded = decode(line);
    if (decoded === null) {
      this.#drop(
        new ToolError("The tool server inside the sandbox gave an answer that makes no sense; try again"),
      );
      return;
    }
    this.#waiting.get(decoded.id)?.resolve(decoded.answer);
    this.#waiting.delete(decoded.id);
  }

  /** A command can kill its server, never its machine: the call is lost, another server is started. */
  #lost(): void {
    const lost = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#line = null;
    const reject = (error: Error) => {
      for (const waiting of lost) waiting.reject(error);
    };
    if (lost.length === 0) return;
    if (lost.some((waiting) => waiting.probe)) {
      reject(new SandboxError({ kind: "ended", said: null }));
      return;
    }
    this.probe().then(
      () => reject(new ToolError(KILLED)),
      (thrown: Error) =>
        reject(isEngineAway(thrown) ? thrown : new SandboxError({ kind: "ended", said: null })),
    );
  }

  #drop(error: Error): void {
    const line = this.#line;
    this.#line = null;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
    line?.then(
      (open) => open.close(),
      () => {},
    );
  }

  #takeId(): number {
    return this.#nextId++;
  }
}

function neverStarted(): Ended {
  const nothing = Buffer.alloc(0);
  return { ending: "cancelled", exitStatus: null, durationMs: 0, cutBytes: 0, head: nothing, tail: nothing };
}
