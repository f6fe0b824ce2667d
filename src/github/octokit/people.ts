// People who sign in with GitHub, by user access tokens of our App.
// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { reasonOf } from "../../domain/errors.ts";
import { Repository } from "../../domain/repository.ts";
import type { Permission } from "../../domain/ticket.ts";
import type { Granted, People, Place, Reach } from "../people.ts";
import { isRateLimit, statusOf } from "./refusal.ts";

export type PeopleOptions = {
  client: { id: string; secret: string };
  apiUrl: string;
  serverUrl: string;
  clock: Pick<Clock, "now">;
};

const TIMEOUT_MS = 10_000;
const PER_PAGE = 100;

/** GitHub answers 200 also where it refuses. */
const Answer = z.union([
  z.object({
    access_token: z.string(),
    /** Seconds; absent where the App's tokens do not expire. */
    expires_in: z.number().optional(),
    refresh_token: z.string().optional(),
  }),
  z.object({ error: z.string(), error_description: z.string().default("") }),
]);

export function octokitPeople({ client, apiUrl, serverUrl, clock }: PeopleOptions): People {
  async function ask(fields: Record<string, string>): Promise<Granted> {
    const body = new URLSearchParams({ client_id: client.id, client_secret: client.secret, ...fields });
    const [asked] = await Promise.allSettled([post(`${serverUrl}/login/oauth/access_token`, body)]);
    if (asked.status === "rejected") return { kind: "away", programSaid: reasonOf(asked.reason) };
    if ("error" in asked.value)
      return { kind: "refused", githubSaid: `${asked.value.error}: ${asked.value.error_description}` };
    const { access_token: access, expires_in: seconds, refresh_token: refresh = null } = asked.value;
    const untilMs = seconds === undefined ? null : clock.now() + seconds * 1000;
    return { kind: "granted", token: { access, untilMs, refresh } };
  }
  return {
    askAt({ state, challenge, backTo }) {
      const url = new URL(`${serverUrl}/login/oauth/authorize`);
      // An older Enterprise Server knows no PKCE, and leaves out what it does not know.
      const wish = { client_id: client.id, redirect_uri: backTo, state, code_challenge: challenge };
      for (const [name, value] of Object.entries({ ...wish, code_challenge_method: "S256" }))
        url.searchParams.set(name, value);
      return url.href;
    },
    exchange: ({ code, verifier, backTo }) => ask({ code, code_verifier: verifier, redirect_uri: backTo }),
    renew: (refresh) => ask({ grant_type: "refresh_token", refresh_token: refresh }),
    async revoke({ access }) {
      const authorization = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`;
      const octokit = clientOf(apiUrl, null);
      const voided = octokit.rest.apps.deleteToken({
        client_id: client.id,
        access_token: access,
        headers: { authorization },
      });
      await Promise.allSettled([voided]);
    },
    async reach({ access }) {
      const [asked] = await Promise.allSettled([reachOf(clientOf(apiUrl, access))]);
      if (asked.status === "fulfilled") return asked.value;
      if (statusOf(asked.reason) === 401) return { kind: "over" };
      return { kind: "away", programSaid: reasonOf(asked.reason) };
    },
  };
}

async function post(address: string, body: URLSearchParams): Promise<z.infer<typeof Answer>> {
  const response = await fetch(address, {
    method: "POST",
    headers: { accept: "application/json", "user-agent": "issuewright" },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`GitHub answered ${response.status}.`);
  return Answer.parse(await response.json());
}

function clientOf(apiUrl: string, token: string | null): Octokit {
  const quiet = () => undefined;
  return new Octokit({
    baseUrl: apiUrl,
    userAgent: "issuewright",
    ...(token === null ? {} : { auth: token }),
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }),
    },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
}

async function reachOf(octokit: Octokit): Promise<Reach> {
  const { apps, users } = octokit.rest;
  const [me, installations] = await Promise.all([
    users.getAuthenticated(),
    octokit.paginate(apps.listInstallationsForAuthenticatedUser, { per_page: PER_PAGE }),
  ]);
  const working = installations.filter(({ suspended_at }) => suspended_at === null);
  const places = await Promise.all(working.map(({ id }) => placesIn(octokit, id)));
  return { kind: "reach", login: me.data.login, places: places.flat() };
}

/** None where the App was taken off meanwhile, or an organisation wants another way of signing in. */
async function placesIn(octokit: Octokit, installationId: number): Promise<Place[]> {
  const route = octokit.rest.apps.listInstallationReposForAuthenticatedUser;
  const wish = { installation_id: installationId, per_page: PER_PAGE };
  const [asked] = await Promise.allSettled([octokit.paginate(route, wish)]);
  if (asked.status === "rejected") {
    if (isNoAccess(asked.reason)) return [];
    throw asked.reason;
  }
  return asked.value.flatMap(({ id, owner, name, permissions }) => {
    const repository = Repository.safeParse({ id, owner: owner.login, name }).data;
    return repository === undefined ? [] : [{ repository, installationId, permission: highest(permissions) }];
  });
}

/** GitHub says "slow down" with 403, too. */
function isNoAccess(thrown: unknown): boolean {
  return thrown instanceof Error && [403, 404].includes(statusOf(thrown)) && !isRateLimit(thrown);
}

type Powers = { admin?: boolean; maintain?: boolean; push?: boolean; triage?: boolean; pull?: boolean };

function highest({ admin, maintain, push, triage, pull }: Powers = {}): Permission {
  if (admin) return "admin";
  if (maintain) return "maintain";
  if (push) return "write";
  if (triage) return "triage";
  return pull ? "read" : "none";
}
