// What an issue shows once its pull request was merged, closed or reopened.
import { expect, it } from "@jest/globals";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { tidy } from "../../../src/intake/tidy.ts";
import { anIntent } from "../../support/builders.ts";
import type { FakePull } from "../../support/ports/github.ts";
import { fakeLedger } from "../../support/ports/ledger.ts";
import { openWorld } from "../../support/ports/world.ts";
import { aStanding } from "../../support/standings.ts";

/** Pull request 2 of issue 1 ended so, as ada did it. */
async function ended(
  part: Partial<FakePull>,
  {
    issueState = "open",
    deletesMerged = false,
  }: { issueState?: "open" | "closed"; deletesMerged?: boolean } = {},
) {
  const { ports, issue, github, repository } = openWorld();
  repository.push("issuewright/1", { "a.js": "1" });
  issue.state = issueState;
  for (const label of ["ai-in-review", "ai-blocked"]) issue.labels.add(label);
  const there = { number: 2, branch: "issuewright/1", into: "main", title: "", body: "", draft: true };
  github.pulls.set(2, { ...there, state: "closed", threads: [], answers: [], resolved: [], ...part });
  const about = { repository: { owner: "octo", name: "duration" }, number: 1 };
  const ledger = fakeLedger();
  github.mergedLines = new Map([["ours", { ours: 30, changed: 4 }]]);
  const standing = { ...ledger, issue: async () => aStanding({ head: "ours" }) };
  const place = { ...ports, labels: DEFAULT_LABELS, deletesMerged, ledger: standing };
  await tidy(anIntent("label", { issue: about }), { because: "pull-closed", pull: 2 }, place);
  return {
    labels: [...issue.labels],
    notice: issue.ours.get("notice")?.split("\n")[1],
    asked: issue.ours.get("closed-2")?.split("\n")[1],
    hasBranch: repository.branches.has("issuewright/1"),
    ledger: ledger.pullsEnded.map((each) => ("lines" in each ? each.lines : each.ending)),
  };
}

it("names the commit of a merge, takes our labels off, and deletes the branch where the rules say so", async () => {
  const merged = { mergedBy: "c0ffee" };
  expect(await ended(merged)).toEqual({
    labels: ["ai-ready"],
    notice: "**Merged.** #2 was merged into `main` by c0ffee.",
    asked: undefined,
    hasBranch: true,
    ledger: [{ ours: 30, changed: 4 }],
  });
  expect(await ended(merged, { deletesMerged: true })).toMatchObject({ hasBranch: false });
});

it("asks why a pull request was closed, and not where it is open again or the issue is closed, too", async () => {
  expect(await ended({})).toEqual({
    labels: ["ai-ready", "ai-blocked"],
    notice: undefined,
    asked:
      "@ada, you closed #2 without merging it, and it stays closed. What should be different? Say it here in plain words: it is read when somebody comments `/ai retry`, and nothing is built or spent before. To leave it at that, take the label off or close this issue.",
    hasBranch: true,
    ledger: ["closed"],
  });
  const open = await ended({ state: "open" });
  expect([open.labels.includes("ai-in-review"), open.ledger]).toEqual([true, []]);
  expect((await ended({}, { issueState: "closed" })).asked).toBeUndefined();
});
