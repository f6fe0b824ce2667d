// What GitHub is asked to make: app.yml, with the addresses of this installation.
// https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { AppWish } from "../../kept-app.ts";
import { SIGNED_IN_PATH } from "../session/back.ts";

const AppFile = z.object({
  description: z.string(),
  default_events: z.array(z.string()),
  default_permissions: z.record(z.string(), z.string()),
});

const FILE = join(import.meta.dirname, "../../../app.yml");

/**
 * `address`: where a browser reaches this page, which takes the way back from GitHub. Without an
 * address for webhooks neither they nor events stand in it: GitHub refuses an address that it does not reach, and events
 * without one. https://github.com/vikasprogrammer/agentric/pull/317
 */
export function manifestFor(wish: AppWish, address: string): Record<string, unknown> {
  const { description, default_events, default_permissions } = AppFile.parse(
    parse(readFileSync(FILE, "utf8")),
  );
  const { name, serverUrl, isPublic, hookUrl } = wish;
  const hook = hookUrl === null ? {} : { hook_attributes: { url: hookUrl, active: true }, default_events };
  const url = hookUrl === null ? serverUrl : new URL(hookUrl).origin;
  const back = { redirect_url: `${address}/made`, callback_urls: callbacksOf(address) };
  return { name, description, url, public: isPublic, ...back, default_permissions, ...hook };
}

/**
 * Where people come back to who sign in: at that address, and on this machine by either name. GitHub compares them whole.
 * https://docs.github.com/en/apps/creating-github-apps/registering-a-github-app/about-the-user-authorization-callback-url
 */
function callbacksOf(address: string): string[] {
  const { port } = new URL(address);
  const here = port === "" ? [] : [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  return [...new Set([address, ...here])].map((each) => `${each}${SIGNED_IN_PATH}`);
}

/** Where the manifest is sent to by the browser of whoever makes the App. */
export function formAddress({ serverUrl, organization, state }: AppWish): string {
  const path =
    organization === null ? "/settings/apps/new" : `/organizations/${organization}/settings/apps/new`;
  return `${serverUrl}${path}?state=${encodeURIComponent(state)}`;
}

/**
 * Where Apps are made on the server whose address a person copied. github.com redirects from its other names and from
 * http, and a code that is sent there is lost.
 */
export function serverUrlOf(copied: URL): string {
  const names = /^(?:(?:www|api)\.)?github\.com\.?$/;
  return names.test(copied.hostname) && copied.port === "" ? "https://github.com" : copied.origin;
}

/** Of github.com, of an enterprise on ghe.com, and of Enterprise Server. */
export function apiUrlOf(serverUrl: string): string {
  const { protocol, host, hostname } = new URL(serverUrl);
  if (hostname === "github.com" || hostname.endsWith(".ghe.com")) return `${protocol}//api.${host}`;
  return `${serverUrl}/api/v3`;
}
