// What a button of the page asks for: the very intent that the command in a comment makes, in the name of who presses it.

import { type Clock, isoNow } from "../clock.ts";
import { commandNamed } from "../commands/index.ts";
import type { Admission } from "../domain/admission.ts";
import type { Asker } from "../domain/asker.ts";
import type { Intent } from "../domain/intent.ts";
import type { IssueRef } from "../domain/repository.ts";

export const ACTS = ["stop", "retry", "go"] as const;
export type Act = (typeof ACTS)[number];

export type Acting = {
  /** Judges and does it, as of an intent from a comment. */
  takeIn(intent: Intent): Promise<Admission["kind"]>;
  /** Of the text of the issue that was last admitted; null: that is not remembered any more. */
  admittedDigest(issue: IssueRef): Promise<string | null>;
  clock: Clock;
};

/** `forgotten`: nobody knows which text of the issue was agreed to, so it has to be asked for where the text is read. */
export type Acted = Admission["kind"] | "forgotten";

/** Whoever presses a button did not read the issue here: it stands for the text that somebody spoke for before. */
export async function act(
  name: Act,
  about: { issue: IssueRef; installationId: number; asker: Asker },
  { takeIn, admittedDigest, clock }: Acting,
): Promise<Acted> {
  const digest = await admittedDigest(about.issue);
  if (digest === null && name !== "stop") return "forgotten";
  const asked = {
    isBot: false,
    at: isoNow(clock),
    delivery: "page",
    occasion: null,
  } as const;
  return takeIn({ ...about, ...asked, ...commandNamed(name).wish(digest ?? "") });
}
