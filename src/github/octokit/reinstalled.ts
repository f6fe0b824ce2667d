// An app that was taken off and put on again has another installation: what is asked for under the old id goes there.
import { createAppAuth, type InstallationAuthOptions, type StrategyOptions } from "@octokit/auth-app";
import { z } from "zod";
import type { Repository } from "../../domain/repository.ts";
import { appNotInstalled, isOfToken, Refusal, statusOf } from "./refusal.ts";

const RouteParameters = z.object({ owner: z.string(), repo: z.string() });
type Auth = ReturnType<typeof createAppAuth>;

/** Shared by all clients of the app. */
export type Reinstalled = {
  /** The new id by the old one. */
  ids: Map<number, number>;
  /** A repository that each installation was asked about. */
  seen: Map<number, Repository>;
};

export function noneReinstalled(): Reinstalled {
  return { ids: new Map(), seen: new Map() };
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
    const asNow = () => createAppAuth({ ...options, installationId: now() });

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

    const hook: Auth["hook"] = (request, route, parameters) => {
      const about = RouteParameters.safeParse(typeof route === "string" ? parameters : route).data;
      if (about !== undefined) reinstalled.seen.set(first, { owner: about.owner, name: about.repo });
      return follow((auth) => auth.hook(request, route, parameters));
    };
    return Object.assign((wish: InstallationAuthOptions) => follow((auth) => auth(wish)), { hook });
  };
}

function isGone(thrown: unknown): thrown is Refusal {
  return thrown instanceof Refusal && thrown.status === 404 && isOfToken(thrown);
}
