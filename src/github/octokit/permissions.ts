// What each method of the port needs the app to be allowed. app.yml asks for exactly the union of it.
import type { GitHub } from "../github.ts";
import type { Survey } from "../survey.ts";

const NAMES = ["issues", "contents", "pull_requests", "metadata", "checks", "statuses", "actions"] as const;
type Permission = (typeof NAMES)[number];
type Needs = Partial<Record<Permission, "read" | "write">>;
type Ports = GitHub & { survey: Survey };
type Asks<P> = { [Name in keyof P]: P[Name] extends (...given: never[]) => unknown ? Name : never }[keyof P];
type Method = { [Part in keyof Ports]: `${Part}.${Asks<Ports[Part]> & string}` }[keyof Ports];

const permissions: Record<Method, Needs> = {
  "tickets.read": { issues: "read", metadata: "read" },
  "tickets.state": { issues: "read" },
  "access.permission": { metadata: "read" },
  "access.bypassed": { metadata: "read" },
  "access.asksForReview": { metadata: "read", contents: "read" },
  "access.lacking": {},
  "source.find": { metadata: "read", contents: "read" },
  "source.branchSha": { contents: "read" },
  "source.readFile": { contents: "read" },
  "status.readShown": { issues: "read" },
  "status.writeSticky": { issues: "write" },
  "status.writeNotice": { issues: "write" },
  "status.ask": { issues: "write" },
  "status.changeLabels": { issues: "write" },
  "pulls.find": { contents: "read", pull_requests: "read" },
  "pulls.hasDrafts": { metadata: "read" },
  "pulls.publish": { contents: "write", pull_requests: "write" },
  "pulls.issueOf": { pull_requests: "read" },
  "pulls.endingOf": { pull_requests: "read" },
  "pulls.beforeMerge": { contents: "read", pull_requests: "read" },
  "pulls.mergedLines": { contents: "read" },
  "pulls.refusedFor": { pull_requests: "read" },
  "pulls.deleteBranch": { contents: "write" },
  "pulls.markReady": { pull_requests: "write" },
  "pulls.isDraftAgain": { pull_requests: "read" },
  "pulls.saidIn": { pull_requests: "read" },
  "pulls.openThreads": { pull_requests: "read", metadata: "read" },
  "pulls.answer": { pull_requests: "write" },
  // GitHub asks for both: https://github.com/orgs/community/discussions/44650
  "pulls.resolve": { pull_requests: "write", contents: "write" },
  "pulls.describe": { pull_requests: "write" },
  "checks.report": { checks: "write" },
  "checks.conclusionOn": { checks: "read" },
  "pictures.fetch": { issues: "read", pull_requests: "read", contents: "read" },
  "ci.jobsOn": { checks: "read", statuses: "read" },
  "ci.suitesOn": { checks: "read" },
  "ci.requiredOn": { metadata: "read", contents: "read" },
  "ci.detailsOf": { actions: "read", checks: "read" },
  "ci.rerun": { actions: "write" },
  "ci.logOf": { actions: "read" },
  "survey.repositories": { metadata: "read" },
  "survey.changed": { issues: "read", pull_requests: "read" },
  "survey.labelled": { issues: "read", pull_requests: "read" },
  "survey.request": { issues: "read" },
  "survey.comments": { issues: "read", pull_requests: "read" },
  "survey.commentIds": { issues: "read" },
  "survey.spokeSince": { issues: "read" },
  "survey.bypassed": { metadata: "read" },
  "survey.asksForReview": { metadata: "read", contents: "read" },
  "survey.verifies": { contents: "read" },
  "survey.reviews": { pull_requests: "read" },
  "survey.closedPulls": { pull_requests: "read" },
  "survey.openPulls": { pull_requests: "read" },
  "survey.endedCi": { checks: "read", statuses: "read" },
};

/** The union of it. */
export function neededPermissions(): Needs {
  const needed: Needs = {};
  for (const needs of Object.values(permissions)) {
    for (const name of NAMES)
      if (needed[name] !== "write" && needs[name] !== undefined) needed[name] = needs[name];
  }
  return needed;
}

/** The permissions that the app lacks, as its settings page names them. */
export function lackingPermissions(granted: Record<string, string | undefined>): string[] {
  const needed = neededPermissions();
  return NAMES.flatMap((name) => {
    const [need, given] = [needed[name], granted[name]];
    return need === undefined || given === need || given === "write" ? [] : [`${name}: ${need}`];
  });
}

/** A check run that is not granted is said, and ends nothing. Without the others the repository's CI is not followed. */
const OPTIONAL: readonly string[] = ["checks", "statuses", "actions"] satisfies Permission[];

/** The same without what a run can do without. */
export function lackingForRuns(granted: Record<string, string | undefined>): string[] {
  return neededForRuns(lackingPermissions(granted));
}

/** Of what is lacking, as `lackingPermissions` names it, what no run can do without. */
export function neededForRuns(lacking: string[]): string[] {
  return lacking.filter((each) => !OPTIONAL.includes(each.split(":", 1)[0] ?? ""));
}
