// Whether the process lives, and whether what it needs is there.
import type { Log } from "../../log.ts";
import { say } from "../reply.ts";
import type { Route } from "./route.ts";

export function liveness(): Route {
  return {
    method: "GET",
    path: "/healthz",
    handle: async (_request, response) => say(response, 200, "ok"),
  };
}

export function readiness({ ready, log }: { ready(): Promise<void>; log: Log }): Route {
  return {
    method: "GET",
    path: "/readyz",
    async handle(_request, response) {
      const [asked] = await Promise.allSettled([ready()]);
      if (asked.status === "fulfilled") return say(response, 200, "ready");
      log.warn({ err: asked.reason }, "not ready");
      say(response, 503, "not ready; see the server's log");
    },
  };
}
