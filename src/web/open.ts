// The page at work: its own listener, on loopback unless the operator says otherwise.
import { getRequestListener } from "@hono/node-server";
import type { PageConfig } from "../config.ts";
import { type Listener, listen } from "../door/listen.ts";
import type { People } from "../github/people.ts";
import type { Log } from "../log.ts";
import { openKeepsakes } from "../redis/keepsakes.ts";
import type { Acting } from "./act.ts";
import { pageApp } from "./app.ts";
import type { Judging } from "./judging.ts";
import { startLive } from "./live.ts";
import { type Link, oneTimeLink, showAddress } from "./session/address.ts";
import { type Carried, carryOn, sessionsIn } from "./session/sessions.ts";
import { visitsOver } from "./session/visits.ts";
import type { Sources } from "./sources.ts";

export type OpenPage = Listener & {
  /** A new link that signs in once; null: Redis forgot that the page is here. */
  link(): Promise<Link | null>;
};

export type OpenPageDeps = {
  sources: Sources;
  acting: Acting & Judging;
  /** Null: nobody signs in with GitHub. */
  people: People | null;
  /** Sessions of the set-up page that go on here. */
  carried: Carried[];
  redisUrl: string;
  log: Log;
};

/** Rejects where its address is taken. */
export async function openPage(
  config: PageConfig,
  { sources, acting, people, carried, redisUrl, log }: OpenPageDeps,
): Promise<OpenPage> {
  await using stack = new AsyncDisposableStack();
  const keepsakes = stack.use(openKeepsakes({ redisUrl, log }));
  const hosts = [config.host, ...(config.address === null ? [] : [new URL(config.address).hostname])];
  const live = startLive(sources, log);
  const sessions = sessionsIn(keepsakes);
  const { address, operators } = config;
  const visits = visitsOver({ sessions, people, operators, clock: sources.clock });
  const isSecure = address?.startsWith("https:") ?? false;
  const app = pageApp({ sources, live, acting, sessions, visits, people, hosts, address, isSecure, log });
  const { url } = stack.use(await listen({ ...config, answer: getRequestListener(app.fetch) }));
  // Before the listener closes, which waits for open streams.
  stack.use(live);
  await carryOn(carried, keepsakes);
  stack.use(await showAddress(keepsakes, config.address ?? url, sources.clock));
  log.info({ url }, "page is shown");
  const open = stack.move();
  return { url, link: () => oneTimeLink(keepsakes), [Symbol.asyncDispose]: () => open.disposeAsync() };
}
