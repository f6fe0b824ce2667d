// What the issue shows of us: the sticky comment, the notice, questions and labels.
import type { IssueRef } from "../../domain/repository.ts";
import { DEFAULT_LABELS, type Labels } from "../../domain/rules.ts";
import { LABEL_LOOKS, PLAIN_LOOK } from "../../messages/label-look.ts";
import { askMarker, hasMarker, noticeMarker, stickyMarker } from "../../messages/marker.ts";
import type { Status } from "../github.ts";
import { shownIn } from "../shown.ts";
import { createCommentOnce, findOwnComment, writeComment } from "./comments.ts";
import { at, type Installation } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";

export function octokitStatus(installation: Installation): Status {
  return {
    async readShown(issue) {
      const sticky = await findOwnComment(installation, issue, marked(stickyMarker(issue.number)));
      return sticky === null ? null : shownIn(sticky.body);
    },
    writeSticky: (issue, body) => writeComment(installation, issue, body, marked(stickyMarker(issue.number))),
    writeNotice: (issue, body) => writeComment(installation, issue, body, marked(noticeMarker(issue.number))),
    ask: (issue, key, body) =>
      createCommentOnce(installation, issue, body, marked(askMarker(issue.number, key))),
    async changeLabels(issue, change) {
      const there = await labelsOf(installation, issue);
      const missing = change.add.filter((name) => !there.has(name.toLowerCase()));
      for (const name of missing) await createLabel(installation, issue, name);
      if (missing.length > 0) await addLabels(installation, issue, missing);
      const extra = change.remove.filter((name) => there.has(name.toLowerCase()));
      for (const name of extra) await removeLabel(installation, issue, name);
    },
  };
}

function marked(marker: string): (body: string) => boolean {
  return (body) => hasMarker(body, marker);
}

/** In lower case: to GitHub `Bug` and `bug` are one label. */
async function labelsOf(installation: Installation, issue: IssueRef): Promise<Set<string>> {
  const octokit = installation.octokit("read-issue");
  const parameters = { ...at(issue.repository), issue_number: issue.number, per_page: 100 };
  const labels = await octokit.paginate(octokit.rest.issues.listLabelsOnIssue, parameters);
  return new Set(labels.map((label) => label.name.toLowerCase()));
}

async function createLabel(installation: Installation, issue: IssueRef, name: string): Promise<void> {
  const octokit = installation.octokit("change-labels");
  const parameters = { ...at(issue.repository), name };
  const found = await expecting([404], () => octokit.rest.issues.getLabel(parameters));
  if (!(found instanceof Refusal)) return;
  // Refused when somebody else created it meanwhile.
  await expecting([422], () =>
    octokit.rest.issues.createLabel({ ...parameters, ...looks(installation, name) }),
  );
}

async function addLabels(installation: Installation, issue: IssueRef, labels: string[]): Promise<void> {
  const octokit = installation.octokit("change-labels");
  await octokit.rest.issues.addLabels({ ...at(issue.repository), issue_number: issue.number, labels });
}

async function removeLabel(installation: Installation, issue: IssueRef, name: string): Promise<void> {
  const octokit = installation.octokit("change-labels");
  const parameters = { ...at(issue.repository), issue_number: issue.number, name };
  await expecting([404], () => octokit.rest.issues.removeLabel(parameters));
}

/** A repository may rename our labels; then they get the plain look. */
function looks({ labels }: Installation, name: string): { color: string; description: string } {
  const kinds: (keyof Labels)[] = ["ready", "needsInfo", "working", "inReview", "blocked"];
  const kind = kinds.find((each) => labels[each] === name || DEFAULT_LABELS[each] === name);
  return kind === undefined ? PLAIN_LOOK : LABEL_LOOKS[kind];
}
