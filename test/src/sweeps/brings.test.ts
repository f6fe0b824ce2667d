// Whatever a webhook brings, a sweep brings, too: the same wish about the same issue, under the same occasion.
import { expect, it } from "@jest/globals";
import type { IssueAddress, Person } from "../../../local/github/people.ts";
import type { Intent } from "../../../src/domain/intent.ts";
import { occasionName } from "../../../src/domain/occasion.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import type { GitHub } from "../../../src/github/github.ts";
import { pullMarker } from "../../../src/messages/marker.ts";
import { renderSticky } from "../../../src/messages/sticky.ts";
import type { Recalled } from "../../../src/queue/queue.ts";
import { triggers } from "../../../src/triggers/index.ts";
import { aSpec, aStickyView } from "../../support/builders.ts";
import { openWebhookInbox } from "../../support/webhook-inbox.ts";
import { NAME, openWorld, REPOSITORY, type World } from "../github/octokit/world.ts";
import { known, longAgo, running, sweeping, unknown } from "./sweeping.ts";

const ISSUE: IssueAddress = { repository: NAME, number: 2 };
const PULL: IssueAddress = { repository: NAME, number: 3 };
type Stage = { ada: Person; world: World; github: GitHub };
type Scenario = {
  recalled: Recalled;
  /** Before the look to which the next one is compared. */
  before?: (stage: Stage) => Promise<unknown>;
  act: (stage: Stage) => Promise<unknown>;
};

const said = (text: string, act: (stage: Stage, id: number) => Promise<unknown>): Scenario => {
  const made: { id: number }[] = [];
  return {
    recalled: { ...known, admittedAt: "2100-01-02T03:04:05.000Z" },
    before: async ({ ada }) => {
      await ada.label(ISSUE, "ai-ready");
      made.push(await ada.comment(ISSUE, text));
    },
    act: (stage) => act(stage, made.at(-1)?.id ?? 0),
  };
};

/** By event, and what else tells two of one event apart. */
const scenarios: Record<string, Scenario> = {
  "issues.labeled": { recalled: unknown, act: ({ ada }) => ada.label(ISSUE, "ai-ready") },
  "issues.reopened": {
    recalled: longAgo,
    before: async ({ ada }) => [await ada.label(ISSUE, "ai-ready"), await ada.close(ISSUE)],
    act: ({ ada }) => ada.reopen(ISSUE),
  },
  "issues.unlabeled": {
    recalled: running,
    before: ({ ada }) => ada.label(ISSUE, "ai-ready"),
    act: ({ ada }) => ada.unlabel(ISSUE, "ai-ready"),
  },
  "issues.closed": {
    recalled: running,
    before: ({ ada }) => ada.label(ISSUE, "ai-ready"),
    act: ({ ada }) => ada.close(ISSUE),
  },
  "issues.deleted": {
    recalled: running,
    before: ({ ada }) => ada.label(ISSUE, "ai-ready"),
    act: ({ ada }) => ada.deleteIssue(ISSUE),
  },
  "issues.transferred": {
    recalled: running,
    before: async ({ ada, world }) => {
      await world.hub.createRepository({ owner: "octo", name: "elsewhere" });
      world.hub.repository("octo/elsewhere").installed = false;
      world.hub.setPermission("octo/elsewhere", "ada", "admin");
      await ada.label(ISSUE, "ai-ready");
    },
    act: ({ ada }) => ada.transferIssue(ISSUE, "octo/elsewhere"),
  },
  "issues.edited": {
    recalled: known,
    before: ({ ada }) => ada.label(ISSUE, "ai-ready"),
    act: ({ ada }) => ada.editIssue(ISSUE, { body: "Whole ones." }),
  },
  "issue_comment.created": {
    recalled: known,
    before: ({ ada }) => ada.label(ISSUE, "ai-ready"),
    act: ({ ada }) => ada.comment(ISSUE, "Round up."),
  },
  "issue_comment.created, a command without the label": {
    recalled: unknown,
    act: ({ ada }) => ada.comment(ISSUE, "/ai help"),
  },
  "issue_comment.created, on the pull request": {
    recalled: known,
    act: ({ ada }) => ada.comment(PULL, "/ai fix"),
  },
  "issue_comment.edited": said("Round up.", ({ ada }, id) =>
    ada.editComment({ repository: NAME, id }, "Round down."),
  ),
  "issue_comment.edited, our spec": {
    recalled: known,
    before: async ({ ada, github }) => {
      await ada.label(ISSUE, "ai-ready");
      const spec = renderSticky(aStickyView({ issue: { repository: REPOSITORY, number: 2 }, spec: aSpec() }));
      await github.status.writeSticky({ repository: REPOSITORY, number: 2 }, () => spec);
    },
    act: async ({ ada, world }) => {
      const [ours] = world.hub.repository(NAME).comments.filter(({ viaApp }) => viaApp);
      const edited = (ours?.body ?? "").replace("whole seconds", "every second");
      await ada.editComment({ repository: NAME, id: ours?.id ?? 0 }, edited);
    },
  },
  "issue_comment.deleted": said("Round up.", ({ ada }, id) => ada.deleteComment({ repository: NAME, id })),
  "pull_request_review.submitted": {
    recalled: longAgo,
    act: ({ ada }) => ada.review(PULL, { state: "commented", body: "Too long." }),
  },
  "pull_request_review.submitted, a command": {
    recalled: longAgo,
    act: ({ ada }) => ada.review(PULL, { state: "commented", body: "/ai ready" }),
  },
  "pull_request.closed": {
    recalled: known,
    before: ({ ada }) => ada.label(ISSUE, "ai-ready", "ai-in-review"),
    act: ({ ada }) => ada.close(PULL),
  },
  "pull_request.closed, merged": {
    recalled: known,
    before: async ({ ada }) => [await ada.label(ISSUE, "ai-in-review"), await ada.markReady(PULL)],
    act: ({ ada }) => ada.merge(PULL),
  },
  "pull_request.reopened": {
    recalled: known,
    before: async ({ ada }) => [await ada.label(ISSUE, "ai-ready"), await ada.close(PULL)],
    act: ({ ada }) => ada.reopen(PULL),
  },
  "check_suite.completed": {
    recalled: known,
    before: ({ ada }) => ada.label(ISSUE, "ai-ready", "ai-in-review"),
    act: async ({ world: { hub } }) => {
      const headSha = hub.repository(NAME).issues.get(PULL.number)?.pull?.headSha ?? "";
      await hub.reportCheck(NAME, { name: "style", headSha, conclusion: "failure" });
    },
  },
  "check_suite.completed, on a merge": {
    recalled: known,
    before: async ({ ada }) => {
      await ada.label(ISSUE, "ai-in-review");
      await ada.markReady(PULL);
      await ada.merge(PULL);
      await ada.unlabel(ISSUE, "ai-in-review");
    },
    act: async ({ world: { hub } }) => {
      const headSha = hub.repository(NAME).issues.get(PULL.number)?.pull?.mergeCommitSha ?? "";
      await hub.reportCheck(NAME, { name: "style", headSha, conclusion: "failure" });
    },
  },
  status: {
    recalled: known,
    before: ({ ada }) => ada.label(ISSUE, "ai-ready", "ai-in-review"),
    act: async ({ world: { hub } }) => {
      const sha = hub.repository(NAME).issues.get(PULL.number)?.pull?.headSha ?? "";
      await hub.reportStatus(NAME, { sha, context: "ci/old", state: "failure" });
    },
  },
};

it.each(Object.entries(scenarios))("%s is found by a look, too", async (name, { recalled, before, act }) => {
  await using inbox = await openWebhookInbox();
  await using world = await openWorld();
  const { hub } = world;
  hub.setPermission(NAME, "ada", "admin");
  const ada = hub.asUser("ada");
  await ada.openIssue(NAME, { title: "T", body: "B" });
  const github = await world.connect();
  const text = { title: "Keep the seconds", body: `${pullMarker(2, 1)}\nFixes #2` };
  await github.pulls.publish(
    await world.publication(undefined, {
      issue: { repository: REPOSITORY, number: 2 },
      ...{ branch: "issuewright/2-seconds", textFor: async () => text },
    }),
  );
  const stage = { ada, world, github };
  const { look, swept } = await sweeping(world, recalled);
  await before?.(stage);
  await look();
  hub.webhooks.pointAt(inbox.url);
  swept.length = 0;
  await act(stage);
  await hub.webhooks.settled();
  await look();

  const event = name.split(",")[0] ?? "";
  const brought = inbox.received.flatMap((each) => intentIn(each.event, JSON.parse(each.body), event));
  expect(brought).toHaveLength(1);
  expect(swept.map(wishOf)).toEqual(brought.map(wishOf));
});

it("every event of a trigger is among them", () => {
  const events = triggers.flatMap((trigger) => trigger.events);
  const tried = Object.keys(scenarios).map((name) => name.split(",")[0]);
  expect([...new Set(tried)].toSorted()).toEqual([...new Set(events)].toSorted());
});

function intentIn(name: string, payload: { action?: string }, event: string): Intent[] {
  if ((payload.action === undefined ? name : `${name}.${payload.action}`) !== event) return [];
  const context = { delivery: "d-1", appSlug: "issuewright", labels: DEFAULT_LABELS };
  const found = triggers.filter(({ events }) => events.includes(event));
  return found.flatMap((trigger) => trigger.intent(payload, context) ?? []);
}

/** What is asked, on which issue, and the name under which it is taken in once, where webhook and sweep can both know it. */
function wishOf(intent: Intent) {
  const { kind, issue, occasion } = intent;
  const what = kind === "run" ? intent.job : "because" in intent ? intent.because : "";
  const isTimed = occasion === null || occasion.kind === "asked" || occasion.kind === "text";
  return { kind, what, on: issue.number, occasion: isTimed ? null : occasionName(occasion) };
}
