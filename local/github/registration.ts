// Registering an app: a code for what was asked for, and once the code is exchanged, the app that it becomes.
// https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { type Client, type Hub, stamp } from "./hub.ts";
import type { RegisteredApp } from "./manifest.ts";
import { addBot } from "./repositories.ts";

/** Good for an hour, and once. */
const CODE_MS = 60 * 60_000;

export function register(hub: Hub, registered: RegisteredApp): string {
  const code = randomBytes(20).toString("hex");
  hub.state.manifestCodes.set(code, registered);
  return code;
}

/** The app takes the place of the one that was here. Null: there is no such code, or it is over. */
export function convert(hub: Hub, code: string) {
  const found = hub.state.manifestCodes.get(code);
  hub.state.manifestCodes.delete(code);
  if (found === undefined || hub.clock.now() - found.madeAtMs > CODE_MS) return null;
  const { manifest, owner } = found;
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const secret = randomBytes(20).toString("hex");
  const client = newClient(manifest.callback_urls);
  hub.app = {
    id: hub.state.nextId(),
    slug: slugOf(manifest.name),
    name: manifest.name,
    publicKey: createPublicKey(publicKey.export({ type: "spki", format: "pem" })),
    permissions: { metadata: "read", ...manifest.default_permissions },
    events: manifest.default_events,
    createdAt: stamp(hub),
    client,
  };
  addBot(hub);
  hub.webhooks.belongTo({ appId: hub.app.id, secret });
  hub.webhooks.pointAt(manifest.hook_attributes?.active === true ? manifest.hook_attributes.url : null);
  return {
    owner,
    client_id: client.id,
    client_secret: client.secret,
    webhook_secret: manifest.hook_attributes === undefined ? null : secret,
    pem: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
  };
}

export function newClient(callbackUrls: string[]): Client {
  const id = `Iv23${randomBytes(8).toString("hex")}`;
  return { id, secret: randomBytes(20).toString("hex"), callbackUrls };
}

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
