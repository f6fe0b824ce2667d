// The log of a job at the address that GitHub signs for a minute: served without a token, whole or from some byte on.
import type { Answer } from "./route.ts";
import { findRepository, type State } from "./state.ts";

/**
 * Null: there is no such page. `range`: the request's header. GitHub keeps logs in Azure's storage, which takes a first byte and
 * sends everything where a range asks for the last ones.
 * https://learn.microsoft.com/en-us/rest/api/storageservices/specifying-the-range-header-for-blob-service-operations
 */
export function logPage(state: State, path: string, range: string | undefined): Answer | null {
  const [, owner = "", name = "", id] = /^\/([^/]+)\/([^/]+)\/signed-logs\/(\d+)$/.exec(path) ?? [];
  const repository = findRepository(state, owner, name);
  const job = repository?.checkRuns.find((each) => each.id === Number(id))?.job ?? null;
  if (job === null) return null;
  const first = /^bytes=(\d+)-$/.exec(range ?? "")?.[1];
  const body = Buffer.from(job.log)
    .subarray(Number(first ?? 0))
    .toString();
  const headers = {
    "content-type": "text/plain; charset=utf-8",
    "content-length": `${Buffer.byteLength(body)}`,
  };
  return { status: first === undefined ? 200 : 206, body, headers };
}
