// The pages of github.com on which a person registers an app from a manifest and installs it, as plain as can be.
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { ping } from "./events.ts";
import type { Hub } from "./hub.ts";
import { Manifest, manifestFault } from "./manifest.ts";
import { escaped, html } from "./page-html.ts";
import { register } from "./registration.ts";
import type { Answer } from "./route.ts";

/** Null: there is no such page. */
export async function appPage(hub: Hub, request: IncomingMessage): Promise<Answer | null> {
  const url = new URL(request.url ?? "/", hub.serverUrl);
  const [, organization] = /^\/organizations\/([\w-]+)\/settings\/apps\/new$/.exec(url.pathname) ?? [];
  const owner = organization ?? (url.pathname === "/settings/apps/new" ? viewer(hub) : undefined);
  if (owner !== undefined && request.method === "POST") {
    const form = new URLSearchParams(await text(request));
    const state = url.searchParams.get("state") ?? "";
    return form.has("create") ? create(hub, owner, form, state) : askForName(owner, form);
  }
  const [, slug] = /^\/apps\/([\w-]+)\/installations\/new$/.exec(url.pathname) ?? [];
  if (slug !== hub.app.slug) return null;
  if (request.method === "GET") return installations(hub);
  return install(hub, new URLSearchParams(await text(request)).getAll("repository"));
}

/** Whoever has an account here is signed in. */
function viewer(hub: Hub): string {
  return [...hub.state.accounts.values()].find(({ type }) => type === "User")?.login ?? "ghost";
}

function askForName(owner: string, form: URLSearchParams): Answer {
  const manifest = readManifest(form);
  const fault = manifest === null ? "The configuration is not a manifest." : manifestFault(manifest);
  if (manifest === null || fault !== null)
    return html(422, `<h1>Invalid GitHub App configuration</h1><p>${escaped(fault ?? "")}</p>`);
  return html(
    200,
    `<h1>Create GitHub App for @${escaped(owner)}</h1>
<form method="post">
<input type="hidden" name="manifest" value="${escaped(form.get("manifest") ?? "")}">
<label>GitHub App name <input name="name" value="${escaped(manifest.name)}"></label>
<button name="create" value="1">Create GitHub App for @${escaped(owner)}</button>
</form>`,
  );
}

function create(hub: Hub, owner: string, form: URLSearchParams, state: string): Answer {
  const manifest = readManifest(form);
  if (manifest === null) return html(422, "<h1>Invalid GitHub App configuration</h1>");
  const name = form.get("name") || manifest.name;
  const code = register(hub, { manifest: { ...manifest, name }, owner, madeAtMs: hub.clock.now() });
  const { hook_attributes: hook } = manifest;
  if (hook?.active === true) {
    hub.webhooks.pointAt(hook.url);
    ping(hub, hook.url);
  }
  const back = new URL(manifest.redirect_url);
  back.searchParams.set("code", code);
  if (state !== "") back.searchParams.set("state", state);
  return { status: 302, body: "", headers: { location: back.href } };
}

function readManifest(form: URLSearchParams): Manifest | null {
  try {
    return Manifest.parse(JSON.parse(form.get("manifest") ?? ""));
  } catch {
    return null;
  }
}

function installations({ state, app }: Hub): Answer {
  const names = state.repositories.map(({ owner, name }) => escaped(`${owner}/${name}`));
  return html(
    200,
    `<h1>Install ${escaped(app.name)}</h1><form method="post">
${names.map((name) => `<p><label><input type="checkbox" name="repository" value="${name}" checked> ${name}</label></p>`).join("\n")}
<button>Install</button></form>`,
  );
}

function install({ state }: Hub, names: string[]): Answer {
  for (const repository of state.repositories.filter(({ owner, name }) =>
    names.includes(`${owner}/${name}`),
  )) {
    repository.installed = true;
    const owner = repository.owner.toLowerCase();
    if (!state.installations.has(owner)) state.installations.set(owner, state.nextId());
  }
  return html(200, "<h1>Installed</h1>");
}
