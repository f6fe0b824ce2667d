// What a button of the page asks for: the very intent that the command or the words in a comment make, in the name of who presses it.
import { randomUUID } from "node:crypto";
import { type Clock, isoNow } from "../clock.ts";
import { commandNamed } from "../commands/index.ts";
import type { Admission } from "../domain/admission.ts";
import type { Asker } from "../domain/asker.ts";
import { readCommand } from "../domain/command.ts";
import { type Intent, refinement } from "../domain/intent.ts";
import type { IssueRef } from "../domain/repository.ts";
import { pageKey } from "../messages/marker.ts";
import { renderSaidOnPage } from "../messages/said-on-page.ts";

export const ACTS = ["stop", "retry", "go", "answer"] as const;
export type Act = (typeof ACTS)[number];

export type Acting = {
  /** Judges and does it, as of an intent from a comment. */
  takeIn(intent: Intent): Promise<Admission["kind"]>;
  /** Of the text of the issue that was last admitted; null: that is not remembered any more. */
  admittedDigest(issue: IssueRef): Promise<string | null>;
  /** Has it stand on the issue for everybody to read, and for the run that is asked for next. Rejects where GitHub takes no comment. */
  say(about: About, body: string, key: string): Promise<void>;
  clock: Clock;
};

export type About = { issue: IssueRef; installationId: number };

/**
 * `forgotten`: nobody knows which text of the issue was agreed to, so it has to be asked for where the text is read.
 * `wordless`: the answer was empty. `commanding`: it is a command, which an answer never is. `unsaid`: GitHub did not take it.
 */
export type Acted = Admission["kind"] | "forgotten" | "wordless" | "commanding" | "unsaid";

/**
 * Whoever presses a button did not read the issue here: it stands for the text that somebody spoke for before. `text`: of an
 * answer.
 */
export async function act(
  name: Act,
  { text, ...about }: About & { asker: Asker; text: string },
  { takeIn, admittedDigest, say, clock }: Acting,
): Promise<Acted> {
  const digest = await admittedDigest(about.issue);
  if (digest === null && name !== "stop") return "forgotten";
  const asked = {
    isBot: false,
    at: isoNow(clock),
    delivery: "page",
    occasion: null,
  } as const;
  if (name !== "answer") return takeIn({ ...about, ...asked, ...commandNamed(name).wish(digest ?? "") });
  if (text.trim() === "") return "wordless";
  if (readCommand(text) !== null) return "commanding";
  const key = pageKey(randomUUID());
  const body = renderSaidOnPage(about.issue.number, key, { by: loginOf(about.asker), text });
  const [said] = await Promise.allSettled([say(about, body, key)]);
  if (said.status === "rejected") return "unsaid";
  return takeIn({ ...about, ...asked, at: isoNow(clock), ...refinement(digest ?? "") });
}

function loginOf(asker: Asker): string | null {
  return asker.kind === "person" ? asker.login : null;
}
