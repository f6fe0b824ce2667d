// A person submits a review on a pull request of ours: it becomes one commit that answers each thread.
import { z } from "zod";
import { issueOfBranch } from "../domain/naming.ts";
import { asked, EventHead, type Trigger } from "./trigger.ts";

const Submitted = EventHead.extend({
  review: z.object({
    state: z.string(),
    body: z.string().nullable(),
    submitted_at: z.iso.datetime().nullable().default(null),
  }),
  pull_request: z.object({
    state: z.string(),
    user: z.object({ login: z.string() }).nullable(),
    head: z.object({ ref: z.string(), repo: z.object({ id: z.number() }).nullable() }),
    base: z.object({ repo: z.object({ id: z.number() }) }),
  }),
});

export const reviewSubmitted: Trigger = {
  events: ["pull_request_review.submitted"],
  asker: "person",
  intent(payload, context) {
    const event = Submitted.safeParse(payload).data;
    if (event === undefined || event.pull_request.state !== "open") return null;
    const pull = event.pull_request;
    const ours = pull.user?.login === `${context.appSlug}[bot]` && pull.head.repo?.id === pull.base.repo.id;
    const number = issueOfBranch(pull.head.ref);
    if (!ours || number === null) return null;
    if (event.review.state.toLowerCase() === "approved" && (event.review.body ?? "").trim() === "")
      return null;
    const repository = { owner: event.repository.owner.login, name: event.repository.name };
    return {
      ...asked(event, context, { repository, number }, event.review.submitted_at),
      kind: "run",
      job: "revise",
      textDigest: null,
      vouches: false,
      acceptRecommended: false,
      whileRunning: "follow",
      unshownRefusals: ["not-trusted"],
    };
  },
};
