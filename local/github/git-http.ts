// Git over HTTP, directly from the bare repositories. A push ends in the same place as a change of a ref by REST.
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { refMoved } from "./action/refs.ts";
import { allows, credential, reaches } from "./auth.ts";
import { findRenamed } from "./find.ts";
import { listRefs, spawnGit } from "./git.ts";
import { botLogin, type Hub } from "./hub.ts";
import { findRepository, type Repository } from "./state.ts";

const SERVICES = ["git-upload-pack", "git-receive-pack"] as const;
type Service = (typeof SERVICES)[number];
type GitRequest = { repository: Repository; service: Service; advertise: boolean };

/** Answers a request of git; returns false for any other request. */
export async function answerGit(
  hub: Hub,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? "/", hub.serverUrl);
  const match = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(
    url.pathname,
  );
  const [, owner = "", name = "", what = ""] = match ?? [];
  const service = SERVICES.find(
    (known) => known === (what === "info/refs" ? url.searchParams.get("service") : what),
  );
  if (!service) return false;
  const repository = findRepository(hub.state, owner, name);
  const now = findRenamed(hub.state, owner, name);
  if (now !== undefined) {
    request.resume();
    const location = `/${now.owner}/${now.name}.git/${what}${url.search}`;
    response.writeHead(301, { location }).end();
    return true;
  }
  const refusal = refuse(hub, request, repository, service);
  if (refusal || !repository) {
    request.resume();
    const status = refusal?.status ?? 404;
    response.writeHead(status, status === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {});
    response.end(`${refusal?.words ?? "Repository not found."}\n`);
    return true;
  }
  await serve(hub, request, response, { repository, service, advertise: what === "info/refs" });
  return true;
}

type Refusal = { status: number; words: string };

function refuse(
  hub: Hub,
  request: IncomingMessage,
  repository: Repository | undefined,
  service: Service,
): Refusal | null {
  const secret = credential(request.headers.authorization);
  const writes = service === "git-receive-pack";
  if (secret === null) {
    const readable = repository?.private === false && !writes;
    return readable ? null : { status: 401, words: "Authentication required" };
  }
  const token = hub.state.tokens.get(secret);
  if (!token || token.expiresAt <= hub.clock.now()) return { status: 401, words: "Invalid credentials" };
  if (!repository || !reaches(hub, token, repository)) return { status: 404, words: "Repository not found." };
  if (allows(token, writes ? "contents:write" : "contents:read")) return null;
  return { status: 403, words: "Write access to repository not granted." };
}

async function serve(
  hub: Hub,
  request: IncomingMessage,
  response: ServerResponse,
  asked: GitRequest,
): Promise<void> {
  const { repository, service, advertise } = asked;
  const kind = advertise ? "advertisement" : "result";
  response.writeHead(200, {
    "content-type": `application/x-${service}-${kind}`,
    "cache-control": "no-cache, max-age=0, must-revalidate",
  });
  if (service === "git-upload-pack" || advertise) await converse(request, response, asked);
  else {
    await hub.exclusive(async () => {
      const before = await listRefs(repository.git, "refs/heads/");
      await converse(request, response, asked);
      await tellMoves(hub, repository, before);
    });
  }
  // Answer only now, so that REST agrees with git as soon as the push has ended.
  response.end();
}

async function converse(
  request: IncomingMessage,
  response: ServerResponse,
  asked: GitRequest,
): Promise<void> {
  const { repository, service, advertise } = asked;
  const protocol = String(request.headers["git-protocol"] ?? "");
  const command = ["-c", "receive.hideRefs=refs/pull", service.replace(/^git-/, ""), "--stateless-rpc"];
  const args = [...command, ...(advertise ? ["--http-backend-info-refs"] : []), repository.gitDir];
  const child = spawnGit(
    repository.gitDir,
    args,
    /^[\w=:]+$/.test(protocol) ? { GIT_PROTOCOL: protocol } : {},
  );
  const complaints = text(child.stderr);
  if (advertise && !protocol.includes("version=2")) {
    const line = `# service=${service}\n`;
    response.write(`${(line.length + 4).toString(16).padStart(4, "0")}${line}0000`);
  }
  const zipped = request.headers["content-encoding"] === "gzip";
  const input = advertise
    ? Promise.resolve(child.stdin.end())
    : zipped
      ? pipeline(request, createGunzip(), child.stdin)
      : pipeline(request, child.stdin);
  await Promise.all([input, pipeline(child.stdout, response, { end: false }), complaints]);
}

async function tellMoves(hub: Hub, repository: Repository, before: Map<string, string>): Promise<void> {
  const after = await listRefs(repository.git, "refs/heads/");
  const actor = { login: botLogin(hub.app), viaApp: true };
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const move = { ref, before: before.get(ref) ?? null, after: after.get(ref) ?? null };
    if (move.before !== move.after) await refMoved(hub, repository, actor, move);
  }
}
