// A run's pages: what the ledger tells of it, other people's words as text, and no secret.
import { expect, it } from "@jest/globals";
import { NO_USAGE } from "../../../src/domain/budget.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { ended, type Happening } from "../../../src/domain/run-event.ts";
import type { RunPart, SaidStep } from "../../../src/domain/run-part.ts";
import { WorkOrder } from "../../../src/domain/work-order.ts";
import type { KeptEvent } from "../../../src/ledger/ledger.ts";
import { timeline } from "../../../src/web/run/timeline.ts";
import { aProof, aSpec, someEvidence } from "../../support/builders.ts";
import { get, nothingThere, testPage } from "../../support/page.ts";
import { goodOrder } from "../../support/script.ts";
import { aRunRow, aStanding, NOON, readable } from "../../support/standings.ts";

const HOSTILE = "</script><img src=x onerror=alert(1)>";
// Put together here, so that no scanner takes this file for a leak.
const TOKEN = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");

const pull = { number: 7, url: "https://github.example/octo/duration/pull/7", headSha: "abc" };
const measured = { kind: "holds", criteria: 1, proven: 1, held: 0, unseen: 0, lookTwice: 0 } as const;
const opened: Outcome = { kind: "opened", pull, measured };
const older = aSpec({ goal: HOSTILE });
const spec = aSpec({ version: 2, goal: "Whole seconds." });
const stepped = (minute: number): Happening => ({
  ...{
    kind: "stepped",
    role: "coder",
    model: HOSTILE,
    step: minute,
    spent: { ...NO_USAGE, steps: 1, usd: 0.5 },
  },
  shares: { usd: minute / 10, tokens: 0, steps: 0, minutes: 0 },
});
const happenings: Happening[] = [
  { kind: "started", job: "refine", asker: { kind: "person", login: "ada" } },
  { kind: "phase-started", phase: "build" },
  stepped(1),
  stepped(2),
  { kind: "phase-ended", phase: "build", durationMs: 60_000 },
  {
    ...{ kind: "attempted", attempt: 1, criteria: { proven: 0, of: 1 } },
    checks: [{ name: `${HOSTILE} ${TOKEN}`, ending: "failed", failedTests: 2, diagnostics: 1 }],
  },
  { kind: "wall", wall: { kind: "no-progress", steps: 12 }, advice: "narrow" },
  { kind: "conflict", with: "base" },
  {
    ...{ kind: "started", job: "refine", asker: { kind: "person", login: "ada" } },
    resumed: { times: 1, done: ["ticket"], replies: 3 },
  },
  ended(opened),
];
const events = happenings.map(
  (happening, minute): KeptEvent => ({
    ...{ runId: "r2", issue: aRunRow().issue, at: new Date(NOON + minute * 60_000).toISOString() },
    ...happening,
  }),
);
const parts: RunPart[] = [
  {
    kind: "diff",
    text: `diff --git a/a b/${HOSTILE}\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-${HOSTILE}\n+x ${TOKEN}\n`,
    leftOut: 5,
  },
  { kind: "evidence", evidence: someEvidence({ proofs: [aProof({ criterion: "AC1" })] }) },
  { kind: "order", order: WorkOrder.parse({ ...goodOrder, interfaces: [`connect("${TOKEN}")`] }) },
];
const step: SaidStep = {
  ...{
    at: new Date(NOON).toISOString(),
    role: "coder",
    model: "m1",
    step: 1,
    told: [HOSTILE],
    text: `I found ${TOKEN}`,
  },
  ...{
    calls: [
      { name: "shell", arguments: '{"command":"cat .env"}', answer: `${HOSTILE}\n${TOKEN}`, failed: false },
    ],
  },
  usage: NO_USAGE,
};

function aRunPage() {
  const row = aRunRow({
    runId: "r2",
    title: `${HOSTILE} ${TOKEN}`,
    ended: "opened",
    endedAt: new Date(NOON + 420_000).toISOString(),
  });
  const first = aRunRow({ ended: "cancelled" });
  const report = { runId: "r2", outcome: opened, spec, usage: {}, phases: [] };
  return testPage({
    clock: { ...nothingThere.clock, now: () => NOON + 3_600_000 },
    ledger: {
      ...nothingThere.ledger,
      run: async (runId) => [row, first].find((each) => each.runId === runId) ?? null,
      runsOf: async () => [row, first],
      issue: async () => aStanding({ newest: row }),
      events: async () => events,
      parts: async () => parts,
      said: async () => ({ rows: [step], of: 1 }),
      readReport: async (runId) => (runId === "r2" ? report : { ...report, runId, spec: older }),
    },
  });
}

async function shown(path: string): Promise<string> {
  const page = aRunPage();
  const answer = await get(page.app, path, { cookie: await page.signedIn() });
  return answer.text();
}

it("tells what happened, how checks and budget went, what was measured and from what it was built", async () => {
  expect(readable(await shown("/runs/r2"))).toMatchInlineSnapshot(`
"Board
&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; [looked like a secret]
Opened #7. Measured: 1 of 1 criterion proven.
Issue
octo/duration#1
Asked by
ada
Began
1 h ago
Took
37 min
Spent
$0.50 of $5.00
Tokens
1,000 of 4,000,000
Steps
4 of 150
Coder
m1
2 runs of this issue
work, 2030-01-01 11:30:00 UTC Opened
work, 2030-01-01 11:30:00 UTC Stopped
Timeline
Checks
Budget
Evidence
Change
Spec
Work order
Transcript
Download
Timeline
0:00began with new words on the issue
1:00build 1 min, 2 steps of the coder, $0.50 spent by then
5:00attempt 1 1 of 1 checks fail · 0 of 1 criteria proven
6:00wall 12 steps in a row changed nothing and showed nothing new; the architect narrowed what is to be done
7:00conflict the base changed the same lines
8:00resumed the first time; kept: ticket, and 3 paid replies
9:00ended Opened
What was said, step by step
Checks
Checks by attempt
Attempt | &lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; [looked like a secret] | Criteria proven |
Attempt 1 | Fails 2 failing, 1 error | 0 of 1 |
Budget
0 %
5 %
10 %
15 %
20 %
25 %
2 min2.2 min2.4 min2.6 min2.8 min3 min
20 % of money0 % of tokens0 % of steps0 % of minutes
Evidence
Criteria and their proofs
Criterion | Test | Without the change | With it | Proof |
AC1 format(1500) is 2 s | test “whole seconds” in test | Red at an assertion | Green | Proven |
Arms
Checks in each arm
Check | Base | With the change | Base&#39;s tests on it |
test | Holds 1 s | Holds 1 s | |
Change
&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; +1 −1
@@ -1 +1 @@
-&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;
+x [looked like a secret]
5 more characters are in the run's folder.
Spec
Version 1
Goal
&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;
Acceptance criteria
format(1500) is 2 s
Version 2
Goal
Whole seconds.
Acceptance criteria
format(1500) is 2 s
Work order
Make the sum of nothing 0
reduce without a start value throws on an empty list; it starts from 0 now.
Steps
Start the reduction from 0 in src/sum.js
Tests
test/sum.test.js: the sum of nothing
To read
src/sum.js:2–4 the bug
Interfaces
connect(&quot;[looked like a secret]&quot;)
Footprint
src/sum.js
test/sum.test.js"
`);
});

it("shows all words of others as text, and takes secrets out of them", async () => {
  for (const path of ["/runs/r2", "/runs/r2/transcript"]) {
    const text = await shown(path);
    const found = ["<img", "&lt;img", TOKEN, "[looked like a secret]"].map((part) => text.includes(part));
    expect(found).toEqual([false, true, false, true]);
  }
});

it("hands out the whole run as a file without secrets, and nothing of a run that is not known", async () => {
  const page = aRunPage();
  const cookie = await page.signedIn();
  const answer = await get(page.app, "/runs/r2/download", { cookie });
  const text = await answer.text();
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="issuewright-r2.json"');
  expect([text.includes(TOKEN), Object.keys(JSON.parse(text))]).toEqual([
    false,
    ["run", "events", "report", "order", "evidence", "diff", "steps"],
  ]);
  const unknown = await Promise.all(
    ["/runs/r9", "/runs/r9/transcript", "/runs/r9/download"].map((path) => get(page.app, path, { cookie })),
  );
  expect(unknown.map(({ status }) => status)).toEqual([404, 404, 404]);
});

it("says once that a price is not known, and not with each phase", async () => {
  const free = events.map((each) =>
    each.kind === "stepped" ? { ...each, spent: { ...each.spent, usd: null } } : each,
  );
  const texts = await Promise.all([events, free].map(async (all) => String(await timeline(all, "/"))));
  const told = texts.map((text) => [text.includes("2 steps of the coder"), text.includes("spent by then")]);
  expect(told).toEqual([
    [true, true],
    [true, false],
  ]);
});
