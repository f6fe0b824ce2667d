// A comment on an issue: a command (`/ai …`), or plain words that refine the spec.
import { z } from "zod";
import { commandNamed } from "../commands/index.ts";
import { readCommand } from "../domain/command.ts";
import type { Wish } from "../domain/intent.ts";
import { digest } from "../domain/job.ts";
import { asked, IssueEvent, issueOf, type Trigger } from "./trigger.ts";

const Commented = IssueEvent.extend({
  comment: z.object({ body: z.string(), created_at: z.iso.datetime().nullable().default(null) }),
});

export const issueComment: Trigger = {
  events: ["issue_comment.created"],
  asker: "person",
  intent(payload, context) {
    const event = Commented.safeParse(payload).data;
    if (event === undefined || event.issue.pull_request !== undefined) return null;
    if (event.comment.body.trim() === "") return null;
    const textDigest = digest(event.issue.title, event.issue.body ?? "");
    const word = readCommand(event.comment.body);
    const wish = word === null ? refinement(textDigest) : commandNamed(word).wish(textDigest);
    return { ...asked(event, context, issueOf(event), event.comment.created_at), ...wish };
  },
};

function refinement(textDigest: string): Wish {
  return {
    kind: "run",
    job: "refine",
    textDigest,
    vouches: false,
    acceptRecommended: false,
    whileRunning: "supersede",
    unshownRefusals: ["not-trusted", "closed", "not-labelled"],
  };
}
