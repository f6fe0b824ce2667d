// Registering an app from a manifest: what GitHub asks of one, and the app that it becomes.
// https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { z } from "zod";
import { type Hub, stamp } from "./hub.ts";
import { addBot } from "./repositories.ts";
import type { RegisteredApp } from "./state.ts";

export const Manifest = z.object({
  name: z.string().min(1).max(34),
  url: z.url(),
  /** Its address is asked for wherever the object is there: https://github.com/vikasprogrammer/agentric/pull/317 */
  hook_attributes: z.object({ url: z.url(), active: z.boolean().default(true) }).optional(),
  redirect_url: z.url(),
  description: z.string().optional(),
  public: z.boolean().default(false),
  default_events: z.array(z.string()).default([]),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])).default({}),
});
export type Manifest = z.infer<typeof Manifest>;

/** What github.com says of one that it does not take; null: it takes it. */
export function manifestFault({ hook_attributes: hook, default_events: events }: Manifest): string | null {
  if (hook === undefined) return events.length > 0 ? "Hook url cannot be blank" : null;
  const { hostname } = new URL(hook.url);
  if (/^(localhost|127\..*|\[::1\])$/.test(hostname))
    return "Hook url is not supported because it isn't reachable over the public Internet (localhost)";
  return null;
}

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
  hub.app = {
    id: hub.state.nextId(),
    slug: slugOf(manifest.name),
    name: manifest.name,
    publicKey: createPublicKey(publicKey.export({ type: "spki", format: "pem" })),
    permissions: { metadata: "read", ...manifest.default_permissions },
    events: manifest.default_events,
    createdAt: stamp(hub),
  };
  addBot(hub);
  hub.webhooks.belongTo({ appId: hub.app.id, secret });
  hub.webhooks.pointAt(manifest.hook_attributes?.active === true ? manifest.hook_attributes.url : null);
  return {
    owner,
    client_id: `Iv23${randomBytes(8).toString("hex")}`,
    client_secret: randomBytes(20).toString("hex"),
    webhook_secret: manifest.hook_attributes === undefined ? null : secret,
    pem: privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
  };
}

function slugOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
