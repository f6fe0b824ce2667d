// Reads an issue with the comments of trusted people. Every author is asked about live, once per reading.
import { wordsIn } from "../../domain/intent.ts";
import { digest } from "../../domain/job.ts";
import { type IssueRef, slug } from "../../domain/repository.ts";
import type { Comment } from "../../domain/ticket.ts";
import { readSaidOnPage } from "../../messages/marker.ts";
import type { Access, Tickets } from "../github.ts";
import { readComments } from "./comments.ts";
import { at, type Installation } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";
import { liveTrust, type Trust } from "./trust.ts";

export function octokitTickets(installation: Installation, access: Access): Tickets {
  return {
    async read(issue, admission) {
      const found = await getIssue(installation, issue);
      if (found === null) return { kind: "gone" };
      const trust = liveTrust(access, issue.repository);
      const body = found.body ?? "";
      const author = found.user?.login ?? "ghost";
      const vouched = admission.textDigest === digest(found.title, body) || (await trust(author));
      if (!vouched && admission.textDigest !== null) return { kind: "text-changed" };
      const reading = { admittedAt: admission.admittedAt, count: found.comments, trust };
      const { comments, untrusted } = await trustedComments(installation, issue, reading);
      const ticket = {
        issue,
        // Nobody vouched for this text at admission, and its author is not trusted.
        title: vouched ? found.title : `Issue #${issue.number}`,
        body: vouched ? body : "",
        author,
        labels: labelNames(found.labels),
        comments,
        untrustedComments: untrusted,
        textDigest: digest(found.title, body),
      };
      return { kind: "read", ticket, isLocked: found.locked };
    },
    async state(issue) {
      const found = await getIssue(installation, issue);
      if (found === null) return null;
      const textDigest = digest(found.title, found.body ?? "");
      return { state: stateOf(found.state), labels: labelNames(found.labels), textDigest };
    },
  };
}

/** A transferred issue answers with its new self, in another repository; in a renamed one it is still the same. */
async function getIssue(installation: Installation, issue: IssueRef) {
  const octokit = installation.octokit("read-issue");
  const parameters = { ...at(issue.repository), issue_number: issue.number };
  const answer = await expecting([404, 410], () => octokit.rest.issues.get(parameters));
  if (answer instanceof Refusal || answer.data.number !== issue.number) return null;
  if (isIn(answer.data, slug(issue.repository))) return answer.data;
  const named = await expecting([404], () => octokit.rest.repos.get(at(issue.repository)));
  return named instanceof Refusal || !isIn(answer.data, named.data.full_name) ? null : answer.data;
}

function isIn({ repository_url: url }: { repository_url: string }, name: string): boolean {
  return url.toLowerCase().endsWith(`/repos/${name.toLowerCase()}`);
}

/** `count`: how many comments GitHub says there are; fewer than we know means that some were deleted. */
async function trustedComments(
  installation: Installation,
  issue: IssueRef,
  { admittedAt, count, trust }: { admittedAt: string; count: number; trust: Trust },
): Promise<{ comments: Comment[]; untrusted: number }> {
  const reading = await readComments(installation, issue, { whole: false });
  const mayBeDeleted = !reading.isWhole && reading.all.length !== count;
  const { all } = mayBeDeleted ? await readComments(installation, issue, { whole: true }) : reading;
  const comments: Comment[] = [];
  let untrusted = 0;
  // Newest first, so that a crowd of strangers in front cannot use up the questions about people who answer now.
  for (const { id, author, by, at, body } of all.toReversed()) {
    // The page had it said for somebody who may steer the issue, before it asked for the run that reads it.
    const onPage = by === "us" ? readSaidOnPage(body) : null;
    if (onPage !== null) {
      if (onPage.by !== null && !(await trust(onPage.by))) untrusted += 1;
      else comments.push({ id, author: onPage.by ?? "operator", at, text: onPage.text });
      continue;
    }
    const text = wordsIn(body);
    if (Date.parse(at) > Date.parse(admittedAt) || by !== "person" || text === null) continue;
    if (await trust(author)) comments.push({ id, author, at, text });
    else untrusted += 1;
  }
  return { comments: comments.toReversed(), untrusted };
}

function stateOf(state: string): "open" | "closed" {
  return state === "open" ? "open" : "closed";
}

function labelNames(labels: (string | { name?: string | null })[]): string[] {
  return labels.map((label) => (typeof label === "string" ? label : (label.name ?? "")));
}
