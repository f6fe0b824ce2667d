// What a sweep sees of pull requests through Octokit: which of ours are open, their reviews, and what their CI has ended.
import { readPullIssue } from "../../messages/marker.ts";
import type { SeenBy, Survey } from "../survey.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { expecting, Refusal, unlessUnchanged } from "./refusal.ts";

const PER_PAGE = 100;
const MOST_PAGES = 10;
/** Not permitted, or gone. */
const NOT_TOLD = [403, 404, 410, 422];

type Account = { login?: string; type?: string } | null | undefined;

export function octokitPullSurvey(
  installation: Installation,
  seen: (account: Account) => SeenBy,
): Pick<Survey, "reviews" | "openPulls" | "endedCi"> {
  return {
    async reviews({ repository, number }) {
      const octokit = installation.octokit("read-pull");
      const parameters = { ...at(repository), pull_number: number, per_page: PER_PAGE };
      const rows = await octokit.paginate(octokit.rest.pulls.listReviews, parameters);
      return rows.flatMap(({ id, user, submitted_at, body, state }) =>
        submitted_at ? [{ id, by: seen(user), at: submitted_at, text: body, state }] : [],
      );
    },
    async openPulls(repository, tag) {
      const { list } = installation.octokit("look-around").rest.pulls;
      const parameters = { ...at(repository), ...OPEN_NEWEST_FIRST };
      const headers = tag === null ? {} : { "if-none-match": tag };
      const first = await unlessUnchanged(() => list({ ...parameters, headers }));
      if (first === null) return { kind: "unchanged" };
      const rows = [...first.data];
      for (let page = 2; page <= MOST_PAGES && rows.length === (page - 1) * PER_PAGE; page += 1)
        rows.push(...(await list({ ...parameters, page })).data);
      const pulls = rows.flatMap(({ number, user, body, head }) => {
        const isFor = isOurs(installation, user) ? readPullIssue(body ?? "") : null;
        return isFor === null ? [] : [{ number, isFor, headSha: head.sha }];
      });
      return { kind: "changed", pulls, tag: first.headers.etag ?? null };
    },
    async endedCi(repository, sha) {
      const { paginate, rest } = installation.octokit("read-ci");
      const on = { ...at(repository), ref: sha, per_page: PER_PAGE };
      const [suites, statuses] = await Promise.all([
        expecting(NOT_TOLD, () => paginate(rest.checks.listSuitesForRef, on)),
        expecting(NOT_TOLD, () => rest.repos.getCombinedStatusForRef(on)),
      ]);
      const ended = [
        ...(suites instanceof Refusal ? [] : suites)
          .filter(({ app, status }) => status === "completed" && app?.slug !== installation.appSlug)
          .map(({ id, conclusion, updated_at }) => `${id} ${conclusion} ${updated_at}`),
        ...(statuses instanceof Refusal ? [] : statuses.data.statuses)
          .filter(({ state }) => state !== "pending")
          .map(({ id, state }) => `status ${id} ${state}`),
      ];
      return ended.length === 0 ? null : ended.join("\n");
    },
  };
}

const OPEN_NEWEST_FIRST = { state: "open", sort: "updated", direction: "desc", per_page: PER_PAGE } as const;
