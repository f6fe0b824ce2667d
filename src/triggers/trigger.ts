// The port of the GitHub events that we react to: an event in, an intent or nothing out. Pure; GitHub's shapes stop here.
import { z } from "zod";
import { type Asked, freshRun, type Intent } from "../domain/intent.ts";
import { digest } from "../domain/job.ts";
import type { IssueRef, Repository } from "../domain/repository.ts";
import type { Labels } from "../domain/rules.ts";

export type TriggerContext = { delivery: string; appSlug: string; labels: Labels };

export type Trigger = {
  /** `name.action`, as GitHub delivers it; the name alone where the event has no action. */
  events: string[];
  /** Who asks through this event. Machine triggers also see events that our app caused; a person's wish never comes from our app. */
  asker: "person" | "machine";
  /** Whether it matters what the labels of the repository are called. Where not, an event that asks nothing costs nothing. */
  readsLabels: boolean;
  /** Null where the event asks nothing of us, and where its payload does not fit. */
  intent(payload: unknown, context: TriggerContext): Intent | null;
};

const RepositoryOfEvent = z
  .object({ id: z.int(), name: z.string(), owner: z.object({ login: z.string() }) })
  .transform(({ id, name, owner }): Repository => ({ id, owner: owner.login, name }));

/** The part that all events share. */
export const EventHead = z.object({
  repository: RepositoryOfEvent,
  installation: z.object({ id: z.number() }),
  sender: z.object({ login: z.string(), type: z.string().default("User") }),
});
export type EventHead = z.infer<typeof EventHead>;

export const IssueEvent = EventHead.extend({
  issue: z.object({
    number: z.number(),
    title: z.string(),
    body: z.string().nullable(),
    updated_at: z.iso.datetime().nullable().default(null),
    labels: z.array(z.object({ name: z.string() })).default([]),
    pull_request: z.unknown().optional(),
    user: z.object({ login: z.string() }).nullish(),
  }),
});
export type IssueEvent = z.infer<typeof IssueEvent>;

export const PullOfEvent = z.object({
  number: z.int(),
  state: z.string(),
  user: z.object({ login: z.string() }).nullable(),
  head: z.object({ ref: z.string(), repo: z.object({ id: z.number() }).nullable() }),
  base: z.object({ repo: z.object({ id: z.number() }) }),
});

/** Made by our app, from a branch of the same repository. */
export function isOurPull({ user, head, base }: z.infer<typeof PullOfEvent>, { appSlug }: TriggerContext) {
  return user?.login === `${appSlug}[bot]` && head.repo?.id === base.repo.id;
}

export function issueOf(event: IssueEvent): IssueRef {
  return { repository: event.repository, number: event.issue.number };
}

/** The part every intent by a person shares. `at` is when it happened by GitHub's clock; its occasion is the trigger's to name. */
export function asked(event: EventHead, context: TriggerContext, issue: IssueRef, at: string | null): Asked {
  return {
    issue,
    installationId: event.installation.id,
    asker: { kind: "person", login: event.sender.login },
    isBot: event.sender.type === "Bot",
    at,
    delivery: context.delivery,
    occasion: null,
  };
}

/** A fresh run, because the ready label was put on or an issue that has it was reopened. */
export function askedAnew(event: IssueEvent, context: TriggerContext): Intent {
  const { title, body, updated_at: at } = event.issue;
  return {
    ...asked(event, context, issueOf(event), at),
    occasion: at === null ? null : { kind: "asked", at, broughtBy: "webhook" },
    ...freshRun(digest(title, body ?? "")),
  };
}
