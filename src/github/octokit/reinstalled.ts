// An app that was put on again has another installation, and a repository that was transferred belongs to another one: what is
// asked for under the old id goes there.
import { createAppAuth, type InstallationAuthOptions, type StrategyOptions } from "@octokit/auth-app";
import { z } from "zod";
import { type Repository, slug } from "../../domain/repository.ts";
import { appNotInstalled, isOfToken, Refusal, statusOf } from "./refusal.ts";

const RouteParameters = z.object({ owner: z.string(), repo: z.string() });
type Auth = ReturnType<typeof createAppAuth>;

/** Shared by all clients of the app. */
export type Reinstalled = {
  /** The new id by the old one. */
  ids: Map<number, number>;
  /** A repository that each installation was asked about. */
  seen: Map<number, Repository>;
  /** The installation of a repository that left the one it was asked for under, by both. */
  transferred: Map<string, number>;
};

export function noneReinstalled(): Reinstalled {
  return { ids: new Map(), seen: new Map(), transferred: new Map() };
}

type Needs = {
  reinstalled: Reinstalled;
  /** The installation that reaches a repository now; null: none. */
  find(repository: Repository): Promise<number | null>;
  /** Of an installation. */
  forgetTokens(id: number): void;
};

/**
 * Instead of `createAppAuth`. GitHub answers 404 to a wish for a token of an installation that is gone, and 401 to its
 * tokens. Where the app is installed nowhere for the repository, it is away: its owner may put it on again.
 * https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 */
export function authOver({ reinstalled, find, forgetTokens }: Needs) {
  return (options: StrategyOptions) => {
    const first = Number(options.installationId);
    const now = () => reinstalled.ids.get(first) ?? first;
    const as = (installationId: number) => createAppAuth({ ...options, installationId });
    const asNow = () => as(now());

    async function follow<T>(work: (auth: Auth) => Promise<T>): Promise<T> {
      const [done] = await Promise.allSettled([work(asNow())]);
      if (done.status === "fulfilled") return done.value;
      if (statusOf(done.reason) === 401) {
        forgetTokens(now());
        const [again] = await Promise.allSettled([work(asNow())]);
        if (again.status === "fulfilled") return again.value;
        return await elsewhere(again.reason, work);
      }
      return await elsewhere(done.reason, work);
    }

    async function elsewhere<T>(thrown: unknown, work: (auth: Auth) => Promise<T>): Promise<T> {
      if (!isGone(thrown)) throw thrown;
      const repository = reinstalled.seen.get(first);
      const next = repository === undefined ? null : await find(repository);
      if (next === null || next === now()) throw appNotInstalled(thrown);
      reinstalled.ids.set(first, next);
      return await work(asNow());
    }

    const hook: Auth["hook"] = async (request, route, parameters) => {
      const asked = typeof route === "string" ? route : `${route.method} ${route.url}`;
      const ask = (auth: Auth) => auth.hook(request, route, parameters);
      const repository = repositoryIn(asked, typeof route === "string" ? parameters : route);
      if (repository === null) return await follow(ask);
      reinstalled.seen.set(first, repository);
      const key = `${first} ${slug(repository)}`;
      const left = reinstalled.transferred.get(key);
      if (left !== undefined) return await ask(as(left));
      const [done] = await Promise.allSettled([follow(ask)]);
      if (done.status === "fulfilled") return done.value;
      const next = mayHaveLeft(done.reason, asked) ? await find(repository) : null;
      if (next === null || next === now()) throw done.reason;
      reinstalled.transferred.set(key, next);
      return await ask(as(next));
    };
    return Object.assign((wish: InstallationAuthOptions) => follow((auth) => auth(wish)), { hook });
  };
}

/** A further page of a list is asked for by its address alone. */
function repositoryIn(asked: string, parameters: unknown): Repository | null {
  const about = RouteParameters.safeParse(parameters).data;
  if (about !== undefined) return { owner: about.owner, name: about.repo };
  const [, owner, name] = /\/repos\/([\w.-]+)\/([\w.-]+)/.exec(asked) ?? [];
  return owner === undefined || name === undefined ? null : { owner, name };
}

/**
 * GitHub sends what is asked for under the old name on to the new owner, whose repository our token does not open. A read of a
 * file, a branch or a permission often comes to nothing, so only the others are looked into.
 */
function mayHaveLeft(thrown: unknown, asked: string): boolean {
  if (thrown instanceof Refusal || ![403, 404].includes(statusOf(thrown))) return false;
  return !asked.startsWith("GET ") || /\/(issues|pulls)(\/|$)/.test(asked);
}

function isGone(thrown: unknown): thrown is Refusal {
  return thrown instanceof Refusal && thrown.status === 404 && isOfToken(thrown);
}
