// The evidence on a commit, as the one check run of our app there.
import { TransientError } from "../../domain/errors.ts";
import { type Repository, slug } from "../../domain/repository.ts";
import { CHECK_NAME } from "../../messages/check-run.ts";
import type { CheckReport, Checks } from "../check-report.ts";
import { at, type Installation } from "./installation.ts";
import { expecting, Refusal, surely } from "./refusal.ts";

const TRIES = 3;
const RETRY_AFTER_MS = 1000;

export function octokitChecks(installation: Installation): Checks {
  return {
    async report(repository, report, { isNew } = { isNew: false }) {
      const url = await expecting([403], () => show(installation, repository, report, isNew));
      return url instanceof Refusal
        ? { kind: "not-granted", githubSaid: url.words }
        : { kind: "reported", url };
    },
    async conclusionOn(repository, sha) {
      const ours = await expecting([403, 404], () => findOurs(installation, repository, sha));
      return ours instanceof Refusal ? null : (ours?.conclusion ?? null);
    },
  };
}

/** After a failed answer the check run may be there all the same, so we look before we try again. */
async function show(
  installation: Installation,
  repository: Repository,
  report: CheckReport,
  isNew: boolean,
): Promise<string> {
  const { clock } = installation;
  const octokit = installation.octokit("show-check-run");
  const place = { ...at(repository), head_sha: report.headSha, request: { retries: 0 } };
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const mayBeThere = !isNew || tries > 1;
    const there = mayBeThere ? await findOurs(installation, repository, report.headSha) : null;
    if (there !== null) return await bringUpToDate(installation, repository, there, report);
    const made: Shown[] = [];
    const create = () => octokit.rest.checks.create({ ...place, ...contentOf(report) });
    await surely(async () => made.push((await create()).data));
    // A list made right after it may not have it yet.
    const [run] = made;
    if (run !== undefined) return addressOf(run);
    await clock.sleep(tries * RETRY_AFTER_MS);
  }
  const on = `${report.headSha} of ${slug(repository)}`;
  throw new TransientError({ kind: "github-failed", write: "check-run", on, tries: TRIES });
}

async function bringUpToDate(
  installation: Installation,
  repository: Repository,
  there: Shown,
  report: CheckReport,
): Promise<string> {
  if (shows(there, report)) return addressOf(there);
  const target = { ...at(repository), check_run_id: there.id };
  const octokit = installation.octokit("show-check-run");
  return addressOf((await octokit.rest.checks.update({ ...target, ...contentOf(report) })).data);
}

function contentOf({ conclusion, title, summary, text, runId }: CheckReport) {
  return {
    name: CHECK_NAME,
    status: "completed" as const,
    conclusion,
    external_id: runId,
    output: { title, summary, text },
  };
}

async function findOurs(installation: Installation, repository: Repository, ref: string) {
  const octokit = installation.octokit("show-check-run");
  const { data } = await octokit.rest.checks.listForRef({ ...at(repository), ref, check_name: CHECK_NAME });
  return data.check_runs.find((each) => each.app?.slug === installation.appSlug) ?? null;
}

type Shown = {
  id: number;
  url: string;
  html_url: string | null;
  conclusion: string | null;
  external_id: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
};

function addressOf({ html_url, url }: Shown): string {
  return html_url ?? url;
}

function shows({ conclusion, external_id, output }: Shown, report: CheckReport): boolean {
  return (
    conclusion === report.conclusion &&
    external_id === report.runId &&
    output.title === report.title &&
    output.summary === report.summary &&
    output.text === report.text
  );
}
