// Pictures that people put into texts: their addresses in markdown, and those that GitHub signs where it renders the text.
// As Enterprise Server, where they are on the server's own host. On github.com the signed address is
// https://private-user-images.githubusercontent.com/<user>/<number>-<uuid>.png?jwt=…, for five minutes, and the address in
// markdown answers an app's token with 404 (github.com/anthropics/claude-code-action, `src/github/utils/image-downloader.ts`;
// github.com/josegonzalez/python-github-backup/pull/478).
import { randomBytes, randomUUID } from "node:crypto";
import MarkdownIt from "markdown-it";
import type { Hub } from "./hub.ts";
import type { Answer, Call } from "./route.ts";
import type { State } from "./state.ts";

/** The address that the text box of github.com writes into the text. */
export function storePicture(hub: Hub, bytes: Uint8Array): string {
  const id = randomUUID();
  hub.state.pictures.set(id, { bytes, token: randomBytes(8).toString("hex") });
  return `${hub.serverUrl}/user-attachments/assets/${id}`;
}

const renderer = new MarkdownIt({ html: true });

/** A payload as it is for `Accept: application/vnd.github.full+json`, else as it was. */
export function rendered<T extends { body?: string | null }>(call: Call, payload: T): T {
  if (!call.accept.includes("full")) return payload;
  const html = renderer.render(payload.body ?? "").replaceAll(ADDRESS, (whole, id: string) => {
    const token = call.hub.state.pictures.get(id)?.token;
    return token === undefined ? whole : `${call.hub.serverUrl}${pathOf(id)}?token=${token}`;
  });
  return { ...payload, body_html: html, body_text: payload.body ?? "" };
}

const ADDRESS = /https?:\/\/[^/"]+\/user-attachments\/assets\/([0-9a-f-]{36})/g;

function pathOf(id: string): string {
  return `/storage/user/1/files/${id}`;
}

/** Null: there is no such page. */
export function picturePage(state: State, address: string): Answer | null {
  const { pathname, searchParams } = new URL(address, "http://localhost");
  const id = pathname.slice(pathname.lastIndexOf("/") + 1);
  const picture = state.pictures.get(id);
  if (picture === undefined || pathname !== pathOf(id)) return null;
  if (searchParams.get("token") !== picture.token) return { status: 404, body: null };
  return { status: 200, body: picture.bytes, headers: { "content-type": "application/octet-stream" } };
}
