// A repository, its files, its branches, and the permissions of people in it.
import { notFound } from "../errors.ts";
import { branchSha, findCommit, listRefs } from "../git.ts";
import { readCommit } from "../git-commit.ts";
import { listTree, readBlob, type TreeEntry } from "../git-tree.ts";
import type { Hub } from "../hub.ts";
import { page } from "../pages.ts";
import { userPayload } from "../payload/account.ts";
import { commitPayload } from "../payload/commit.ts";
import { fullRepositoryPayload, repositoryApiUrl, repositoryUrl } from "../payload/repository.ts";
import { type Answer, inRepository, ok, type Route } from "../route.ts";
import { findAccount, type Repository, roleOf } from "../state.ts";

const LARGEST_INLINE_BYTES = 1024 * 1024;
/** The older scale of permissions, without maintain and triage. */
const OLD_NAMES = {
  admin: "admin",
  maintain: "write",
  write: "write",
  triage: "read",
  read: "read",
  none: "none",
};

export const repositoryRoutes: Route[] = [
  inRepository("GET", "", ["metadata:read"], ({ hub }, repository) =>
    ok(fullRepositoryPayload(hub, repository)),
  ),

  inRepository("GET", "/collaborators/{username}/permission", ["metadata:read"], (call, repository) => {
    const found = findAccount(call.hub.state, call.param("username"));
    if (found?.type !== "User") throw notFound(`${call.param("username")} is not a user`);
    const role = roleOf(repository, found.login);
    const user = { ...userPayload(call.hub, found.login), permissions: powers(role), role_name: role };
    return ok({ permission: OLD_NAMES[role], role_name: role, user });
  }),

  inRepository("GET", "/contents/{path}", ["contents:read"], async (call, repository) => {
    const path = call.param("path").replace(/\/$/, "");
    const ref = call.query.get("ref") ?? repository.defaultBranch;
    return await contents({ hub: call.hub, repository, ref, raw: call.accept.includes("raw") }, path);
  }),

  inRepository("GET", "/branches", ["contents:read"], async (call, repository) => {
    const refs = await listRefs(repository.git, "refs/heads/");
    return await page(call, [...refs], ([ref, sha]) => ({
      name: ref.replace("refs/heads/", ""),
      commit: { sha, url: `${repositoryApiUrl(call.hub, repository)}/commits/${sha}` },
      protected: false,
    }));
  }),

  inRepository("GET", "/branches/{branch}", ["contents:read"], async (call, repository) => {
    const name = call.param("branch");
    const sha = await branchSha(repository.git, name);
    if (sha === null) throw notFound("Branch not found");
    const self = `${repositoryApiUrl(call.hub, repository)}/branches/${encodeURIComponent(name)}`;
    const classic = name === repository.defaultBranch ? repository.protection : null;
    const checks = classic?.checks ?? [];
    const level = checks.length === 0 ? "off" : "non_admins";
    return ok({
      name,
      commit: commitPayload(call.hub, repository, await readCommit(repository.git, sha)),
      _links: { self, html: `${repositoryUrl(call.hub, repository)}/tree/${name}` },
      protected: classic !== null,
      protection: {
        enabled: classic !== null,
        required_status_checks: {
          enforcement_level: level,
          contexts: checks.map(({ context }) => context),
          checks,
        },
      },
      protection_url: `${self}/protection`,
    });
  }),
];

export function powers(role: ReturnType<typeof roleOf>) {
  const rank = ["none", "read", "triage", "write", "maintain", "admin"].indexOf(role);
  return { pull: rank > 0, triage: rank > 1, push: rank > 2, maintain: rank > 3, admin: rank > 4 };
}

type Place = { hub: Hub; repository: Repository; ref: string; raw: boolean };

async function contents(place: Place, path: string): Promise<Answer> {
  const { git, defaultBranch } = place.repository;
  const commit = await findCommit(git, place.ref);
  if (commit === null) {
    const empty = place.ref === defaultBranch;
    throw notFound(empty ? "This repository is empty." : `No commit found for the ref ${place.ref}`);
  }
  const [entry] =
    path === "" ? [] : await listTree(git, commit, true).then((all) => all.filter((e) => e.path === path));
  if (path !== "" && !entry) throw notFound();
  if (!entry || entry.type === "tree") {
    const entries = await listTree(git, entry?.sha ?? commit, false);
    return ok(
      entries.map((e) => entryPayload(place, { ...e, path: path === "" ? e.path : `${path}/${e.path}` })),
    );
  }
  const content = (await readBlob(git, entry.sha)) ?? Buffer.alloc(0);
  if (place.raw) return { status: 200, body: content.toString(), headers: { "content-type": "text/plain" } };
  const inline = content.length <= LARGEST_INLINE_BYTES;
  const lines = inline ? content.toString("base64").replace(/(.{60})/g, "$1\n") : "";
  return ok({ ...entryPayload(place, entry), content: lines, encoding: inline ? "base64" : "none" });
}

function entryPayload({ hub, repository, ref }: Place, entry: TreeEntry) {
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const self = `${repositoryApiUrl(hub, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const gitUrl = `${repositoryApiUrl(hub, repository)}/git/${entry.type}s/${entry.sha}`;
  const html = `${repositoryUrl(hub, repository)}/${entry.type}/${ref}/${path}`;
  return {
    name: entry.path.slice(entry.path.lastIndexOf("/") + 1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    type: entry.type === "tree" ? "dir" : "file",
    url: self,
    html_url: html,
    git_url: gitUrl,
    download_url: entry.type === "tree" ? null : `${repositoryUrl(hub, repository)}/raw/${ref}/${path}`,
    _links: { self, git: gitUrl, html },
  };
}
