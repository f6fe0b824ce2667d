// What a person is told to do where there is no GitHub: nothing that only GitHub can take.
import { describe, expect, it } from "@jest/globals";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { renderQuestions } from "../../../src/messages/answer.ts";
import { renderLocally } from "../../../src/messages/local.ts";
import { renderSticky } from "../../../src/messages/sticky.ts";
import { aStickyView, aTally } from "../../support/builders.ts";
import { FAILED_REASONS, GAVE_UP_REASONS } from "../../support/reasons.ts";

const ONLY_ON_GITHUB = /\/ai|\bcomment|\blabel|\b[Pp]ush |[Ss]ubmit(?!_)|data directory/;
const place = {
  issueFile: "/w/issue.md",
  patch: "/w/out/change.patch",
  pullRequest: "/w/out/pull-request.md",
};
const unbroken = { broken: [], patchKept: null };
const unlogged = { log: null, patchKept: null };

describe("the ending of a run without GitHub", () => {
  it.each<[Outcome, RegExp]>([
    [
      {
        kind: "opened",
        pull: { number: 1, url: "file:///w", headSha: null },
        measured: aTally(),
      },
      /^\*\*Written\.\*\* Measured: 1 of 1 criterion proven\. Run `git apply \/w\/out\/change\.patch`/,
    ],
    [
      {
        kind: "needs-answer",
        questions: [{ id: "Q1", text: "Which?", recommended: "This.", blocking: true }],
        patchKept: "runs/1/change.patch",
      },
      /\*\*Q1\*\* Which\?\n {2}- recommended: This\..*Write the answer into \/w\/issue\.md.*kept as \/w\/out\/change\.patch/s,
    ],
    [
      { kind: "no-change", reason: { kind: "pull-not-open" } },
      /Say what is missing in \/w\/issue\.md and run the same/,
    ],
    [
      { kind: "cancelled", by: { kind: "operator" }, because: { kind: "interrupted" } },
      /^\*\*Stopped\*\* by `the operator`: interrupted\./,
    ],
    [
      {
        ...{ kind: "gave-up", broken: [], patchKept: "x" },
        reason: { kind: "coder-blocked", said: "no" },
      },
      /Say more in \/w\/issue\.md and run the same command again\n\nThe work so far is kept as \/w\/out/,
    ],
    [
      {
        ...{ kind: "failed", ...unlogged },
        reason: { kind: "repository-empty", repository: "local/w" },
      },
      /\*\*What to do:\*\* Make a first commit, then run the same command again/,
    ],
  ])("says what to do here: %j", (outcome, expected) => {
    const said = renderLocally(outcome, place);
    expect(said).toMatch(expected);
    expect(said).not.toMatch(ONLY_ON_GITHUB);
  });

  it("asks for nothing that only GitHub can take, whatever the reason", () => {
    for (const reason of GAVE_UP_REASONS) {
      expect(renderLocally({ kind: "gave-up", reason, ...unbroken }, place)).not.toMatch(ONLY_ON_GITHUB);
    }
    for (const reason of FAILED_REASONS) {
      expect(renderLocally({ kind: "failed", reason, ...unlogged }, place)).not.toMatch(ONLY_ON_GITHUB);
    }
  });
});

describe("what else is written there", () => {
  const folder = { kind: "folder", issueFile: "/w/issue.md" } as const;

  it.each<[string, Outcome | null]>([
    ["goes on", null],
    ["was stopped", { kind: "cancelled", by: { kind: "operator" }, because: { kind: "interrupted" } }],
    ["gave up", { kind: "gave-up", reason: { kind: "coder-blocked", said: "no" }, ...unbroken }],
  ])("is a state that asks for nothing of GitHub, where the run %s", (_what, outcome) => {
    const notes = [{ kind: "spec-edited" as const }];
    const said = renderSticky(aStickyView({ outcome, notes, place: folder }));
    expect(said).not.toMatch(ONLY_ON_GITHUB);
    expect(said).toContain("To build it, run the same command again.");
  });

  it("is a question whose answer goes into the issue file", () => {
    const questions = [{ id: "Q1", text: "Which?", recommended: "This.", blocking: true }];
    const said = renderQuestions({
      ...{ issue: 1, key: "spec-1", asker: { kind: "operator" } as const },
      ...{ questions, place: folder },
    });
    expect(said).not.toMatch(ONLY_ON_GITHUB);
    expect(said).toContain(
      "Write the answer into /w/issue.md (or copy the recommended one) and run the same",
    );
  });
});
