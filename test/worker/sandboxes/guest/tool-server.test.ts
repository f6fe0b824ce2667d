// The worker's end of the tool server, against servers that misbehave.
import { describe, expect, it } from "@jest/globals";
import { systemClock } from "../../../../src/clock.ts";
import { SandboxError, ToolError } from "../../../../src/domain/errors.ts";
import { type LineEvents, ToolServer } from "../../../../worker/sandboxes/guest/tool-server.ts";

type Behaviour = (line: string, events: LineEvents) => void;

/** A server per connection, in order; the last one stays. */
function connectedTo(behaviours: Behaviour[]) {
  let connections = 0;
  const server = new ToolServer({
    clock: systemClock,
    async connect(events) {
      const behaviour = behaviours[Math.min(connections++, behaviours.length - 1)];
      return { send: (line) => behaviour?.(line, events), close: () => events.onEnd() };
    },
  });
  return { server, connections: () => connections };
}

const well: Behaviour = (line, { onLine }) => onLine(`{"id":${JSON.parse(line).id},"bytes":"aGk="}`);
const ping = { op: "ping" } as const;

describe("a tool server", () => {
  it("that answers is asked again on the same connection", async () => {
    const { server, connections } = connectedTo([well]);
    await server.ask(ping);
    expect(await server.ask(ping)).toEqual({ kind: "bytes", bytes: Buffer.from("hi") });
    expect(connections()).toBe(1);
    server.close();
  });

  it.each([
    ["is no JSON", "not json"],
    ["is JSON of another shape", '{"id":1,"bytes":"aGk=","more":1}'],
    ["is not base64", '{"id":1,"bytes":"%%"}'],
  ])("whose answer %s loses the call and is started again", async (_what, answer) => {
    const { server, connections } = connectedTo([(_line, { onLine }) => onLine(answer), well]);
    await expect(server.ask(ping)).rejects.toThrow(ToolError);
    await server.ask(ping);
    expect(connections()).toBe(2);
    server.close();
  });

  it("that answers a question nobody asked is not believed", async () => {
    const { server } = connectedTo([
      (line, events) => {
        events.onLine('{"id":999,"bytes":""}');
        well(line, events);
      },
    ]);
    expect(await server.ask(ping)).toEqual({ kind: "bytes", bytes: Buffer.from("hi") });
    server.close();
  });

  it("that ends and cannot be started again because the engine is away loses the sandbox for that reason", async () => {
    const away = new SandboxError({
      ...{
        kind: "act-failed",
        act: { kind: "start-machine", image: "node" },
        unreachable: true,
        said: "refused",
      },
    });
    let connections = 0;
    const server = new ToolServer({
      clock: systemClock,
      async connect(events) {
        connections += 1;
        if (connections > 1) throw away;
        return { send: () => events.onEnd(), close: () => undefined };
      },
    });
    await expect(server.ask(ping)).rejects.toBe(away);
    server.close();
  });

  it("that ends loses the call when its machine lives, and the sandbox when it does not", async () => {
    const ends: Behaviour = (_line, { onEnd }) => onEnd();
    const living = connectedTo([ends, well]);
    await expect(living.server.ask(ping)).rejects.toThrow(ToolError);
    await living.server.ask(ping);
    living.server.close();
    const dead = connectedTo([ends]);
    await expect(dead.server.ask(ping)).rejects.toThrow(SandboxError);
    dead.server.close();
  });

  it("that ends before it is asked is started again when its machine lives, and ends the sandbox when it does not", async () => {
    const endingAtOnce = (times: number) => {
      let connections = 0;
      return new ToolServer({
        clock: systemClock,
        async connect(events) {
          await Promise.resolve();
          if (connections++ < times) events.onEnd();
          return { send: (line) => well(line, events), close: () => {} };
        },
      });
    };
    const living = endingAtOnce(1);
    expect(await living.ask(ping)).toEqual({ kind: "bytes", bytes: Buffer.from("hi") });
    living.close();
    const dead = endingAtOnce(Number.POSITIVE_INFINITY);
    await expect(dead.ask(ping)).rejects.toThrow(SandboxError);
    await expect(dead.probe()).rejects.toThrow(SandboxError);
    dead.close();
  });

  it("that was still being started when its sandbox was disposed is never waited for", async () => {
    const { promise: wire, resolve: started } = Promise.withResolvers<{ send(): void; close(): void }>();
    const server = new ToolServer({ clock: systemClock, connect: () => wire });
    const asked = expect(server.ask(ping)).rejects.toThrow(SandboxError);
    server.close();
    started({ send: () => {}, close: () => {} });
    await asked;
  });

  it("that stops answering is given up after its time", async () => {
    let waitedMs = 0;
    const clock = {
      ...systemClock,
      sleep: (ms: number) => {
        waitedMs += ms;
        return Promise.resolve();
      },
    };
    const server = new ToolServer({
      clock,
      connect: async () => ({ send: () => {}, close: () => {} }),
    });
    const command = { op: "run", line: "true", cwd: "", timeoutMs: 1000, outputBytes: 10 } as const;
    await expect(server.run(command)).rejects.toThrow(/stopped answering/);
    expect(waitedMs).toBeGreaterThanOrEqual(16_000);
    expect(waitedMs).toBeLessThanOrEqual(26_000);
    server.close();
  });
});
