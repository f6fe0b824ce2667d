// Accounts and the app, as GitHub writes them.
import { type App, account, botLogin, type Hub } from "../hub.ts";

export function userPayload(hub: Hub, login: string) {
  const user = account(hub, login);
  const url = `${hub.apiUrl}/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId("User", user.id),
    avatar_url: `${hub.serverUrl}/avatars/${user.id}`,
    gravatar_id: "",
    url,
    html_url: `${hub.serverUrl}/${user.type === "Bot" ? `apps/${user.login.replace("[bot]", "")}` : user.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    site_admin: false,
  };
}

export function publicUserPayload(hub: Hub, login: string) {
  const { name, createdAt } = account(hub, login);
  return {
    ...userPayload(hub, login),
    ...{ name, company: null, blog: "", location: null, email: null, hireable: null, bio: null },
    ...{ public_repos: 0, public_gists: 0, followers: 0, following: 0 },
    created_at: createdAt,
    updated_at: createdAt,
  };
}

/** The app in `performed_via_github_app` and in `GET /app`. */
export function appPayload(hub: Hub) {
  return integrationPayload(hub, hub.app, botLogin(hub.app));
}

const ACTIONS = { slug: "github-actions", id: 15368 };

/** The app of a check run: ours, or a CI. */
export function checkAppPayload(hub: Hub, slug: string) {
  if (slug === hub.app.slug) return appPayload(hub);
  const id =
    slug === ACTIONS.slug
      ? ACTIONS.id
      : ACTIONS.id + Number.parseInt(Buffer.from(slug).toString("hex").slice(-12), 16);
  const actions = { id, slug, name: "GitHub Actions", createdAt: hub.app.createdAt };
  return integrationPayload(
    hub,
    { ...actions, permissions: { checks: "write", contents: "read", metadata: "read" }, events: ["push"] },
    botLogin(hub.app),
  );
}

type Integration = Pick<App, "id" | "slug" | "name" | "permissions" | "events" | "createdAt">;

function integrationPayload(hub: Hub, app: Integration, owner: string) {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId("App", app.id),
    owner: userPayload(hub, owner),
    name: app.name,
    description: "",
    external_url: hub.serverUrl,
    html_url: `${hub.serverUrl}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  };
}

export function installationPayload(hub: Hub, login: string, id: number) {
  const owner = account(hub, login);
  const suspendedAt = hub.state.suspended.get(id) ?? null;
  return {
    id,
    account: userPayload(hub, login),
    repository_selection: "selected",
    access_tokens_url: `${hub.apiUrl}/app/installations/${id}/access_tokens`,
    repositories_url: `${hub.apiUrl}/installation/repositories`,
    html_url: `${hub.serverUrl}/settings/installations/${id}`,
    app_id: hub.app.id,
    app_slug: hub.app.slug,
    target_id: owner.id,
    target_type: owner.type,
    permissions: hub.app.permissions,
    events: hub.app.events,
    created_at: hub.app.createdAt,
    updated_at: hub.app.createdAt,
    single_file_name: null,
    suspended_by: suspendedAt === null ? null : userPayload(hub, login),
    suspended_at: suspendedAt,
  };
}

export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString("base64url");
}
