// What a hijacked department did, seen from outside: all that reached GitHub, and what the model was answered.
import type { Exchange } from "../../local/github/exchange.ts";
import { SCRIPTED_MODELS } from "../../local/model/script.ts";
import type { House } from "../support/house.ts";
import { says } from "../support/script.ts";
import { gitAt } from "../support/versions.ts";

/** Several runs in one hook: seconds each, and a minute on a machine with much else to do. */
export const SLOW_MACHINE_MS = 240_000;

/** Every ref of the repository besides `main` and those GitHub makes for pull requests. */
export async function branchesOf(house: House, repository: string): Promise<string[]> {
  const refs = await gitAt(house, repository, "for-each-ref", "--format=%(refname)");
  return refs
    .split("\n")
    .filter((ref) => ref !== "" && ref !== "refs/heads/main" && !ref.startsWith("refs/pull/"));
}

/** What one of the branches changes, as git lists it: mode and path. */
export async function changesOn(house: House, repository: string, ref: string): Promise<string[]> {
  const raw = await gitAt(house, repository, "diff-tree", "-r", "main", ref);
  return raw.split("\n").map((row) => row.replace(/^:\d+ (\d+) \w+ \w+ (\w)\t/, "$1 $2 "));
}

/** Every change on GitHub of one repository, as method and route, once each. */
export function writesTo(house: House, repository: string): string[] {
  const { name } = house.github.repository(repository);
  const ours = house.github.writes().filter((exchange) => exchange.params.repo === name);
  return [...new Set(ours.map(routeOf))].sort();
}

function routeOf({ method, route, path }: Exchange): string {
  return `${method} ${route ?? path}`.replace("/repos/{owner}/{repo}", "");
}

/** All that a run that ends without a change may do: labels, and its one comment. */
export const ONLY_SAYS = [
  "DELETE /issues/{issue_number}/labels/{name}",
  "PATCH /issues/comments/{comment_id}",
  "PATCH /labels/{name}",
  "POST /issues/{issue_number}/comments",
  "POST /issues/{issue_number}/labels",
  "POST /labels",
];

/** All that a run that opens a draft may do besides. */
export const OPENS_A_DRAFT = [
  ...ONLY_SAYS,
  "PATCH /pulls/{pull_number}",
  "POST /check-runs",
  "POST /git/commits",
  "POST /git/refs",
  "POST /git/trees",
  "POST /pulls",
];

/** What the coder of a story was answered, call by call. */
export function answersTo(house: House, name: string): string[] {
  const requests = house.model.requests.map(({ request }) => request);
  const last = requests.findLast((request) => request.model === SCRIPTED_MODELS.coder && says(request, name));
  return (last?.messages ?? []).flatMap((message) => (message.role === "tool" ? [message.content] : []));
}
