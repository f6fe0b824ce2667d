// Where a tool server meets its worker: only who says the token is let in.
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { openToolSocket } from "../../../../worker/sandboxes/guest/tool-socket.ts";

/** However it ends. */
function gone(socket: Socket): Promise<void> {
  return new Promise((closed) => {
    socket
      .on("error", () => {})
      .on("close", () => closed())
      .resume();
  });
}

describe("a tool socket", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tool-socket-"));
  });
  afterAll(() => rm(folder, { recursive: true, maxRetries: 20 }));

  it("is joined by whoever says the token first", async () => {
    await using toolSocket = await openToolSocket(folder);
    const guest = connect(join(folder, toolSocket.name));
    guest.write(`${toolSocket.token}\n`);
    const joined = await toolSocket.joined;
    joined.write("hello");
    expect(String((await once(guest, "data"))[0])).toBe("hello");
    joined.destroy();
    await gone(guest);
  });

  it.each([
    ["something else", "let me in\n"],
    ["nothing but an end of line", "\n"],
    ["a great deal", "x".repeat(1_000_000)],
  ])("lets go whoever says %s, and still meets the right one", async (_what, said) => {
    await using toolSocket = await openToolSocket(folder);
    const stranger = connect(join(folder, toolSocket.name));
    stranger.write(said);
    await gone(stranger);
    const guest = connect(join(folder, toolSocket.name));
    guest.write(`${toolSocket.token}\n`);
    (await toolSocket.joined).destroy();
    await gone(guest);
  });

  it("leaves no socket behind, nor anybody waiting at it", async () => {
    const toolSocket = await openToolSocket(folder);
    const silent = connect(join(folder, toolSocket.name));
    await once(silent, "connect");
    const letGo = gone(silent);
    await toolSocket[Symbol.asyncDispose]();
    await letGo;
    expect(await readdir(folder)).toEqual([]);
  });
});
