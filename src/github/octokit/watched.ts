// Tells of each request to GitHub by the template of its path, and of what GitHub says of its limits.
import type { Octokit } from "@octokit/rest";
import type { Found, Limits, Telemetry } from "../../telemetry/telemetry.ts";
import { limitIn } from "./limits.ts";
import { headersOf, statusOf } from "./refusal.ts";

export type Watched = { installationId: number | null; telemetry: Telemetry };

type Options = { watched?: Watched; [other: string]: unknown };

/** A plugin. No path, query, header or body of a request is told. A refusal is an answer, too. */
export function watched(octokit: Pick<Octokit, "hook">, { watched: how }: Options): void {
  if (how === undefined) return;
  const { installationId, telemetry } = how;
  octokit.hook.wrap("request", async (request, options) => {
    const [answer] = await telemetry.during(
      { kind: "github", method: options.method, route: routeOf(options.url) },
      () => Promise.allSettled([(async () => request(options))()]),
      ([settled]) => foundIn(settled, installationId),
    );
    if (answer.status === "rejected") throw answer.reason;
    return answer.value;
  });
}

/** A template of ours begins with the path; what GitHub names as a next page is a whole address. */
function routeOf(url: string): string {
  return /^\/[^?]*$/.test(url) ? url : "(next page)";
}

type Answer = { status: number; headers: object };

function foundIn(settled: PromiseSettledResult<Answer>, installation: number | null): Found {
  if (settled.status === "fulfilled") {
    const { status, headers } = settled.value;
    return { kind: "github", status, limits: limitsIn(new Map(Object.entries(headers)), installation) };
  }
  const { reason } = settled;
  const headers = reason instanceof Error ? headersOf(reason) : new Map();
  return { kind: "github", status: statusOf(reason) || null, limits: limitsIn(headers, installation) };
}

function limitsIn(headers: ReadonlyMap<string, unknown>, installation: number | null): Limits | null {
  const found = limitIn((name) => headers.get(name));
  if (found === null) return null;
  return { installation, resource: found.resource, limit: found.limit, remaining: found.left };
}
