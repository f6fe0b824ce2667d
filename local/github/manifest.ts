// The manifest of an app, and what GitHub asks of it.
// https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
import { z } from "zod";

export const Manifest = z.object({
  name: z.string().min(1).max(34),
  url: z.url(),
  /** Its address is asked for wherever the object is there: https://github.com/vikasprogrammer/agentric/pull/317 */
  hook_attributes: z.object({ url: z.url(), active: z.boolean().default(true) }).optional(),
  redirect_url: z.url(),
  callback_urls: z.array(z.url()).max(10).default([]),
  description: z.string().optional(),
  public: z.boolean().default(false),
  default_events: z.array(z.string()).default([]),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])).default({}),
});
export type Manifest = z.infer<typeof Manifest>;

export type RegisteredApp = { manifest: Manifest; owner: string; madeAtMs: number };

/** What github.com says of one that it does not take; null: it takes it. */
export function manifestFault({ hook_attributes: hook, default_events: events }: Manifest): string | null {
  if (hook === undefined) return events.length > 0 ? "Hook url cannot be blank" : null;
  const { hostname } = new URL(hook.url);
  if (/^(localhost|127\..*|\[::1\])$/.test(hostname))
    return "Hook url is not supported because it isn't reachable over the public Internet (localhost)";
  return null;
}
