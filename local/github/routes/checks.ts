// Check runs on a commit.
import { z } from "zod";
import { reportCheck } from "../action/checks.ts";
import { notFound, unprocessable } from "../errors.ts";
import { requireCommit } from "../find.ts";
import { hasObject } from "../git.ts";
import { page } from "../pages.ts";
import { checkRunPayload } from "../payload/check.ts";
import { created, inRepository, ok, type Route } from "../route.ts";

const NewCheck = z.object({
  name: z.string(),
  head_sha: z.string(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  conclusion: z
    .enum(["success", "failure", "neutral", "cancelled", "timed_out", "action_required"])
    .optional(),
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  output: z.object({ title: z.string(), summary: z.string(), text: z.string().optional() }).optional(),
});

export const checkRoutes: Route[] = [
  inRepository("POST", "/check-runs", ["checks:write"], async (call, repository) => {
    const { name, head_sha, conclusion = null, output, ...wish } = call.read(NewCheck);
    if (!(await hasObject(repository.git, head_sha, "commit"))) {
      throw unprocessable(`No commit found for SHA: ${head_sha}`);
    }
    const run = await reportCheck(call.hub, repository, call.actor, {
      ...{ appSlug: call.hub.app.slug, name, headSha: head_sha, conclusion },
      ...(wish.status ? { status: wish.status } : {}),
      ...(wish.external_id ? { externalId: wish.external_id } : {}),
      ...(wish.details_url ? { detailsUrl: wish.details_url } : {}),
      ...(output ? { output: { ...output, text: output.text ?? null } } : {}),
    });
    return created(checkRunPayload(call.hub, repository, run));
  }),

  inRepository("GET", "/check-runs/{check_run_id}", ["checks:read"], (call, repository) => {
    const run = repository.checkRuns.find((each) => each.id === call.number("check_run_id"));
    if (!run) throw notFound();
    return ok(checkRunPayload(call.hub, repository, run));
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
