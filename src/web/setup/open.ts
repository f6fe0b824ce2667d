// The set-up page at work: its own listener, where the page of the server will be later.
import { getRequestListener } from "@hono/node-server";
import { type Clock, systemClock } from "../../clock.ts";
import type { PageConfig } from "../../config.ts";
import { type Listener, listen } from "../../door/listen.ts";
import type { Link } from "../session/address.ts";
import { type Carried, LINK_MS, sessionIdIn, sessionsIn } from "../session/sessions.ts";
import { type SetUpDeps, setUpApp } from "./app.ts";
import { keepsakesHere } from "./keepsakes.ts";

export type OpenSetUp = Listener & {
  /** A new link that signs in once. */
  link(): Promise<Link>;
  /** Who is signed in now, to go on with another page. */
  carried(): Carried[];
};

export type OpenSetUpDeps = Omit<SetUpDeps, "sessions" | "hosts" | "address" | "isSecure"> & {
  clock?: Clock;
};

/** Rejects where its address is taken. */
export async function openSetUp(
  config: Pick<PageConfig, "host" | "port" | "address">,
  deps: OpenSetUpDeps,
): Promise<OpenSetUp> {
  await using stack = new AsyncDisposableStack();
  const keepsakes = keepsakesHere(deps.clock ?? systemClock);
  const sessions = sessionsIn(keepsakes);
  const hosts = [config.host, ...(config.address === null ? [] : [new URL(config.address).hostname])];
  let address = config.address ?? "";
  const isSecure = config.address?.startsWith("https:") ?? false;
  const setUp = stack.use(setUpApp({ ...deps, sessions, hosts, isSecure, address: () => address }));
  const { url } = stack.use(await listen({ ...config, answer: getRequestListener(setUp.app.fetch) }));
  address ||= url;
  const open = stack.move();
  return {
    url,
    link: async () => ({ url: `${address}/sign-in?link=${await sessions.offer()}`, goodForMs: LINK_MS }),
    carried: () =>
      keepsakes.all().flatMap(({ name, text: digest, leftMs }) => {
        const id = sessionIdIn(name);
        return id === null ? [] : [{ id, digest, leftMs }];
      }),
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}
