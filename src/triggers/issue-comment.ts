// A comment on an issue: a command (`/ai …`), or plain words that refine the spec.
import { z } from "zod";
import { readCommand } from "../domain/command.ts";
import type { Intent } from "../domain/intent.ts";
import { digest } from "../domain/job.ts";
import { asked, IssueEvent, issueOf, type Trigger } from "./trigger.ts";

const Commented = IssueEvent.extend({
  comment: z.object({
    id: z.number(),
    body: z.string(),
    created_at: z.iso.datetime().nullable().default(null),
    user: z.object({ login: z.string() }),
  }),
});

export const issueComment: Trigger = {
  events: ["issue_comment.created"],
  intent(payload, context): Intent | null {
    const event = Commented.safeParse(payload).data;
    if (event === undefined || event.issue.pull_request !== undefined) return null;
    if (event.comment.body.trim() === "") return null;
    const common = asked(event, context, issueOf(event), event.comment.created_at);
    const textDigest = digest(event.issue.title, event.issue.body ?? "");
    const command = readCommand(event.comment.body);
    switch (command) {
      case "stop":
        return { kind: "stop", ...common, because: { kind: "command" } };
      case "help":
      case "unknown":
        return { kind: "help", ...common };
      case "retry":
      case "go":
        return { kind: command, ...common, textDigest };
      case null:
        return { kind: "refine", ...common, textDigest, commentId: event.comment.id };
      default:
        return command satisfies never;
    }
  },
};
