// A person submits a review on a pull request of ours: it becomes one commit that answers each thread.
import { z } from "zod";
import { revision } from "../domain/intent.ts";
import { issueOfBranch } from "../domain/naming.ts";
import { asked, EventHead, isOurPull, PullOfEvent, type Trigger } from "./trigger.ts";

const Submitted = EventHead.extend({
  review: z.object({
    id: z.int(),
    body: z.string().nullable(),
    submitted_at: z.iso.datetime().nullable().default(null),
  }),
  pull_request: PullOfEvent,
});

export const reviewSubmitted: Trigger = {
  events: ["pull_request_review.submitted"],
  asker: "person",
  readsLabels: false,
  intent(payload, context) {
    const event = Submitted.safeParse(payload).data;
    if (event === undefined || event.pull_request.state !== "open") return null;
    const number = issueOfBranch(event.pull_request.head.ref);
    if (!isOurPull(event.pull_request, context) || number === null) return null;
    const { id, body } = event.review;
    const occasion = { kind: "review", id } as const;
    const { repository } = event;
    const { number: pull } = event.pull_request;
    const about = asked(event, context, { repository, number }, event.review.submitted_at);
    return { ...about, occasion, ...revision({ pull, id }, body ?? "") };
  },
};
