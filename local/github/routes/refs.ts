// Branches and tags as git references.
import { z } from "zod";
import { moveRef } from "../action/refs.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import { hasObject, isAncestor, listRefs } from "../git.ts";
import type { Hub } from "../hub.ts";
import { nodeId } from "../payload/account.ts";
import { repositoryApiUrl } from "../payload/repository.ts";
import { created, inRepository, noContent, ok, type Route } from "../route.ts";
import type { Repository } from "../state.ts";
import { refuseForeignWorkflows } from "../workflows.ts";

const NewRef = z.object({ ref: z.string(), sha: z.string() });
const RefChange = z.object({ sha: z.string(), force: z.boolean().optional() });
const NAME = /^refs\/(heads|tags)\/(?!.*(\.\.|\/\/|@\{|\.lock$|\/$))[^\s~^:?*[\\]+$/;

export const refRoutes: Route[] = [
  inRepository("GET", "/git/ref/{ref}", ["contents:read"], async (call, repository) => {
    const refs = await visibleRefs(repository);
    const ref = `refs/${call.param("ref")}`;
    const sha = refs.get(ref);
    if (sha === undefined) throw notFound();
    return ok(refPayload(call.hub, repository, ref, sha));
  }),

  inRepository("GET", "/git/matching-refs/{ref}", ["contents:read"], async (call, repository) => {
    const prefix = `refs/${call.param("ref")}`;
    const found = [...(await visibleRefs(repository))].filter(([ref]) => ref.startsWith(prefix));
    return ok(found.map(([ref, sha]) => refPayload(call.hub, repository, ref, sha)));
  }),

  inRepository("POST", "/git/refs", ["contents:write"], async (call, repository) => {
    const { ref, sha } = call.read(NewRef);
    const refs = await visibleRefs(repository);
    if (!NAME.test(ref)) throw unprocessable(`${ref} is not a valid ref name.`);
    if (refs.has(ref)) throw unprocessable("Reference already exists");
    if (!(await hasObject(repository.git, sha, "commit"))) throw unprocessable("Object does not exist");
    const nested = [...refs.keys()].some(
      (known) => known.startsWith(`${ref}/`) || ref.startsWith(`${known}/`),
    );
    if (nested)
      throw unprocessable("Reference cannot be created: another one stands where its folder would be");
    await refuseForeignWorkflows(call.token, repository, sha);
    await moveRef(call.hub, repository, call.actor, { ref, before: null, after: sha });
    return created(refPayload(call.hub, repository, ref, sha));
  }),

  inRepository("PATCH", "/git/refs/{ref}", ["contents:write"], async (call, repository) => {
    const { sha, force = false } = call.read(RefChange);
    const ref = `refs/${call.param("ref")}`;
    const before = (await visibleRefs(repository)).get(ref);
    if (before === undefined) throw unprocessable("Reference does not exist");
    if (!(await hasObject(repository.git, sha, "commit"))) throw unprocessable("Object does not exist");
    if (!force && !(await isAncestor(repository.git, before, sha))) {
      throw unprocessable("Update is not a fast forward");
    }
    await refuseForeignWorkflows(call.token, repository, sha);
    if (before !== sha) await moveRef(call.hub, repository, call.actor, { ref, before, after: sha });
    return ok(refPayload(call.hub, repository, ref, sha));
  }),

  inRepository("DELETE", "/git/refs/{ref}", ["contents:write"], async (call, repository) => {
    const ref = `refs/${call.param("ref")}`;
    const before = (await visibleRefs(repository)).get(ref);
    if (before === undefined) throw unprocessable("Reference does not exist");
    await moveRef(call.hub, repository, call.actor, { ref, before, after: null });
    return noContent();
  }),
];

async function visibleRefs(repository: Repository): Promise<Map<string, string>> {
  const refs = await listRefs(repository.git);
  if (refs.size === 0) throw conflict("Git Repository is empty.");
  return refs;
}

function refPayload(hub: Hub, repository: Repository, ref: string, sha: string) {
  const git = `${repositoryApiUrl(hub, repository)}/git`;
  return {
    ref,
    node_id: nodeId("Ref", `${repository.id}:${ref}`),
    url: `${git}/${ref}`,
    object: { sha, type: "commit", url: `${git}/commits/${sha}` },
  };
}
