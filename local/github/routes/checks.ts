// Check runs on a commit.
import { z } from "zod";
import { reportCheck, updateCheck } from "../action/checks.ts";
import { notAccessible, notFound, unprocessable } from "../errors.ts";
import { requireCommit } from "../find.ts";
import { hasObject } from "../git.ts";
import { readCommit } from "../git-commit.ts";
import { page } from "../pages.ts";
import { annotationPayload, checkRunPayload, checkSuitePayload } from "../payload/check.ts";
import { created, inRepository, ok, type Route } from "../route.ts";
import type { CheckRun, Repository } from "../state.ts";

/** GitHub's documents say characters, but it counts bytes, as its refusal says. */
const MOST_BYTES = 65_535;
const said = z
  .string()
  .refine((text) => Buffer.byteLength(text) <= MOST_BYTES, `exceeds a maximum bytesize of ${MOST_BYTES}`);

const CheckChange = z.object({
  name: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  conclusion: z
    .enum(["success", "failure", "neutral", "cancelled", "timed_out", "action_required"])
    .optional(),
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  output: z.object({ title: z.string(), summary: said, text: said.optional() }).optional(),
});
const NewCheck = CheckChange.extend({ name: z.string(), head_sha: z.string() });

export const checkRoutes: Route[] = [
  inRepository("POST", "/check-runs", ["checks:write"], async (call, repository) => {
    const { name, head_sha, conclusion = null, ...wish } = call.read(NewCheck);
    if (!(await hasObject(repository.git, head_sha, "commit"))) {
      throw unprocessable(`No commit found for SHA: ${head_sha}`);
    }
    const run = await reportCheck(call.hub, repository, call.actor, {
      ...{ appSlug: call.hub.app.slug, name, headSha: head_sha, conclusion },
      ...(wish.status ? { status: wish.status } : {}),
      ...contentOf(wish),
    });
    return created(checkRunPayload(call.hub, repository, run));
  }),

  inRepository("PATCH", "/check-runs/{check_run_id}", ["checks:write"], async (call, repository) => {
    const { hub, actor } = call;
    const run = findRun(repository, call.number("check_run_id"));
    // On github.com an app can change only its own check runs.
    if (run.appSlug !== hub.app.slug) throw notAccessible(["checks:write"]);
    const { name = run.name, conclusion = null, status = run.status, ...wish } = call.read(CheckChange);
    await updateCheck(hub, repository, actor, run, { name, conclusion, status, ...contentOf(wish) });
    return ok(checkRunPayload(hub, repository, run));
  }),

  inRepository("GET", "/check-runs/{check_run_id}/annotations", ["checks:read"], (call, repository) => {
    const { headSha, job } = findRun(repository, call.number("check_run_id"));
    return page(call, job?.annotations ?? [], (message) =>
      annotationPayload(call.hub, repository, headSha, message),
    );
  }),

  inRepository("GET", "/check-runs/{check_run_id}", ["checks:read"], (call, repository) => {
    return ok(checkRunPayload(call.hub, repository, findRun(repository, call.number("check_run_id"))));
  }),

  // https://docs.github.com/en/rest/checks/suites#list-check-suites-for-a-git-reference
  inRepository("GET", "/commits/{ref}/check-suites", ["checks:read"], async (call, repository) => {
    const sha = await requireCommit(repository, call.param("ref"));
    const runs = repository.checkRuns.filter(({ headSha }) => headSha === sha);
    const bySuite = new Map(runs.map((run) => [run.suite, run]));
    const commit = await readCommit(repository.git, sha);
    return await page(
      call,
      [...bySuite.values()],
      (run) => checkSuitePayload(call.hub, repository, run, commit),
      (check_suites, total_count) => ({ total_count, check_suites }),
    );
  }),

  inRepository("GET", "/commits/{ref}/check-runs", ["checks:read"], async (call, repository) => {
    const sha = await requireCommit(repository, call.param("ref"));
    const name = call.query.get("check_name");
    const status = call.query.get("status");
    const runs = repository.checkRuns
      .filter((run) => run.headSha === sha)
      .filter((run) => name === null || run.name === name)
      .filter((run) => status === null || run.status === status);
    return await page(
      call,
      runs,
      (run) => checkRunPayload(call.hub, repository, run),
      (check_runs, total_count) => ({ total_count, check_runs }),
    );
  }),
];

function findRun(repository: Repository, id: number): CheckRun {
  const run = repository.checkRuns.find((each) => each.id === id);
  if (!run) throw notFound();
  return run;
}

function contentOf({ external_id, details_url, output }: z.infer<typeof CheckChange>) {
  return {
    ...(external_id === undefined ? {} : { externalId: external_id }),
    ...(details_url === undefined ? {} : { detailsUrl: details_url }),
    ...(output === undefined ? {} : { output: { ...output, text: output.text ?? null } }),
  };
}
