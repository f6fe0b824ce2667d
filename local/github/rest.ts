// The REST API: finds the route, checks the caller and its permissions, and makes the answer.
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import {
  credential,
  reaches,
  requireClient,
  requirePermission,
  requirePerson,
  requireToken,
  verifyAppJwt,
} from "./auth.ts";
import { ApiError, archived, notFound, renamed, unprocessable } from "./errors.ts";
import { findRenamed } from "./find.ts";
import { type Actor, botLogin, type Hub } from "./hub.ts";
import { limitHeaders } from "./limits.ts";
import { type Answer, type Call, matcher, type Route } from "./route.ts";
import { routes } from "./routes/index.ts";
import { findRepository, type Token } from "./state.ts";

export type RestRequest = {
  method: string;
  /** The path below the API, still percent-encoded. */
  path: string;
  url: URL;
  headers: { authorization?: string | undefined; accept?: string | undefined; etag?: string | undefined };
  body: unknown;
  /** True: its body is not JSON. */
  malformed: boolean;
};

export type RestResult = {
  route: string | null;
  params: Record<string, string>;
  answer: Answer;
};

const matchers = routes.map((route) => ({ route, match: matcher(route) }));

export async function answerRest(hub: Hub, asked: RestRequest): Promise<RestResult> {
  const request = { ...asked, path: byName(hub, asked.path) };
  const found = findRoute(request);
  const secret = credential(request.headers.authorization);
  const token = secret === null ? null : (hub.state.tokens.get(secret) ?? null);
  const answer = found ? await attempt(hub, request, { ...found, secret }) : refuse(notFound());
  const tagged = withEtag(request, answer);
  if (token && tagged.status !== 304) token.used++;
  return {
    route: found?.route.path ?? null,
    params: found?.params ?? {},
    answer: { ...tagged, headers: { ...standardHeaders(hub, token), ...tagged.headers } },
  };
}

/** A repository can also be named by its id. */
function byName(hub: Hub, path: string): string {
  const [, id, rest = ""] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  const found = hub.state.repositories.find((repository) => String(repository.id) === id);
  return found === undefined ? path : `/repos/${found.owner}/${found.name}${rest}`;
}

type Found = { route: Route; params: Record<string, string> };

function findRoute(request: RestRequest): Found | null {
  for (const { route, match } of matchers) {
    const params = match(request.method, request.path);
    if (params) return { route, params };
  }
  return null;
}

/** Turns a refusal into an answer like any other. */
async function attempt(
  hub: Hub,
  request: RestRequest,
  asked: Found & { secret: string | null },
): Promise<Answer> {
  try {
    const changes = request.method !== "GET";
    return changes ? await hub.exclusive(() => run(hub, request, asked)) : await run(hub, request, asked);
  } catch (error) {
    if (error instanceof ApiError) return refuse(error);
    throw error;
  }
}

async function run(
  hub: Hub,
  request: RestRequest,
  asked: Found & { secret: string | null },
): Promise<Answer> {
  const { route, params, secret } = asked;
  redirectRenamed(hub, request, params);
  if (request.malformed) throw new ApiError(400, { message: "Problems parsing JSON" });
  if (route.kind === "app") {
    verifyAppJwt(hub.app, secret, hub.clock.now());
    return await route.run(createCall(hub, request, params, null));
  }
  if (route.kind === "client") {
    requireClient(hub, request.headers.authorization, params.client_id ?? "");
    return await route.run(createCall(hub, request, params, null));
  }
  if (route.kind === "user") {
    const actor = { login: requirePerson(hub, secret), viaApp: false };
    return await route.run({ ...createCall(hub, request, params, null), actor });
  }
  const token = route.kind === "public" && secret === null ? null : requireToken(hub, secret);
  const call = createCall(hub, request, params, token);
  if (route.kind !== "repository" || token === null) {
    if (route.kind === "repository") throw notFound();
    return await route.run(call);
  }
  const repository = findRepository(hub.state, call.param("owner"), call.param("repo"));
  if (!repository || !reaches(hub, token, repository)) throw notFound();
  requirePermission(token, route.permissions);
  if (repository.archived && request.method !== "GET") throw archived();
  return await route.run(call, repository);
}

function redirectRenamed({ state, apiUrl }: Hub, request: RestRequest, params: Record<string, string>): void {
  const { owner = "", repo = "" } = params;
  const now = findRenamed(state, owner, repo);
  if (now === undefined) return;
  const rest = request.path
    .split("/")
    .slice(4)
    .map((part) => `/${part}`);
  const address = `${apiUrl}/repositories/${now.id}${rest.join("")}${request.url.search}`;
  throw renamed(address, request.method);
}

function createCall(
  hub: Hub,
  request: RestRequest,
  params: Record<string, string>,
  token: Token | null,
): Call {
  const actor: Actor = { login: botLogin(hub.app), viaApp: true };
  const param = (name: string) => params[name] ?? "";
  return {
    ...{ hub, actor, token, param },
    number: (name) => Number(param(name)),
    query: request.url.searchParams,
    url: request.url.href,
    accept: request.headers.accept ?? "",
    read: (schema) => {
      const parsed = schema.safeParse(request.body);
      if (parsed.success) return parsed.data;
      throw unprocessable(`Invalid request.\n\n${z.prettifyError(parsed.error)}`);
    },
  };
}

function refuse(error: ApiError): Answer {
  return { status: error.status, body: error.body, headers: error.headers };
}

function standardHeaders(hub: Hub, token: Token | null): Record<string, string> {
  return {
    "content-type": "application/json; charset=utf-8",
    "x-github-media-type": "github.v3; format=json",
    "x-github-api-version-selected": "2022-11-28",
    "x-github-request-id": randomBytes(10).toString("hex").toUpperCase(),
    ...limitHeaders(hub, token),
  };
}

/** Answers 304 if the caller already has the same answer. Each token gets tags of its own: https://github.com/github/docs/issues/34689 */
function withEtag(request: RestRequest, answer: Answer): Answer {
  if (request.method !== "GET" || answer.status !== 200) return answer;
  const asker = /^token /i.test(request.headers.authorization ?? "") ? request.headers.authorization : "";
  const etag = `W/"${createHash("sha256")
    .update(`${asker} ${JSON.stringify(answer.body)}`)
    .digest("hex")}"`;
  const headers = { ...answer.headers, etag, "cache-control": "private, max-age=60, s-maxage=60" };
  if (request.headers.etag === etag) return { status: 304, body: null, headers };
  return { ...answer, headers };
}
