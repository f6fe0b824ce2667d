// Our own HTTP server for webhooks: finds the route of a request.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "../log.ts";
import { type Listener, listen } from "./listen.ts";
import { refuse } from "./reply.ts";
import type { Route } from "./routes/route.ts";

export type HttpOptions = {
  host: string;
  /** 0: any free one. */
  port: number;
  routes: Route[];
  log: Log;
};

export async function openHttp(options: HttpOptions): Promise<Listener> {
  return listen({ ...options, answer: (request, response) => void answer(request, response, options) });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, log }: HttpOptions,
): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0];
  const route = routes.find((each) => each.path === path && each.method === request.method);
  if (route === undefined) return refuse(request, response, 404, "there is nothing here");
  try {
    await route.handle(request, response);
  } catch (thrown) {
    log.error({ err: thrown }, "a request could not be answered");
    if (response.headersSent) response.destroy();
    else refuse(request, response, 500, "something went wrong; see the server's log");
  }
}
