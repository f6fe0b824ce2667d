// A page in memory, asked without a network, and a browser's part in it: cookies and forms.
import type { Hono } from "hono";
import { createLog } from "../../src/log.ts";
import { pageApp } from "../../src/web/app.ts";
import { sessionsIn } from "../../src/web/session/sessions.ts";
import type { Sources } from "../../src/web/sources.ts";
import { type MemoryKeepsakes, memoryKeepsakes } from "./ports/keepsakes.ts";

export const LOCAL = "http://localhost:3001";

export type TestPage = {
  app: Hono;
  keepsakes: MemoryKeepsakes;
  link(): Promise<string>;
  /** The cookie of a session that a link began, as a browser sends it. */
  signedIn(): Promise<string>;
};

export function testPage(sources: Partial<Sources> = {}, isSecure = false): TestPage {
  const keepsakes = memoryKeepsakes();
  const sessions = sessionsIn(keepsakes);
  const nothing: Sources = { ledger: { runs: async () => [] }, clock: { now: () => 0 } };
  const app = pageApp({
    sources: { ...nothing, ...sources },
    sessions,
    hosts: ["page.example.com"],
    isSecure,
    log: createLog({ level: "silent", name: "test" }),
  });
  const link = async () => `${LOCAL}/sign-in?link=${await sessions.offer()}`;
  return {
    app,
    keepsakes,
    link,
    async signedIn() {
      const secret = new URL(await link()).searchParams.get("link") ?? "";
      const answer = await post(app, "/sign-in", { link: secret });
      return cookieIn(answer);
    },
  };
}

/** As a form of the page sends it. */
export async function post(
  app: Hono,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return app.request(`${LOCAL}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { host: "localhost:3001", origin: LOCAL, "sec-fetch-site": "same-origin", ...headers },
  });
}

export async function get(app: Hono, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return app.request(`${LOCAL}${path}`, { headers: { host: "localhost:3001", ...headers } });
}

export function cookieIn(answer: Response): string {
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}
