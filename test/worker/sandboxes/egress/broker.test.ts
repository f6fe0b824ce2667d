// Registries that want credentials: set-up gets its packages, and nothing inside ever sees what they were asked with.
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { request as ask, createServer, type Server } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { withAddress } from "../../../../containment/host-address.ts";
import { worked } from "../../../../containment/result.ts";
import { type Authority, createAuthority } from "../../../../worker/sandboxes/egress/authority.ts";
import { openBroker } from "../../../../worker/sandboxes/egress/broker.ts";
import { openProxy } from "../../../../worker/sandboxes/egress/proxy.ts";
import { PROXY_LIMITS, type ProxyLimits } from "../../../../worker/sandboxes/egress/tunnels.ts";
import type { EgressRefusal } from "../../../../worker/sandboxes/sandbox.ts";
import { realSandboxes } from "../../../support/sandboxes.ts";
import { aTree, openOptions } from "../../../support/trees.ts";

const HOST = "packages.test";
const TOKEN = "Bearer s3cret-of-the-operator";
const PACKAGE = {
  name: "thing",
  "dist-tags": { latest: "1.2.3" },
  versions: { "1.2.3": { name: "thing", version: "1.2.3" } },
};

type Heard = { method: string | undefined; path: string | undefined; authorization: string | undefined };

let folder: string;
let theirs: Authority;
let ours: Authority;
let registry: Server;
let port: number;
let heard: Heard[];
let refusals: EgressRefusal[];
let stack: AsyncDisposableStack;

beforeAll(async () => {
  theirs = await createAuthority([HOST], Date.now());
  ours = await createAuthority([HOST], Date.now());
});
beforeEach(async () => {
  stack = new AsyncDisposableStack();
  folder = await mkdtemp(join(tmpdir(), "iw-"));
  [heard, refusals] = [[], []];
  registry = createServer(
    { SNICallback: (host, done) => done(null, theirs.contextFor(host)) },
    (req, res) => {
      const { method, url: path, headers } = req;
      heard.push({ method, path, authorization: headers.authorization });
      res.setHeader("content-type", "application/json").end(JSON.stringify(PACKAGE));
    },
  );
  registry.listen(0, "0.0.0.0");
  await once(registry, "listening");
  port = (registry.address() as AddressInfo).port;
});
afterEach(async () => {
  await stack.disposeAsync();
  registry.closeAllConnections();
  registry.close();
  await rm(folder, { recursive: true, maxRetries: 20 });
});

describe("a registry that wants credentials", () => {
  it("is asked with them in the place of whatever set-up would say", async () => {
    const { get } = await open({});
    const answer = await get("/thing", {
      authorization: "Bearer of-the-attacker",
      accept: "application/json",
    });
    expect(answer).toEqual({ status: 200, text: JSON.stringify(PACKAGE) });
    expect(heard).toEqual([{ method: "GET", path: "/thing", authorization: TOKEN }]);
    expect(refusals).toEqual([]);
  });

  it.each(["POST", "PUT", "DELETE", "PATCH"])("is never asked to %s", async (method) => {
    const { get } = await open({});
    expect((await get("/thing", {}, method)).status).toBe(405);
    expect(heard).toEqual([]);
    expect(refusals).toEqual([
      {
        target: `${HOST}:${port}`,
        reason: { kind: "not-reading" },
      },
    ]);
  });

  it("is told nothing when its certificate is not believed", async () => {
    const { get } = await open({ ownCertificates: null });
    expect((await get("/thing")).status).toBe(502);
    expect(heard).toEqual([]);
    expect(refusals[0]?.reason).toEqual({ kind: "unreachable", said: expect.stringMatching(/certificate/) });
  });

  it("sends no more than set-up may receive", async () => {
    const { get } = await open({ limits: { ...PROXY_LIMITS, receivedBytes: 20 } });
    await expect(get("/thing")).rejects.toThrow();
    expect(refusals.map(({ reason }) => reason)).toEqual([{ kind: "too-much-received" }]);
  });

  it("is met only under the name its credentials are for", async () => {
    const { broker } = await open({});
    expect(
      [`${HOST}:${port}`, `${HOST}:1`, `other.${HOST}:${port}`, "__proto__"].map(broker.speaksTo),
    ).toEqual([true, false, false, false]);
  });

  it("serves npm in a real sandbox, in which nothing holds them", async () => {
    const address = "203.0.113.79";
    await using tree = await aTree({ "a.txt": "one\n" });
    const caBundlePath = join(folder, "own.pem");
    await writeFile(caBundlePath, theirs.certificate);
    const target = `${HOST}:${port}`;
    await using sandboxes = realSandboxes({
      caBundlePath,
      registryCredentials: { [target]: TOKEN },
      lookup: async () => [{ address }],
    });
    const egress = { allow: [target], onRefusal: (refusal: EgressRefusal) => void refusals.push(refusal) };
    await using sandbox = await sandboxes.open(
      openOptions(tree.tree, { image: "node", egress, purpose: "setup" }),
    );
    const run = (line: string) => sandbox.run({ line, timeoutMs: 60_000, outputBytes: 10_000 });
    await withAddress(address, async () => {
      expect(
        await run(
          `npm view thing version --no-update-notifier --fetch-retries 0 --registry https://${target}/`,
        ),
      ).toMatchObject({
        exitStatus: 0,
        output: expect.stringContaining("1.2.3"),
      });
      return worked("it answers");
    });
    expect(heard).toEqual([{ method: "GET", path: "/thing", authorization: TOKEN }]);
    const everywhere =
      "{ env; cat /proc/[0-9]*/environ; find / -xdev -type f -size -2000k -path '/[eho]*' -exec cat {} +; find /repo /tmp /egress /wire -type f -exec cat {} +; } 2>/dev/null";
    // The same search finds what is there.
    const words = "s3cret[-]of-the-operator|BEGIN CERTIFICATE";
    expect((await run(`${everywhere} | grep -aoE '${words}' | sort -u`)).output).toBe("BEGIN CERTIFICATE\n");
  });
});

type Opening = { ownCertificates?: string | null; limits?: ProxyLimits };

async function open({ ownCertificates = theirs.certificate, limits = PROXY_LIMITS }: Opening) {
  const target = `${HOST}:${port}`;
  const broker = stack.use(
    openBroker({ authority: ours, credentials: { [target]: TOKEN }, ownCertificates }),
  );
  stack.use(
    await openProxy({
      ...{ allow: [target], folder, limits, broker },
      onRefusal: (refusal) => void refusals.push(refusal),
      resolve: async () => ({ kind: "public-address", address: "203.0.113.7" }),
      dial: (to) => connect(to, "127.0.0.1"),
    }),
  );
  return {
    broker,
    get: (path: string, headers = {}, method = "GET") => through({ path, headers, method }),
  };
}

type Question = { path: string; headers: Record<string, string>; method: string };

/** As a package client does it: a tunnel, TLS in it believed by the broker's authority alone, a request. */
async function through({ path, headers, method }: Question) {
  const [, tunnel] = await once(
    request({ socketPath: join(folder, "proxy.sock"), method: "CONNECT", path: `${HOST}:${port}` }).end(),
    "connect",
  );
  const socket = connectTls({ socket: tunnel, servername: HOST, ca: ours.certificate });
  const asked = ask({ path, method, headers, createConnection: () => socket });
  const [answer] = await once(asked.end(), "response");
  let text = "";
  for await (const chunk of answer) text += String(chunk);
  return { status: answer.statusCode, text };
}
