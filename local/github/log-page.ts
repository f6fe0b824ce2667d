// The log of a job at the address that GitHub signs for a minute: served without a token, whole or from its end.
import type { Answer } from "./route.ts";
import { findRepository, type State } from "./state.ts";

/** Null: there is no such page. `range`: the request's header. */
export function logPage(state: State, path: string, range: string | undefined): Answer | null {
  const [, owner = "", name = "", id] = /^\/([^/]+)\/([^/]+)\/signed-logs\/(\d+)$/.exec(path) ?? [];
  const repository = findRepository(state, owner, name);
  const job = repository?.checkRuns.find((each) => each.id === Number(id))?.job ?? null;
  if (job === null) return null;
  const headers = { "content-type": "text/plain; charset=utf-8" };
  const last = /^bytes=-(\d+)$/.exec(range ?? "")?.[1];
  if (last === undefined) return { status: 200, body: job.log, headers };
  return { status: 206, body: Buffer.from(job.log).subarray(-Number(last)).toString(), headers };
}
