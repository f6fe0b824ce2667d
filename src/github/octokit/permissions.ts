// What each method of the port needs the app to be allowed. app.yml asks for exactly the union of it.
import type { GitHub } from "../github.ts";

type Permission = "issues" | "contents" | "pull_requests" | "metadata" | "checks";
type Needs = Partial<Record<Permission, "read" | "write">>;
type Method = { [Part in keyof GitHub]: `${Part}.${keyof GitHub[Part] & string}` }[keyof GitHub];

export const permissions: Record<Method, Needs> = {
  "tickets.read": { issues: "read", metadata: "read" },
  "tickets.state": { issues: "read" },
  "access.permission": { metadata: "read" },
  "source.find": { metadata: "read", contents: "read" },
  "source.branchSha": { contents: "read" },
  "source.readFile": { contents: "read" },
  "status.readSticky": { issues: "read" },
  "status.writeSticky": { issues: "write" },
  "status.writeNotice": { issues: "write" },
  "status.ask": { issues: "write" },
  "status.changeLabels": { issues: "write" },
  "pulls.findOpen": { contents: "read", pull_requests: "read" },
  "pulls.publish": { contents: "write", pull_requests: "write" },
  "pulls.openThreads": { pull_requests: "read", metadata: "read" },
  "pulls.answer": { pull_requests: "write" },
  "pulls.describe": { pull_requests: "write" },
  "checks.report": { checks: "write" },
};
