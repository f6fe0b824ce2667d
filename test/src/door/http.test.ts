// Webhooks over real HTTP: signed, small enough, and once.
import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { openHttp } from "../../../src/door/http.ts";
import type { Listener } from "../../../src/door/listen.ts";
import { routesOver } from "../../../src/door/routes/index.ts";
import { MAX_BODY_BYTES } from "../../../src/door/routes/webhook.ts";
import { webhookReceiver } from "../../../src/door/webhooks.ts";
import { createLog } from "../../../src/log.ts";
import type { Deliveries, SignedDelivery } from "../../../src/queue/deliveries.ts";
import { held, upload } from "./uploads.ts";

const SECRET = "the current secret";
const PREVIOUS = "the secret before";
const PATH = "/api/github/webhooks";
const MIB = 1024 * 1024;
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

let door: Listener;
let stored: SignedDelivery[];
let store: Deliveries["store"];
let ready: () => Promise<void>;

beforeEach(async () => {
  stored = [];
  store = async (delivery) => {
    stored.push(delivery);
    return "stored";
  };
  ready = async () => {};
  const log = createLog({ level: "silent", name: "test" });
  const webhooks = await webhookReceiver({
    credentials: { appId: 7, privateKey },
    apiUrl: "http://localhost:1",
    secrets: [SECRET, PREVIOUS],
    deliveries: { store: (delivery) => store(delivery) },
    isOfInterest: (name) => name !== "star",
    log,
  });
  const routes = routesOver({ webhookPath: PATH, webhooks, ready: () => ready(), log });
  door = await openHttp({ host: "127.0.0.1", port: 0, routes, log });
});
afterEach(async () => {
  await door[Symbol.asyncDispose]();
});

describe("a signed delivery", () => {
  it("is stored with its name, its id and its payload before it is acknowledged", async () => {
    const answer = await deliver({ action: "labeled", n: 1 }, { id: "guid-1", event: "issues" });
    expect([answer.status, await answer.text()]).toEqual([202, "stored\n"]);
    expect(stored).toEqual([{ name: "issues", delivery: "guid-1", payload: '{"action":"labeled","n":1}' }]);
  });

  it("says where it was known before", async () => {
    store = async () => "known";
    const answer = await deliver({});
    expect([answer.status, await answer.text()]).toEqual([200, "known\n"]);
  });

  it("is answered 503 when it could not be stored, and says nothing of our insides", async () => {
    store = async () => {
      throw new Error("no connection to redis at 10.0.0.3");
    };
    const failed = await deliver({});
    expect([failed.status, await failed.text()]).toEqual([
      503,
      "not stored; see the server's log, then redeliver\n",
    ]);
  });

  it("may come as a form, whose text is what is signed", async () => {
    const body = `payload=${encodeURIComponent('{"action":"labeled","title":"ä & b"}')}`;
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await fetch(door.url + PATH, {
      method: "POST",
      body,
      headers: { ...headers(body, {}), ...type },
    });
    expect(answer.status).toBe(202);
    expect(stored.map(({ payload }) => JSON.parse(payload))).toEqual([{ action: "labeled", title: "ä & b" }]);
  });

  it("is acknowledged and dropped where nothing reacts to such an event", async () => {
    expect((await deliver({}, { event: "star" })).status).toBe(202);
    expect(stored).toEqual([]);
  });

  it("may be signed with the previous secret while the secret is being changed", async () => {
    expect((await deliver({}, { secret: PREVIOUS })).status).toBe(202);
    expect(stored).toHaveLength(1);
  });

  it("is taken up to the limit of 25 MiB", async () => {
    const padding = "x".repeat(MAX_BODY_BYTES - JSON.stringify({ padding: "" }).length);
    expect((await deliver({ padding })).status).toBe(202);
  });
});

describe("what is refused", () => {
  it.each([["another secret"], ["development"]])("is a delivery signed with %j", async (secret) => {
    expect((await deliver({}, { secret })).status).toBe(401);
    expect(stored).toEqual([]);
  });

  it("is a delivery without a signature", async () => {
    const { "x-hub-signature-256": _, ...unsigned } = headers("{}", {});
    const refused = await fetch(door.url + PATH, { method: "POST", body: "{}", headers: unsigned });
    expect(refused.status).toBe(401);
  });

  it("is a body that says it is too large, before any of it was sent", async () => {
    const answer = await upload(door.url + PATH, { bytes: 0, declared: MAX_BODY_BYTES + 1 });
    expect(answer.status).toBe(413);
  });

  it.each([
    ["unsigned", false, 401],
    ["wrongly signed", true, 413],
  ])("is 300 MiB of %s stream, in a third of that memory", async (_name, signed, status) => {
    const before = process.memoryUsage().rss;
    const answer = await upload(door.url + PATH, { bytes: 300 * MIB, signed });
    expect(answer.status).toBe(status);
    expect((answer.peakRss - before) / MIB).toBeLessThan(100);
    expect(stored).toEqual([]);
  });

  it("is what is more than all unverified bodies may hold together, while small ones still come through", async () => {
    const before = process.memoryUsage().rss;
    const claimed = Array.from({ length: 20 }, () => held(door.url + PATH, 20 * MIB));
    const statuses = claimed.map(({ answered }) => answered);
    // Those that found no room are refused while the others are still held.
    const refused = await Promise.race(statuses);
    expect(refused).toBe(503);
    expect((await deliver({ action: "labeled" })).status).toBe(202);
    for (const one of claimed) one.end();
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([503, 401]));
    expect((process.memoryUsage().rss - before) / MIB).toBeLessThan(250);
    // The room is free again.
    expect((await deliver({ padding: "x".repeat(20 * MIB) })).status).toBe(202);
  });

  it("is a body that is not JSON", async () => {
    const answer = await fetch(door.url + PATH, { method: "POST", body: "{", headers: headers("{", {}) });
    expect(answer.status).toBe(400);
  });

  it.each([
    ["GET", PATH],
    ["POST", "/healthz"],
    ["GET", "/"],
    ["GET", "//%00/../etc/passwd"],
  ])("is %s %s", async (method, path) => {
    expect((await fetch(door.url + path, { method })).status).toBe(404);
  });
});

describe("health", () => {
  it("is there while the process is, and ready while what we need is", async () => {
    expect((await fetch(`${door.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${door.url}/readyz`)).status).toBe(200);
    ready = async () => {
      throw new Error("redis is away");
    };
    expect((await fetch(`${door.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${door.url}/healthz`)).status).toBe(200);
  });
});

it("lets a delivery in flight end when the door closes", async () => {
  const { promise: entered, resolve: enter } = Promise.withResolvers<void>();
  const { promise: release, resolve: goOn } = Promise.withResolvers<void>();
  store = async () => {
    enter();
    await release;
    return "stored";
  };
  const answer = deliver({});
  await entered;
  const closed = door[Symbol.asyncDispose]();
  goOn();
  expect((await answer).status).toBe(202);
  await closed;
  await expect(fetch(`${door.url}/healthz`)).rejects.toThrow();
});

type Sent = { id?: string; event?: string; secret?: string };

function deliver(payload: unknown, sent: Sent = {}): Promise<Response> {
  const body = JSON.stringify(payload);
  return fetch(door.url + PATH, { method: "POST", body, headers: headers(body, sent) });
}

function headers(body: string, { id = randomUUID(), event = "issues", secret = SECRET }: Sent) {
  return {
    "content-type": "application/json",
    "x-github-delivery": id,
    "x-github-event": event,
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
}
