// Everybody who is told how a run ended. A new one is a file and a line here.
import type { GitHub } from "../github/github.ts";
import type { Announcer } from "./announcer.ts";
import { theIssue } from "./issue.ts";

export type AnnouncerDeps = { github: Pick<GitHub, "status"> };

export function announcersOver({ github }: AnnouncerDeps): Announcer[] {
  return [theIssue(github)];
}
