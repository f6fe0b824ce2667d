// What the tool server makes of its input: requests as the worker writes them, and everything else.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Driver, startDriver } from "./driver.ts";
import { bytes, failed, NOTHING, useBox } from "./server.ts";

const PING = '{"id":7,"op":"ping"}';
const PONG = '{"id":7,"bytes":""}';

describe("the input of the tool server", () => {
  const { box, start } = useBox();
  let driver: Driver;
  beforeAll(() => {
    driver = startDriver(box());
  });
  afterAll(async () => await driver[Symbol.asyncDispose]());

  it("is answered line by line, many lines at once in their order", async () => {
    await using server = start();
    const pings = Array.from({ length: 2000 }, (_, id) => `{"id":${id},"op":"ping"}\n`);
    server.send(pings.join(""));
    const { status, lines } = await server.ended();
    expect(status).toBe(0);
    expect(lines).toEqual(pings.map((_, id) => `{"id":${id},"bytes":""}`));
  });

  it("may come in pieces that break anywhere", async () => {
    await using server = start();
    for (const character of `${PING}\n${PING}\n`) server.send(character);
    expect((await server.ended()).lines).toEqual([PONG, PONG]);
  });

  it("that ends in the middle of a line leaves that line unanswered", async () => {
    await using server = start();
    server.send(`${PING}\n${PING}`);
    expect(await server.ended()).toEqual({ status: 0, lines: [PONG] });
  });

  it("ends the server when it ends at once", async () => {
    await using server = start();
    expect(await server.ended()).toEqual({ status: 0, lines: [] });
  });

  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  const withFields = (count: number) =>
    `{"id":7,"op":"ping",${Array.from({ length: count - 2 }, (_, at) => `"x${at}":1`).join(",")}}`;
  const run = (changes: Record<string, unknown>) =>
    JSON.stringify({ id: 7, op: "run", line: "", cwd: "", timeoutMs: 10, outputBytes: 10, ...changes });
  const read = (path: string) => `{"id":7,"op":"read","path":"${path}","maxBytes":1}`;

  it.each<[string, string | Uint8Array]>([
    ["an empty line", ""],
    ["a carriage return", `${PING}\r`],
    ["no object", "[1]"],
    ["a broken object", '{"id":7,"op":"ping"'],
    ["a comma too many", '{"id":7,"op":"ping",}'],
    ["white space", '{"id": 7,"op":"ping"}'],
    ["something behind the object", `${PING}{}`],
    ["a nested object", '{"id":7,"op":"ping","more":{}}'],
    ["deep nesting", nested(100_000)],
    ["many brackets", "[".repeat(200_000)],
    ["true, false and null", '{"id":7,"op":"ping","more":null}'],
    ["an escape", '{"id":7,"op":"\\u0070ing"}'],
    ["a NUL byte", '{"id":7,"op":"ping\0"}'],
    ["a control character", '{"id":7,"op":"ping\t"}'],
    [
      "bytes that are no text",
      Buffer.from(Array.from({ length: 255 }, (_, at) => (at === 10 ? 0 : 255 - at))),
    ],
    ["more fields than there are", withFields(13)],
    ["the same key twice", '{"id":7,"op":"ping","id":8}'],
    ["an operation there is not", '{"id":7,"op":"remove"}'],
    ["an operation by half its name", '{"id":7,"op":"pin"}'],
    ["an operation that is a number", '{"id":7,"op":1}'],
    ["no operation", '{"id":7}'],
    ["no id", '{"op":"ping"}'],
    ["an id that is text", '{"id":"7","op":"ping"}'],
    ["a negative id", '{"id":-7,"op":"ping"}'],
    ["a fraction", '{"id":7.5,"op":"ping"}'],
    ["an exponent", '{"id":7e1,"op":"ping"}'],
    ["an id past every number", `{"id":${"9".repeat(400)},"op":"ping"}`],
    ["an id past the largest long", '{"id":9223372036854775808,"op":"ping"}'],
    ["text that is not base64", read("????")],
    ["base64 of a length there is not", read("YWJ")],
    ["padding in the middle", read("YQ==YQ==")],
    ["a path that is a number", '{"id":7,"op":"read","path":1,"maxBytes":1}'],
    ["a limit that is text", '{"id":7,"op":"read","path":"","maxBytes":"1"}'],
    ["no limit", '{"id":7,"op":"read","path":""}'],
    ["no content", '{"id":7,"op":"write","path":"YQ=="}'],
    ["a time limit of nothing", run({ timeoutMs: 0 })],
    ["a time limit of years", run({ timeoutMs: 2 ** 53 })],
    ["room for no output", run({ outputBytes: 1 })],
    ["room for endless output", run({ outputBytes: 2 ** 40 })],
    ["a list without end", '{"id":7,"op":"list","path":"","maxEntries":100001}'],
    ["a cancel of nothing", '{"id":7,"op":"cancel"}'],
  ])("with %s ends the server after what came before, unanswered", async (_what, line) => {
    const before = '{"id":1,"op":"ping"}\n';
    const { status, output } = await driver.serve(
      Buffer.concat([Buffer.from(before), Buffer.from(line), Buffer.from(`\n${PING}\n`)]),
    );
    expect({ status, output: output.toString(), complaints: driver.complaints() }).toEqual({
      status: 0,
      output: '{"id":1,"bytes":""}\n',
      complaints: "",
    });
  });

  it("may have as many fields as there are, of any text that needs no escape", async () => {
    await using server = start();
    server.send(`${withFields(12)}\n{"id":7,"op":"ping","\u007f\u00e9\u{1f600}":"${"x".repeat(300_000)}"}\n`);
    server.send(
      Buffer.from([...Buffer.from('{"id":7,"op":"ping","'), 0xff, 0xc0, ...Buffer.from('":""}\n')]),
    );
    expect(await server.ended()).toEqual({ status: 0, lines: [PONG, PONG, PONG] });
  });

  it("ends the server when a line has no end, long before memory does", async () => {
    await using server = start();
    server.send(`${PING}\n`);
    server.send(Buffer.alloc(66 * 1024 ** 2, "x"));
    expect(await server.ended()).toEqual({ status: 0, lines: [PONG] });
  });

  it("with a NUL inside a path or a command is refused, not cut short", async () => {
    await using server = start();
    await server.ask({ op: "write", path: "a", content: Buffer.from("content") });
    expect(await server.ask({ op: "read", path: "a\0b", maxBytes: 100 })).toEqual(failed("has-nul"));
    expect(await server.ask({ op: "write", path: "a\0b", content: Buffer.from("x") })).toEqual(
      failed("has-nul"),
    );
    expect(await server.ask({ op: "list", path: "\0", maxEntries: 10 })).toEqual(failed("has-nul"));
    expect(await server.run("touch b\0; touch c")).toEqual(failed("has-nul"));
    expect(await server.run("touch b", { cwd: "\0/.." })).toEqual(failed("has-nul"));
    expect(await server.ask({ op: "read", path: "a", maxBytes: 100 })).toEqual(bytes("content"));
    expect(await server.ask({ op: "list", path: "", maxEntries: 10 })).toEqual(bytes("f 7 a\0"));
    expect(await server.ask({ op: "ping" })).toEqual(NOTHING);
  });
});

describe("the output of the tool server", () => {
  const { start } = useBox();

  it("that nobody reads any more ends the server, and what it runs", async () => {
    // The reader takes one line, lets go, and then says so with a line of its own.
    const reader = `{ read -r line; echo "$line"; exec <&-; echo '{"id":3,"bytes":""}'; }`;
    await using server = start({
      how: `("$@"; echo $? >/repo/status) | ${reader}; cat /repo/status; ps -C sleep -o comm=; true`,
    });
    server.begin({ op: "run", line: "sleep 1000", cwd: "", timeoutMs: 60_000, outputBytes: 10 });
    await Promise.all([server.ask({ op: "ping" }), server.ask({ op: "ping" })]);
    server.send(`${PING}\n`);
    expect((await server.ended()).lines.slice(2)).toEqual(["1"]);
  });

  it("that was closed before it began ends the server at its first answer", async () => {
    await using server = start({ how: '"$@" >&-; exit $?' });
    server.send(`${PING}\n`);
    expect(await server.ended()).toEqual({ status: 1, lines: [] });
  });
});
