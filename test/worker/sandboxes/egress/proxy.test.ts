// The proxy of set-up: real sockets, a server that stands for the registry, and a real sandbox at the end.
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { request } from "node:http";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openProxy, type ProxyOptions } from "../../../../worker/sandboxes/egress/proxy.ts";
import { isInner, resolvePublic } from "../../../../worker/sandboxes/egress/public-address.ts";
import { PROXY_LIMITS } from "../../../../worker/sandboxes/egress/tunnels.ts";
import type { EgressRefusal } from "../../../../worker/sandboxes/sandbox.ts";
import { realSandboxes } from "../../../support/sandboxes.ts";
import { aTree, openOptions } from "../../../support/trees.ts";

let folder: string;
let registry: Server;
let refusals: EgressRefusal[];
let dialled: string[];
let proxy: AsyncDisposable | null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "iw-"));
  refusals = [];
  dialled = [];
  proxy = null;
  registry = createServer((socket) => socket.on("error", () => {}).pipe(socket));
  registry.listen(0, "127.0.0.1");
  await once(registry, "listening");
});
afterEach(async () => {
  await proxy?.[Symbol.asyncDispose]();
  registry.close();
  await rm(folder, { recursive: true, maxRetries: 20 });
});

describe("the proxy of set-up", () => {
  it("leads to a host on the list, at the address that was checked, and passes bytes both ways", async () => {
    await open({});
    const { status, socket } = await tunnelTo("registry.test:443");
    expect(status).toBe(200);
    socket.write("hello");
    expect(String((await once(socket, "data"))[0])).toBe("hello");
    expect(dialled).toEqual(["203.0.113.7:443"]);
    socket.destroy();
  });

  it.each([
    "registry.test:22",
    "registry.test.evil.test:443",
    "REGISTRY.test:443",
    "evil.test:443",
    "203.0.113.7:443",
    "127.0.0.1:443",
    "169.254.169.254:80",
  ])("does not lead to %s", async (target) => {
    await open({});
    expect((await tunnelTo(target)).status).toBe(403);
    expect(refusals).toEqual([{ target, reason: { kind: "not-allowed" } }]);
    expect(dialled).toEqual([]);
  });

  it("does not lead to an inner address, whatever its name", async () => {
    await open({ allow: ["localhost:443"], resolve: resolvePublic });
    expect((await tunnelTo("localhost:443")).status).toBe(403);
    expect(refusals[0]?.reason).toMatchObject({ kind: "inner-address" });
    expect(dialled).toEqual([]);
  });

  it("takes no plain requests", async () => {
    await open({});
    const [response] = await once(
      request({ socketPath: join(folder, "proxy.sock"), path: "http://registry.test/" }).end(),
      "response",
    );
    expect(response.statusCode).toBe(405);
    response.resume();
    expect(refusals).toEqual([{ target: "registry.test:80", reason: { kind: "not-encrypted" } }]);
  });

  it("tells of each refusal once, and of a hundred at most", async () => {
    await open({});
    for (let at = 0; at < 120; at++) {
      await tunnelTo(`h${at}.test:443`);
      if (at < 3) await tunnelTo("again.test:443");
    }
    expect(refusals).toHaveLength(100);
    expect(refusals.filter(({ target }) => target === "again.test:443")).toHaveLength(1);
  });

  it("is there however deep its folder lies", async () => {
    const deep = join(folder, "a".repeat(100), "b".repeat(100));
    await using _ = await openProxy({ allow: [], folder: deep });
    expect(await readdir(deep)).toEqual(["proxy.sock"]);
  });

  it("closes, and stays closed, after too many bytes out", async () => {
    await open({ limits: { ...PROXY_LIMITS, sentBytes: 1000 } });
    const { socket } = await tunnelTo("registry.test:443");
    socket.write(Buffer.alloc(2000));
    await once(socket.resume(), "close");
    expect((await tunnelTo("registry.test:443")).status).toBe(403);
    expect(refusals.map(({ reason }) => reason)).toEqual([{ kind: "too-much-sent" }]);
  });

  it("closes after too many bytes in", async () => {
    await open({ limits: { ...PROXY_LIMITS, receivedBytes: 1000 } });
    const { socket } = await tunnelTo("registry.test:443");
    socket.write(Buffer.alloc(2000));
    await once(socket.resume(), "close");
    expect(refusals.map(({ reason }) => reason)).toEqual([{ kind: "too-much-received" }]);
  });

  it("has room for only so many connections at once", async () => {
    await open({ limits: { ...PROXY_LIMITS, connections: 1 } });
    const { socket } = await tunnelTo("registry.test:443");
    expect((await tunnelTo("registry.test:443")).status).toBe(403);
    socket.destroy();
  });

  it("closes while a client that was refused still holds its connection", async () => {
    const dial = () => connect(1, "127.0.0.1");
    await open({ allow: ["registry.test:443", "closed.test:443"], dial });
    const clients = ["evil.test:443", "closed.test:443"].map((target) => {
      const client = connect({ path: join(folder, "proxy.sock"), allowHalfOpen: true });
      client.on("error", () => {}).write(`CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
      return client;
    });
    const heard = await Promise.all(clients.map((client) => once(client, "data")));
    expect(heard.map(([bytes]) => String(bytes).slice(0, 12))).toEqual(["HTTP/1.1 403", "HTTP/1.1 403"]);
    await proxy?.[Symbol.asyncDispose]();
    proxy = null;
    for (const client of clients) client.destroy();
  });

  it("is the only one, and gone after set-up", async () => {
    const heard: unknown[] = [];
    await using tree = await aTree({});
    await using sandboxes = realSandboxes();
    const proxied = `perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(PeerAddr => "127.0.0.1:3128") or die "no proxy"; print $s "CONNECT evil.test:443 HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"; print scalar <$s>' 2>&1`;
    const command = { line: `${proxied}; env | grep -ci proxy`, timeoutMs: 100_000, outputBytes: 1000 };
    const onRefusal = (refusal: EgressRefusal) => heard.push(refusal);
    const egress = { allow: ["registry.test:443"], onRefusal };
    await using setup = await sandboxes.open(openOptions(tree.tree, { purpose: "setup", egress }));
    expect((await setup.run(command)).output).toMatch(/^HTTP\/1.1 403 Forbidden\r\n[1-9]/);
    expect(heard).toEqual([{ target: "evil.test:443", reason: { kind: "not-allowed" } }]);
    await using coder = await sandboxes.open(openOptions(tree.tree));
    expect((await coder.run(command)).output).toMatch(/^no proxy.*\n0\n$/);
  });
});

describe("an inner address", () => {
  it.each([
    ...["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
    ...[
      "224.0.0.1",
      "255.255.255.255",
      "::1",
      "::",
      "fe80::1",
      "fd00::1",
      "::ffff:10.0.0.1",
      "64:ff9b::a00:1",
    ],
  ])("is %s", (address) => expect(isInner(address)).toBe(true));

  it.each(["1.1.1.1", "172.32.0.1", "203.0.113.80", "2606:4700::1111"])("is not %s", (address) =>
    expect(isInner(address)).toBe(false),
  );
});

async function open(changes: Partial<ProxyOptions>): Promise<void> {
  const { port } = registry.address() as AddressInfo;
  proxy = await openProxy({
    allow: ["registry.test:443"],
    folder,
    onRefusal: (refusal) => refusals.push(refusal),
    resolve: async () => ({ kind: "public-address", address: "203.0.113.7" }),
    dial: (wanted, address) => {
      dialled.push(`${address}:${wanted}`);
      return connect(port, "127.0.0.1");
    },
    ...changes,
  });
}

async function tunnelTo(path: string): Promise<{ status: number | undefined; socket: Socket }> {
  const tunnel = request({
    socketPath: join(folder, "proxy.sock"),
    method: "CONNECT",
    path,
    agent: false,
  }).end();
  const [response, socket] = await once(tunnel, "connect");
  socket.on("error", () => {});
  return { status: response.statusCode, socket };
}
