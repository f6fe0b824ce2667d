// Where a picture's address leads on this GitHub: to an attachment, to a public picture, to a file, or elsewhere. Pure.
import { unescape as decoded } from "node:querystring";
import { sourcesIn } from "../../domain/hidden-text/pictures.ts";
import { type Repository, slug } from "../../domain/repository.ts";

export type PicturePlace =
  /** Served only from an address that GitHub signs for a few minutes and writes into the rendered text. */
  | { kind: "attachment"; id: string; address: string | null }
  | { kind: "public"; address: string }
  /** `ref` null: the default branch. */
  | { kind: "file"; path: string; ref: string | null }
  | { kind: "elsewhere"; host: string | null };

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/**
 * `/user-attachments/assets/<uuid>`, before that `/<owner>/<repository>/assets/<user>/<uuid>`; on Enterprise Server also
 * `/storage/user/<user>/files/<uuid>`. Those of github.com refuse an app's token and are signed in the rendered text
 * (github.com/josegonzalez/python-github-backup/pull/478, github.com/anthropics/claude-code-action, `image-downloader.ts`).
 */
const ATTACHMENT = /^\/(user-attachments\/assets|[^/]+\/[^/]+\/assets\/\d+|storage\/user\/\d+\/files)\//;

/** As the content security policy of github.com lists them. */
const HOSTS = new Set([
  "private-user-images.githubusercontent.com",
  "secured-user-images.githubusercontent.com",
  "user-images.githubusercontent.com",
]);
const PUBLIC_HOSTS = new Set(["user-images.githubusercontent.com", "raw.githubusercontent.com"]);

export type Home = { serverUrl: string; repository: Repository };

export function placeOf(address: string, home: Home): PicturePlace {
  const isRelative = !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(address);
  if (isRelative && !address.startsWith("../"))
    return { kind: "file", path: pathIn(address.replace(/^(\.?\/)+/, "")), ref: null };
  const url = URL.parse(address, `${home.serverUrl}/${slug(home.repository)}/issues/`);
  if (url === null || !/^https?:$/.test(url.protocol)) return { kind: "elsewhere", host: null };
  const file = fileIn(url, home);
  if (file !== null) return file;
  const id = UUID.exec(url.pathname)?.[0]?.toLowerCase();
  const isOwn = url.origin === new URL(home.serverUrl).origin;
  if (
    id !== undefined &&
    ((isOwn && ATTACHMENT.test(url.pathname)) || url.host.startsWith("private-user-images."))
  )
    return {
      kind: "attachment",
      id,
      address: isOwn && url.pathname.startsWith("/storage/") ? url.href : null,
    };
  if (url.protocol === "https:" && PUBLIC_HOSTS.has(url.host)) return { kind: "public", address: url.href };
  return { kind: "elsewhere", host: url.host };
}

/** A file of this repository, as its page, as itself, or on the host for raw files. Not promised: branches with a slash. */
function fileIn(url: URL, { serverUrl, repository }: Home): PicturePlace | null {
  const isOwn = url.origin === new URL(serverUrl).origin;
  const path = isOwn
    ? url.pathname.replace(/^\/([^/]+\/[^/]+)\/(?:blob|raw)\//, "/$1/")
    : url.host === "raw.githubusercontent.com"
      ? url.pathname
      : null;
  if (path === null || (isOwn && path === url.pathname)) return null;
  const [, owner, name, ref, file] = /^\/([^/]+)\/([^/]+)\/(?:refs\/heads\/)?([^/]+)\/(.+)$/.exec(path) ?? [];
  if (ref === undefined || file === undefined) return null;
  const isThis = `${owner}/${name}`.toLowerCase() === slug(repository).toLowerCase();
  return isThis ? { kind: "file", path: pathIn(file), ref: pathIn(ref) } : null;
}

/** Leaves what is not well encoded as it is. */
function pathIn(address: string): string {
  const [path = ""] = address.split(/[?#]/);
  return decoded(path);
}

/** The addresses that GitHub wrote into a rendered text, by the id of the attachment; only those on hosts of its own. */
export function signedIn(html: string, serverUrl: string): Map<string, string> {
  const signed = new Map<string, string>();
  for (const source of sourcesIn(html)) {
    const url = URL.parse(source);
    const id = UUID.exec(url?.pathname.split("/").at(-1) ?? "")?.[0]?.toLowerCase();
    if (
      url !== null &&
      id !== undefined &&
      isOurHost(url, new URL(serverUrl)) &&
      !ATTACHMENT.test(pageOf(url))
    )
      signed.set(id, url.href);
  }
  return signed;
}

/** `/storage/` serves the picture itself. */
function pageOf({ pathname }: URL): string {
  return pathname.startsWith("/storage/") ? "" : pathname;
}

/** On Enterprise Server pictures are on its own host, or on `media.` before it where subdomains are isolated. */
function isOurHost(url: URL, server: URL): boolean {
  if (server.host === "github.com") return url.protocol === "https:" && HOSTS.has(url.host);
  return (
    url.protocol === server.protocol && (url.host === server.host || url.host.endsWith(`.${server.host}`))
  );
}
