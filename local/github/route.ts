// A route: its path in GitHub's own OpenAPI notation, and the permission that it needs.
import type { z } from "zod";
import type { Actor, Hub } from "./hub.ts";
import type { Repository, Token } from "./state.ts";

export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

/** A request that is being answered. */
export type Call<Name extends string = string> = {
  hub: Hub;
  actor: Actor;
  /** The installation token of the request; null if it had none. */
  token: Token | null;
  param(name: Name): string;
  number(name: Name): number;
  query: URLSearchParams;
  url: string;
  accept: string;
  /** Parses the JSON body; refuses with 422 if it does not fit. */
  read<T>(schema: z.ZodType<T>): T;
};

type Work = (call: Call) => Answer | Promise<Answer>;
type WorkInRepository = (call: Call, repository: Repository) => Answer | Promise<Answer>;

export type Route = { method: string; path: string } & (
  | { kind: "public"; run: Work }
  /** Authenticated as the app, by JWT. */
  | { kind: "app"; run: Work }
  /** Authenticated as a person who signed in, who is its actor. */
  | { kind: "user"; run: Work }
  /** Authenticated by the id and the secret of the app's client. */
  | { kind: "client"; run: Work }
  /** Authenticated as the installation. */
  | { kind: "installation"; run: Work }
  /** The permissions, such as `issues:write`. One of them is enough. */
  | { kind: "repository"; permissions: string[]; run: WorkInRepository }
);

/** Pull requests are issues too, so either permission is enough. */
export const ISSUES_READ = ["issues:read", "pull_requests:read"];
export const ISSUES_WRITE = ["issues:write", "pull_requests:write"];

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

type Run<Path extends string> = (call: Call<Names<Path>>) => Answer | Promise<Answer>;

export function open<P extends string>(method: string, path: P, run: Run<P>): Route {
  return { kind: "public", method, path, run };
}

export function asApp<P extends string>(method: string, path: P, run: Run<P>): Route {
  return { kind: "app", method, path, run };
}

export function asUser<P extends string>(method: string, path: P, run: Run<P>): Route {
  return { kind: "user", method, path, run };
}

export function asClient<P extends string>(method: string, path: P, run: Run<P>): Route {
  return { kind: "client", method, path, run };
}

export function asInstallation<P extends string>(method: string, path: P, run: Run<P>): Route {
  return { kind: "installation", method, path, run };
}

/** A route below `/repos/{owner}/{repo}`. */
export function inRepository<P extends string>(
  method: string,
  path: P,
  permissions: string[],
  run: (call: Call<Names<P>>, repository: Repository) => Answer | Promise<Answer>,
): Route {
  return { kind: "repository", method, path: `/repos/{owner}/{repo}${path}`, permissions, run };
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent = (): Answer => ({ status: 204, body: null });

/** Parameters that may contain slashes. They are always the last of their path, or come before a fixed ending. */
const GREEDY = new Set(["path", "ref", "branch", "basehead"]);

export function matcher(route: Route): (method: string, path: string) => Record<string, string> | null {
  // Without the path of a file, the root: https://docs.github.com/en/rest/repos/contents#get-repository-content
  const source = route.path
    .replace(/\/\{path\}$/, "(?:/(?<path>.*))?")
    .replace(/\{(\w+)\}/g, (_, name: string) => (GREEDY.has(name) ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`));
  const pattern = new RegExp(`^${source}$`);
  return (method, path) => {
    if (method !== route.method) return null;
    const groups = pattern.exec(path)?.groups;
    if (groups) return mapValues(groups, (value = "") => decodeURIComponent(value));
    return pattern.test(path) ? {} : null;
  };
}

function mapValues(
  record: Record<string, string | undefined>,
  change: (value: string | undefined) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
