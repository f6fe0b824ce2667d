// Git's own objects: writes blobs, trees and commits one by one.
import { z } from "zod";
import { notFound, unprocessable } from "../errors.ts";
import { senderEmail } from "../events.ts";
import { hasObject } from "../git.ts";
import { readCommit, writeCommit } from "../git-commit.ts";
import { listTree, readBlob, type TreeChange, writeBlob, writeTree } from "../git-tree.ts";
import { type Hub, stamp } from "../hub.ts";
import { nodeId } from "../payload/account.ts";
import { gitCommitPayload } from "../payload/commit.ts";
import { repositoryApiUrl } from "../payload/repository.ts";
import { created, inRepository, ok, type Route } from "../route.ts";
import type { Repository } from "../state.ts";
import { refuseWorkflowPaths } from "../workflows.ts";

const NewBlob = z.object({ content: z.string(), encoding: z.enum(["utf-8", "base64"]).default("utf-8") });
/** Whole subtrees (040000) are not supported, because no caller needs them. */
const Entry = z.object({
  path: z.string().min(1),
  mode: z.enum(["100644", "100755", "120000", "160000"]),
  type: z.enum(["blob", "commit"]).optional(),
  sha: z.string().nullish(),
  content: z.string().optional(),
});
const NewTree = z.object({ base_tree: z.string().optional(), tree: z.array(Entry).min(1) });
const Person = z.object({ name: z.string(), email: z.string(), date: z.string().optional() });
const NewCommit = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: Person.optional(),
  committer: Person.optional(),
});

export const objectRoutes: Route[] = [
  inRepository("POST", "/git/blobs", ["contents:write"], async (call, repository) => {
    const { content, encoding } = call.read(NewBlob);
    const sha = await writeBlob(repository.git, Buffer.from(content, encoding));
    return created({ sha, url: `${repositoryApiUrl(call.hub, repository)}/git/blobs/${sha}` });
  }),

  inRepository("GET", "/git/blobs/{file_sha}", ["contents:read"], async (call, repository) => {
    const sha = call.param("file_sha");
    const known = await hasObject(repository.git, sha, "blob");
    const content = known ? await readBlob(repository.git, sha) : null;
    if (content === null) throw notFound();
    const url = `${repositoryApiUrl(call.hub, repository)}/git/blobs/${sha}`;
    const body = { content: content.toString("base64"), encoding: "base64", size: content.length };
    return ok({ sha, node_id: nodeId("Blob", sha), url, ...body });
  }),

  inRepository("POST", "/git/trees", ["contents:write"], async (call, repository) => {
    const { base_tree, tree } = call.read(NewTree);
    const base = base_tree === undefined ? null : await requireTree(repository, base_tree);
    refuseWorkflowPaths(
      call.token,
      tree.map((entry) => entry.path),
    );
    const changes: TreeChange[] = [];
    for (const entry of tree) changes.push(await treeChange(repository, base, entry));
    const sha = await writeTree(repository.git, base, changes);
    return created(await treePayload(call.hub, repository, sha, false));
  }),

  inRepository("GET", "/git/trees/{tree_sha}", ["contents:read"], async (call, repository) => {
    const sha = await repository.git.ask(["rev-parse", "--verify", "-q", `${call.param("tree_sha")}^{tree}`]);
    if (sha === null) throw notFound();
    return ok(await treePayload(call.hub, repository, sha, call.query.has("recursive")));
  }),

  inRepository("POST", "/git/commits", ["contents:write"], async (call, repository) => {
    const { git } = repository;
    const { message, tree, parents, author, committer } = call.read(NewCommit);
    if (!(await hasObject(git, tree, "tree"))) throw unprocessable("Tree SHA does not exist");
    for (const parent of parents) {
      if (await hasObject(git, parent, "commit")) continue;
      throw unprocessable("Parent SHA does not exist or is not a commit object");
    }
    const date = stamp(call.hub);
    const self = { ...senderEmail(call.hub, call.actor), date };
    const written = author ? { ...author, date: author.date ?? date } : self;
    const web = { name: "GitHub", email: "noreply@github.com", date };
    const signs = call.actor.viaApp && author === undefined && committer === undefined;
    const by = signs ? web : committer ? { ...committer, date: committer.date ?? date } : written;
    const sha = await writeCommit(git, { message, tree, parents, author: written, committer: by });
    if (signs) repository.verifiedCommits.add(sha);
    return created(gitCommitPayload(call.hub, repository, await readCommit(git, sha)));
  }),

  inRepository("GET", "/git/commits/{commit_sha}", ["contents:read"], async (call, repository) => {
    const sha = call.param("commit_sha");
    if (!(await hasObject(repository.git, sha, "commit"))) throw notFound();
    return ok(gitCommitPayload(call.hub, repository, await readCommit(repository.git, sha)));
  }),
];

async function requireTree(repository: Repository, name: string): Promise<string> {
  const tree = await repository.git.ask(["rev-parse", "--verify", "-q", `${name}^{tree}`]);
  if (tree === null) throw notFound();
  return tree;
}

async function treeChange(
  repository: Repository,
  base: string | null,
  entry: z.infer<typeof Entry>,
): Promise<TreeChange> {
  const { git } = repository;
  const { path, mode, sha, content } = entry;
  const malformed = path.split("/").some((part) => ["", ".", "..", ".git"].includes(part));
  if (malformed) throw unprocessable("tree.path contains a malformed path component");
  if (content !== undefined && sha !== undefined) {
    throw unprocessable("Must supply either tree.sha or tree.content");
  }
  if (content !== undefined) return { path, mode, object: await writeBlob(git, content) };
  if (sha === undefined) throw unprocessable("Must supply either tree.sha or tree.content");
  if (sha !== null) {
    const known = mode === "160000" || (await hasObject(git, sha, "blob"));
    if (!known) throw unprocessable(`tree.sha ${sha} is not a valid blob`);
    return { path, mode, object: sha };
  }
  const there = base !== null && (await git.ask(["rev-parse", "--verify", "-q", `${base}:${path}`])) !== null;
  if (!there) throw unprocessable("GitRPC::BadObjectState");
  return { path, mode, object: null };
}

async function treePayload(hub: Hub, repository: Repository, sha: string, recursive: boolean) {
  const git = `${repositoryApiUrl(hub, repository)}/git`;
  const entries = await listTree(repository.git, sha, recursive);
  return {
    sha,
    url: `${git}/trees/${sha}`,
    tree: entries.map((entry) => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.size === null ? {} : { size: entry.size }),
      url: `${git}/${entry.type}s/${entry.sha}`,
    })),
    truncated: false,
  };
}
