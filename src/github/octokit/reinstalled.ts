// An app that was put on again has another installation, and a repository that was transferred belongs to another one: what is
// asked for under the old id goes there.
import { createAppAuth, type InstallationAuthOptions, type StrategyOptions } from "@octokit/auth-app";
import { z } from "zod";
import { type Repository, slug } from "../../domain/repository.ts";
import { appNotInstalled, isOfToken, Refusal, statusOf } from "./refusal.ts";

const Named = z.object({ owner: z.string(), repo: z.string() });
/** A query of GraphQL names it among its variables. */
const RouteParameters = z.union([
  Named,
  z.object({ variables: Named }).transform(({ variables }) => variables),
]);
const Redirected = z.object({ response: z.object({ url: z.string().regex(/\/repositories\/\d+/) }) });
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

/** `about`: the repository that the token is wished for. */
export type TokenWish = InstallationAuthOptions & { about?: Repository };

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
      return await inside(repository, ask, (thrown) => mayHaveLeft(thrown, asked));
    };
    const token = ({ about, ...wish }: TokenWish) => {
      const ask = (auth: Auth) => auth(wish);
      return about === undefined ? follow(ask) : inside(about, ask, isNotAmongThose);
    };
    return Object.assign(token, { hook });

    /** Under the installation that has the repository now. */
    async function inside<T>(
      repository: Repository,
      ask: (auth: Auth) => Promise<T>,
      isLeft: (thrown: unknown) => boolean,
    ): Promise<T> {
      reinstalled.seen.set(first, repository);
      const key = `${first} ${slug(repository)}`;
      const left = reinstalled.transferred.get(key);
      if (left !== undefined) return await ask(as(left));
      const [done] = await Promise.allSettled([follow(ask)]);
      if (done.status === "fulfilled") return done.value;
      const next = isLeft(done.reason) ? await find(repository) : null;
      if (next === null || next === now()) throw done.reason;
      reinstalled.transferred.set(key, next);
      return await ask(as(next));
    }
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
 * GitHub sends what is asked for under the old name on to the repository's id, which our token does not open; from then on such
 * an answer tells. What GitHub does not send on is looked into where it seldom comes to nothing.
 */
function mayHaveLeft(thrown: unknown, asked: string): boolean {
  if (thrown instanceof Refusal || ![403, 404].includes(statusOf(thrown))) return false;
  return (
    Redirected.safeParse(thrown).success || !asked.startsWith("GET ") || /\/(issues|pulls)(\/|$)/.test(asked)
  );
}

/** https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app */
function isNotAmongThose(thrown: unknown): boolean {
  return thrown instanceof Refusal && thrown.status === 422 && isOfToken(thrown);
}

function isGone(thrown: unknown): thrown is Refusal {
  return thrown instanceof Refusal && thrown.status === 404 && isOfToken(thrown);
}
