// The comment that mentions the person who asked: only where the operator wants it, once, and not where they know already.
import { describe, expect, it } from "@jest/globals";
import { mention } from "../../../src/announcers/mention.ts";
import type { News } from "../../../src/domain/news.ts";
import { failed, type Outcome } from "../../../src/domain/outcome.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { initialState } from "../../../src/domain/run-state.ts";
import { aJob } from "../../support/builders.ts";
import { openWorld } from "../../support/ports/world.ts";

const job = { ...aJob(), issue: { repository: { owner: "octo", name: "duration" }, number: 1 } };

function ended(outcome: Outcome, asker = job.asker): News {
  const report = { runId: "run-1", outcome, spec: null, usage: {}, phases: [] };
  const { diff: _, ...state } = initialState("run-1", job.issue);
  return {
    ...{ kind: "ran", job: { ...job, asker }, report, state },
    ...{ labels: DEFAULT_LABELS, at: "2026-01-02T03:04:05.000Z" },
  };
}

async function said(news: News[], mentions: "questions" | "all" = "all"): Promise<Map<string, string>> {
  const { ports, issue } = openWorld();
  const audience = { mentions, hook: null, serverUrl: "https://github.test" };
  const announcer = mention({ github: ports.github, audience });
  for (const each of news) await announcer?.announce(each);
  return issue.ours;
}

const locked = ended(failed({ kind: "issue-locked" }, null));

describe("the person who asked", () => {
  it("is mentioned once for an ending and for a budget that runs low", async () => {
    const low: News = {
      ...{ kind: "budget-low", runId: "run-1", issue: job.issue, asker: job.asker },
      ...{ cap: "steps", share: 0.81 },
    };
    expect([...(await said([locked, locked, low]))]).toMatchInlineSnapshot(`
[
  [
    "ended-run-1",
    "<!-- issuewright:ask issue=1 key=ended-run-1 -->
@ada, the run failed: The issue is locked, so that the app cannot say on it what comes of a run. The comment above says more.",
  ],
  [
    "budget-run-1",
    "<!-- issuewright:ask issue=1 key=budget-run-1 -->
@ada, 81 % of the step budget of this run is spent. \`/ai stop\` ends it; its work is kept. The comment above says more.",
  ],
]
`);
  });

  it("is not mentioned where they know already, where nobody asked, or where the operator does not want it", async () => {
    const cancelled = ended({
      ...{ kind: "cancelled", by: { kind: "person", login: "ada" } },
      because: { kind: "label-removed" },
    });
    const byMachine = ended(failed({ kind: "issue-locked" }, null), { kind: "machine", name: "sweep" });
    expect(await said([cancelled, byMachine])).toEqual(new Map());
    expect(await said([locked], "questions")).toEqual(new Map());
  });
});
