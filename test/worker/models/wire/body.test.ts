// What the body of a response says, in each form that servers give it.
import { createServer, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { piecesOf } from "../../../../worker/models/wire/body.ts";

async function read(...chunks: string[]) {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const response = new Response(ReadableStream.from(bytes));
  const heard: string[] = [];
  const listening = { heard: () => heard.push("heard"), expectWhole: () => heard.push("waiting") };
  const pieces = [];
  for await (const piece of piecesOf(response, listening)) {
    pieces.push(piece.kind === "end" ? "end" : [piece.json, piece.whole ? "whole" : "piece"]);
  }
  return { pieces, heard };
}
const piecesIn = async (...chunks: string[]) => (await read(...chunks)).pieces;
const reasonOf = (...chunks: string[]) =>
  read(...chunks).then(
    () => null,
    (thrown: unknown) => thrown,
  );

describe("a stream of events", () => {
  it("is read with any line ends, marks, names, comments and cuts", async () => {
    const events = [
      '\uFEFFdata: {"a":1}\n\n',
      ": keep-alive\n\n",
      'event: message\r\nid: 7\r\ndata:{"a":2}\r\n\r\n',
      'data: {"a":\ndata: 3}\n\nretry: 3\n\n',
      "data: [DONE] \n\n",
    ].join("");
    const all = [[{ a: 1 }, "piece"], [{ a: 2 }, "piece"], [{ a: 3 }, "piece"], "end"];
    expect(await piecesIn(events)).toEqual(all);
    expect(await piecesIn(...events)).toEqual(all);
  });

  it("is read to its last event, though no empty line ends it", async () => {
    expect(await piecesIn('data: {"a":1}\n\n', "data: [DONE]")).toEqual([[{ a: 1 }, "piece"], "end"]);
  });

  it("that only keeps the connection alive says that the model is not done", async () => {
    const { heard } = await read(": PROCESSING\n\n", ": PROCESSING\n\n", "data: {}\n\n");
    expect(heard).toEqual(["waiting", "waiting", "heard"]);
  });

  it("may state an error: as JSON, under a name, or in words", async () => {
    for (const [event, said] of [
      ['data: {"error":{"message":"Overloaded"}}\n\n', "Overloaded"],
      ['event: error\ndata: {"text":"Overloaded"}\n\n', '{"text":"Overloaded"}'],
      ["data: upstream timed out\n\n", "upstream timed out"],
    ] as const) {
      expect(await reasonOf(event)).toMatchObject({ name: "Declined", message: said });
    }
  });
});

describe("a body that is no stream", () => {
  it("is one answer, or one a line", async () => {
    expect(await piecesIn('\uFEFF\n{"a":', "1}")).toEqual([[{ a: 1 }, "whole"]]);
    expect(await piecesIn('{"a":1}\n{"a":2}\n')).toEqual([
      [{ a: 1 }, "piece"],
      [{ a: 2 }, "piece"],
    ]);
  });

  it("may state an error with a status of success", async () => {
    expect(await reasonOf('{"error":{"message":"No.","code":400}}')).toMatchObject({
      stated: { said: "No.", status: 400 },
    });
  });

  it("is none of ours where it is a page, ends in the middle, or says nothing", async () => {
    expect(await reasonOf("<!doctype html><title>Sign in</title>")).toMatchObject({ form: "page" });
    expect(await reasonOf('{"choices":[')).toMatchObject({ form: "broken" });
    expect(await piecesIn("")).toEqual([]);
  });

  it("never fills our memory", async () => {
    const chunk = `"${"x".repeat(1_000_000)}`;
    expect(await reasonOf("[", chunk, chunk, chunk, chunk)).toMatchObject({ name: "EndlessAnswer" });
  });
});

describe("the connection of a stream that said it ended", () => {
  const REQUESTS = 4;
  /** How many connections the requests took. The client may open one more than it needs. */
  const served = async (answer: (outgoing: ServerResponse) => void) => {
    const sockets = new Set<Socket>();
    const server = createServer((_incoming, outgoing) => answer(outgoing));
    server.on("connection", (socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    for (let n = 0; n < REQUESTS; n += 1) {
      const said = [];
      const response = await fetch(url);
      for await (const { kind } of piecesOf(response, { heard: () => {}, expectWhole: () => {} }))
        said.push(kind);
      expect(said).toEqual(["piece", "end"]);
    }
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return sockets.size;
  };

  it("serves the next request, too", async () => {
    expect(await served((outgoing) => outgoing.end("data: {}\n\ndata: [DONE]\n\n"))).toBeLessThan(REQUESTS);
    const later = (outgoing: ServerResponse) => {
      outgoing.write("data: {}\n\ndata: [DONE]\n\n");
      setImmediate(() => outgoing.end(": bye\n\n"));
    };
    expect(await served(later)).toBeLessThan(REQUESTS);
  });

  it("is given up where the server lets it hang", async () => {
    expect(await served((outgoing) => outgoing.write("data: {}\n\ndata: [DONE]\n\n"))).toBeGreaterThanOrEqual(
      REQUESTS,
    );
  });
});
