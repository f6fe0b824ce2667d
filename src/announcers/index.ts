// Everybody who is told how a run ended, and what people should know before that. A new one is a file and a line here.
import type { Announcer, AnnouncerDeps, Audience } from "./announcer.ts";
import { outgoingHook } from "./hook.ts";
import { theIssue } from "./issue.ts";
import { mention } from "./mention.ts";

/** Null: nobody is told in this way. */
const ANNOUNCERS: readonly ((deps: AnnouncerDeps) => Announcer | null)[] = [theIssue, mention, outgoingHook];

const NOBODY_ELSE: Audience = { mentions: "questions", hook: null, serverUrl: "https://github.com" };

export function announcersOver({
  github,
  audience = NOBODY_ELSE,
}: Pick<AnnouncerDeps, "github"> & Partial<AnnouncerDeps>): Announcer[] {
  return ANNOUNCERS.flatMap((announcer) => announcer({ github, audience }) ?? []);
}
