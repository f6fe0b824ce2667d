// A page in memory, asked without a network, and a browser's part in it: cookies and forms.
import type { Hono } from "hono";
import { systemClock } from "../../src/clock.ts";
import type { People } from "../../src/github/people.ts";
import { createLog } from "../../src/log.ts";
import type { Acting } from "../../src/web/act.ts";
import { pageApp } from "../../src/web/app.ts";
import type { Judging } from "../../src/web/judging.ts";
import { startLive } from "../../src/web/live.ts";
import { sessionsIn } from "../../src/web/session/sessions.ts";
import { visitsOver } from "../../src/web/session/visits.ts";
import type { Sources } from "../../src/web/sources.ts";
import { type MemoryKeepsakes, memoryKeepsakes } from "./ports/keepsakes.ts";

export const LOCAL = "http://localhost:3001";

export type TestPage = {
  app: Hono;
  keepsakes: MemoryKeepsakes;
  link(): Promise<string>;
  /** The cookie of a session that a link began, as a browser sends it. */
  signedIn(): Promise<string>;
  /** Ends what is still streamed. */
  close(): Promise<void>;
};

const none = { rows: [], of: 0 };
const log = createLog({ level: "silent", name: "test" });

/** A ledger and a queue in which nothing is. */
export const nothingThere: Sources = {
  ledger: {
    lane: async () => none,
    issue: async () => null,
    run: async () => null,
    runsOf: async () => [],
    events: async () => [],
    readReport: async () => null,
    parts: async () => [],
    said: async () => none,
    repositories: async () => [],
    sums: async () => [],
    async *follow() {},
  },
  queue: {
    queued: async () => [],
    machine: async () => ({
      places: { workers: 0, all: 0, perRepository: 0 },
      running: {},
      waiting: 0,
      deliveries: { open: 0, givenUp: 0 },
      words: { open: 0, givenUp: 0 },
      failed: [],
    }),
  },
  signs: { all: async () => [] },
  clock: systemClock,
  serverUrl: "https://github.example",
};

const inert: Acting & Judging = {
  takeIn: async () => "ignored",
  admittedDigest: async () => null,
  say: async () => {},
  judgeAgain: async () => false,
  clock: systemClock,
};

export function testPage(
  sources: Partial<Sources> = {},
  isSecure = false,
  acting: Partial<Acting & Judging> = {},
  { people, operators }: { people: People | null; operators: string[] } = { people: null, operators: [] },
): TestPage {
  const keepsakes = memoryKeepsakes();
  const sessions = sessionsIn(keepsakes);
  const all = { ...nothingThere, ...sources };
  const live = startLive(all, log);
  const app = pageApp({
    sources: all,
    live,
    acting: { ...inert, ...acting },
    ...{ sessions, people, address: null },
    visits: visitsOver({ sessions, people, operators, clock: all.clock }),
    hosts: ["page.example.com", "fd00:0::1"],
    isSecure,
    log,
  });
  const link = async () => `${LOCAL}/sign-in?link=${await sessions.offer()}`;
  return {
    app,
    keepsakes,
    link,
    close: async () => live[Symbol.asyncDispose](),
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
