// The page of a check run that a person sees: plain text here, rendered on github.com.
import type { Answer } from "./route.ts";
import { findRepository, type State } from "./state.ts";

/** Null: there is no such page. */
export function checkPage(state: State, path: string): Answer | null {
  const [, owner = "", name = "", id] = /^\/([^/]+)\/([^/]+)\/runs\/(\d+)$/.exec(path) ?? [];
  const repository = findRepository(state, owner, name);
  const run = repository?.checkRuns.find((each) => each.id === Number(id));
  if (run === undefined) return null;
  const { title, summary, text } = run.output;
  const body = [`${run.name}: ${run.conclusion ?? run.status}`, title, summary, text];
  const said = body.filter((part) => part !== null && part !== "").join("\n\n");
  return { status: 200, body: `${said}\n`, headers: { "content-type": "text/plain; charset=utf-8" } };
}
