// The app itself, its installations and their tokens.
import { z } from "zod";
import { grantedPermissions, issueToken, reaches } from "../auth.ts";
import { notFound, suspended, unprocessable } from "../errors.ts";
import { type Hub, timestamp } from "../hub.ts";
import { page } from "../pages.ts";
import { appPayload, installationPayload } from "../payload/account.ts";
import { repositoryPayload } from "../payload/repository.ts";
import { asApp, asInstallation, created, ok, type Route } from "../route.ts";
import { findRepository, type Repository } from "../state.ts";

const TokenWish = z.object({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.int()).optional(),
  permissions: z.record(z.string(), z.string()).optional(),
});

export const appRoutes: Route[] = [
  asApp("GET", "/app", ({ hub }) =>
    ok({ ...appPayload(hub), installations_count: hub.state.installations.size }),
  ),

  asApp("GET", "/app/installations", (call) =>
    page(call, [...call.hub.state.installations], ([login, id]) => installationPayload(call.hub, login, id)),
  ),

  asApp("GET", "/app/installations/{installation_id}", (call) => {
    const [login, id] = findInstallation(call.hub, call.number("installation_id"));
    return ok(installationPayload(call.hub, login, id));
  }),

  asApp("GET", "/repos/{owner}/{repo}/installation", (call) => {
    const repository = findRepository(call.hub.state, call.param("owner"), call.param("repo"));
    const id = call.hub.state.installations.get(repository?.owner.toLowerCase() ?? "");
    if (!repository?.installed || id === undefined) throw notFound();
    return ok(installationPayload(call.hub, repository.owner, id));
  }),

  asApp("POST", "/app/installations/{installation_id}/access_tokens", (call) => {
    const { hub } = call;
    const [login, installation] = findInstallation(hub, call.number("installation_id"));
    if (hub.state.suspended.has(installation)) throw suspended();
    const wish = call.read(TokenWish.optional()) ?? {};
    const all = hub.state.repositories.filter((r) => r.installed && r.owner.toLowerCase() === login);
    const repositories = selected(all, wish);
    const permissions = grantedPermissions(hub.app, wish.permissions);
    const { secret, token } = issueToken(hub, { installation, permissions, repositories });
    return created({
      token: secret,
      expires_at: timestamp(token.expiresAt),
      permissions,
      repository_selection: "selected",
      ...(repositories ? { repositories: repositories.map((r) => repositoryPayload(hub, r)) } : {}),
    });
  }),

  asInstallation("GET", "/installation/repositories", (call) => {
    const { hub, token } = call;
    const reached = hub.state.repositories.filter((r) => token !== null && reaches(hub, token, r));
    return page(
      call,
      reached,
      (r) => repositoryPayload(hub, r),
      (repositories, total) => ({ total_count: total, repository_selection: "selected", repositories }),
    );
  }),
];

function findInstallation(hub: Hub, id: number): [string, number] {
  const found = [...hub.state.installations].find(([, known]) => known === id);
  if (!found) throw notFound();
  return found;
}

/** Null: the token is for every repository of the installation. */
function selected(all: Repository[], wish: z.infer<typeof TokenWish>): Repository[] | null {
  const names = wish.repositories ?? [];
  const ids = wish.repository_ids ?? [];
  if (names.length + ids.length === 0) return null;
  const chosen = all.filter((r) => names.includes(r.name) || ids.includes(r.id));
  if (chosen.length === new Set([...names, ...ids]).size) return chosen;
  throw unprocessable(
    "There is at least one repository that does not exist or is not accessible to the parent installation.",
  );
}
