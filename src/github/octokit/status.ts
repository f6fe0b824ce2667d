// What the issue shows of us: the sticky comment, the notice, questions and labels.
import type { IssueRef } from "../../domain/repository.ts";
import { DEFAULT_LABELS, isLabel, type Labels } from "../../domain/rules.ts";
import { LABEL_LOOKS, PLAIN_LOOK } from "../../messages/label-look.ts";
import { askMarker, noticeMarker, stickyMarker } from "../../messages/marker.ts";
import type { Status } from "../github.ts";
import { shownIn } from "../shown.ts";
import { createCommentOnce, readOwnComment, writeComment } from "./comments.ts";
import { at, type Installation } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";

export function octokitStatus(installation: Installation): Status {
  return {
    place: { kind: "github" },
    async readShown(issue) {
      const sticky = await readOwnComment(installation, issue, stickyMarker(issue.number));
      return sticky === null ? null : shownIn(sticky.body);
    },
    writeSticky: (issue, compose) => writeComment(installation, issue, compose, stickyMarker(issue.number)),
    writeNotice: (issue, body) => writeComment(installation, issue, () => body, noticeMarker(issue.number)),
    ask: (issue, key, body) => createCommentOnce(installation, issue, body, askMarker(issue.number, key)),
    async changeLabels(issue, { add, remove }) {
      const put = async () => (add.length === 0 ? null : addLabels(installation, issue, add));
      const there = remove.length === 0 ? await put() : await expecting([403, 404, 410, 422], put);
      const isThere = (name: string) =>
        there instanceof Refusal || (there?.some((label) => isLabel(label, name)) ?? true);
      for (const name of remove.filter(isThere)) await removeLabel(installation, issue, name);
      // An issue holds a hundred labels: there may be room now, and else the refusal stands.
      if (there instanceof Refusal) await put();
    },
  };
}

/** Answers the names of all labels that the issue has then. What the repository lacked gets its looks. */
async function addLabels(installation: Installation, issue: IssueRef, labels: string[]): Promise<string[]> {
  const octokit = installation.octokit("change-labels");
  const parameters = { ...at(issue.repository), issue_number: issue.number, labels };
  const { data } = await octokit.rest.issues.addLabels(parameters);
  for (const name of labels) {
    const label = data.find((each) => isLabel(each.name, name));
    if (label?.color === MADE_COLOR && (label.description ?? "") === "")
      await dress(installation, issue, name);
  }
  return data.map(({ name }) => name);
}

/** GitHub makes a missing label that is put on an issue, in this colour and without a description. */
const MADE_COLOR = "ededed";

/** Its looks are no reason to fail. */
async function dress(installation: Installation, issue: IssueRef, name: string): Promise<void> {
  const octokit = installation.octokit("change-labels");
  const parameters = { ...at(issue.repository), name, ...looks(installation, name) };
  await expecting([403, 404, 422], () => octokit.rest.issues.updateLabel(parameters));
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
