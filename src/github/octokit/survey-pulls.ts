// What a sweep sees of pull requests through Octokit: which of ours are open, their reviews, and what their CI has ended.
import type { SeenBy, Survey } from "../survey.ts";
import { at, type Installation } from "./installation.ts";
import { issueOfPull } from "./our-pull.ts";
import { expecting, Refusal, unlessUnchanged } from "./refusal.ts";
import { readReviews } from "./reviews.ts";

const PER_PAGE = 100;
const MOST_PAGES = 10;
/** Not permitted, or gone. */
const NOT_TOLD = [403, 404, 410, 422];

type Account = { login?: string; type?: string } | null | undefined;

export function octokitPullSurvey(
  installation: Installation,
  seen: (account: Account) => SeenBy,
): Pick<Survey, "reviews" | "openPulls" | "closedPulls" | "endedCi"> {
  return {
    async reviews({ repository, number }) {
      const rows = await readReviews(installation, { issue: { repository, number }, pull: { number } });
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
      const pulls = rows.flatMap((row) => {
        const isFor = issueOfPull(installation, row);
        return isFor === null ? [] : [{ number: row.number, isFor, headSha: row.head.sha }];
      });
      return { kind: "changed", pulls, tag: first.headers.etag ?? null };
    },
    async closedPulls(repository, since) {
      const { list } = installation.octokit("look-around").rest.pulls;
      const rows = [];
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const { data } = await list({ ...at(repository), ...OPEN_NEWEST_FIRST, state: "closed", page });
        rows.push(...data);
        const oldest = data.at(-1);
        if (data.length < PER_PAGE || oldest === undefined || isBefore(oldest.updated_at, since)) break;
      }
      return rows.flatMap((row) => {
        const isFor = issueOfPull(installation, row);
        if (isFor === null || isBefore(row.updated_at, since)) return [];
        const { number, merged_at: mergedAt, merge_commit_sha: sha } = row;
        return [{ number, isFor, merged: mergedAt === null || sha === null ? null : { sha, at: mergedAt } }];
      });
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

function isBefore(at: string, since: string): boolean {
  return Date.parse(at) < Date.parse(since);
}

const OPEN_NEWEST_FIRST = { state: "open", sort: "updated", direction: "desc", per_page: PER_PAGE } as const;
