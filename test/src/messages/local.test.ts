// What a person is told to do where there is no GitHub: nothing that only GitHub can take.
import { describe, expect, it } from "@jest/globals";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { localRemedy, renderLocally } from "../../../src/messages/local.ts";
import { sourceFiles } from "../../support/source.ts";

const ONLY_ON_GITHUB = /\/ai|\bcomment|\blabel|\b[Pp]ush |[Ss]ubmit|data directory/;
const place = {
  issueFile: "/w/issue.md",
  patch: "/w/out/change.patch",
  pullRequest: "/w/out/pull-request.md",
};
const log = null;

describe("the ending of a run without GitHub", () => {
  it.each<[Outcome, RegExp]>([
    [
      {
        kind: "opened",
        pull: { number: 1, url: "file:///w", headSha: null },
        stand: "1 of 1 criterion proven",
      },
      /^\*\*Written\.\*\* Measured: 1 of 1 criterion proven\. `git apply \/w\/out\/change\.patch`/,
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
      { kind: "no-change", because: "It is there." },
      /Say what is missing in \/w\/issue\.md and run the same/,
    ],
    [
      { kind: "cancelled", by: { kind: "operator" }, because: { kind: "interrupted" } },
      /^\*\*Stopped\*\* by `you`: interrupted\./,
    ],
    [
      {
        ...{ kind: "gave-up", because: "no", log, patchKept: "x" },
        remedy: "Refine the issue with a comment in plain words, which starts a fresh run",
      },
      /Say more in \/w\/issue\.md and run the same command again\n\nThe work so far is kept as \/w\/out/,
    ],
    [
      {
        ...{ kind: "failed", what: "Nothing", because: "no", log, patchKept: null },
        remedy: "Push a first commit, then comment `/ai retry`",
      },
      /\*\*What to do:\*\* Make a first commit, then run the same command again/,
    ],
  ])("says what to do here: %j", (outcome, expected) => {
    const said = renderLocally(outcome, place);
    expect(said).toMatch(expected);
    expect(said).not.toMatch(ONLY_ON_GITHUB);
  });

  it("turns every way to try again that a run names into the local one", () => {
    const named = sourceFiles(["worker"])
      .filter(({ path }) => path.startsWith("worker/run/"))
      .flatMap(({ text }) => text.match(/comment \\?`\/ai retry\\?`/gi) ?? [])
      .map((words) => words.replaceAll("\\", ""));
    expect(named.length).toBeGreaterThan(8);
    for (const words of named) expect(localRemedy(words, "x")).not.toMatch(ONLY_ON_GITHUB);
  });
});
