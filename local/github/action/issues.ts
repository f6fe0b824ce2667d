// The actions on an issue, or on a pull request as an issue, by a person or by the app.
import { emit } from "../events.ts";
import { type Actor, type Hub, stamp } from "../hub.ts";
import { issuePayload } from "../payload/issue.ts";
import { fullPullPayload } from "../payload/pull.ts";
import { labelsPayload } from "../payload/repository.ts";
import { type Issue, type IssueEvent, isPull, type Repository } from "../state.ts";

export type IssueText = { title: string; body: string | null };

export async function openIssue(hub: Hub, repository: Repository, actor: Actor, text: IssueText) {
  const issue = newIssue(hub, repository, actor, text);
  await emitAbout(hub, repository, actor, issue, { action: "opened" });
  return issue;
}

/** Issues and pull requests share one series of numbers. */
export function newIssue(hub: Hub, repository: Repository, actor: Actor, text: IssueText): Issue {
  const at = stamp(hub);
  const number =
    1 +
    Math.max(
      0,
      ...repository.issues.keys(),
      ...repository.deletedIssues,
      ...repository.transferredIssues.keys(),
    );
  const issue: Issue = {
    id: hub.state.nextId(),
    number,
    ...text,
    author: actor.login,
    viaApp: actor.viaApp,
    ...{
      state: "open",
      stateReason: null,
      labels: [],
      locked: false,
      closedAt: null,
      closedBy: null,
      pull: null,
    },
    createdAt: at,
    updatedAt: at,
  };
  repository.issues.set(number, issue);
  return issue;
}

export async function editIssue(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  text: Partial<IssueText>,
): Promise<void> {
  const changes: Record<string, { from: string }> = {};
  if (text.title !== undefined && text.title !== issue.title) changes.title = { from: issue.title };
  if (text.body !== undefined && text.body !== issue.body) changes.body = { from: issue.body ?? "" };
  if (Object.keys(changes).length === 0) return;
  Object.assign(issue, text, { updatedAt: stamp(hub) });
  await emitAbout(hub, repository, actor, issue, { action: "edited", changes });
}

export async function closeIssue(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  reason: "completed" | "not_planned" = "completed",
): Promise<void> {
  if (issue.state === "closed") return;
  const at = stamp(hub);
  issue.stateReason = issue.pull ? null : reason;
  Object.assign(issue, { state: "closed", closedAt: at, closedBy: actor.login, updatedAt: at });
  remember(hub, repository, actor, issue, "closed");
  await emitAbout(hub, repository, actor, issue, { action: "closed" });
}

export async function reopenIssue(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: Issue,
): Promise<void> {
  if (issue.state === "open") return;
  issue.stateReason = issue.pull ? null : "reopened";
  Object.assign(issue, { state: "open", closedAt: null, closedBy: null, updatedAt: stamp(hub) });
  remember(hub, repository, actor, issue, "reopened");
  await emitAbout(hub, repository, actor, issue, { action: "reopened" });
}

/** Creates a label that the repository does not have yet, as github.com does. */
export async function addLabels(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  names: string[],
): Promise<void> {
  for (const name of names) {
    if (issue.labels.some((label) => same(label, name))) continue;
    const known = repository.labels.find((label) => same(label.name, name));
    const label = known ?? createLabel(hub, repository, { name, color: "ededed", description: null });
    issue.labels.push(label.name);
    issue.updatedAt = stamp(hub);
    remember(hub, repository, actor, issue, "labeled", label.name);
    const [payload] = labelsPayload(hub, repository, [label.name]);
    await emitAbout(hub, repository, actor, issue, { action: "labeled", label: payload });
  }
}

/** Returns false if the issue did not have the label. */
export async function removeLabel(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  name: string,
): Promise<boolean> {
  if (!issue.labels.some((label) => same(label, name))) return false;
  issue.labels = issue.labels.filter((label) => !same(label, name));
  issue.updatedAt = stamp(hub);
  remember(hub, repository, actor, issue, "unlabeled", name);
  const [payload] = labelsPayload(hub, repository, [name]);
  await emitAbout(hub, repository, actor, issue, { action: "unlabeled", label: payload });
  return true;
}

export function createLabel(
  hub: Hub,
  repository: Repository,
  label: { name: string; color: string; description: string | null },
) {
  const made = { id: hub.state.nextId(), ...label };
  repository.labels.push(made);
  return made;
}

export async function deleteIssue(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: Issue,
): Promise<void> {
  repository.issues.delete(issue.number);
  repository.deletedIssues.add(issue.number);
  await emitAbout(hub, repository, actor, issue, { action: "deleted" });
}

/** Sends the event `issues`, or `pull_request` if the issue is one. */
export async function emitAbout(
  hub: Hub,
  repository: Repository,
  sender: Actor,
  issue: Issue,
  facts: Record<string, unknown>,
): Promise<void> {
  if (isPull(issue)) {
    const pull = await fullPullPayload(hub, repository, issue);
    const payload = { ...facts, number: issue.number, pull_request: pull };
    return emit(hub, repository, { event: "pull_request", sender, payload });
  }
  const payload = { ...facts, issue: issuePayload(hub, repository, issue) };
  emit(hub, repository, { event: "issues", sender, payload });
}

export function remember(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  event: IssueEvent["event"],
  label: string | null = null,
): void {
  repository.issueEvents.push({
    id: hub.state.nextId(),
    issue: issue.number,
    actor: actor.login,
    viaApp: actor.viaApp,
    event,
    label,
    createdAt: stamp(hub),
  });
}

export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
