// Variables that are named like ours and that nothing reads.
import { expect, it } from "@jest/globals";
import { unreadAmong, unreadLine } from "../../../bin/configuration/unread.ts";

it.each([
  ["ISSUEWRIGHT_BUDGET_MINUTE", "Did you mean ISSUEWRIGHT_BUDGET_MINUTES?"],
  ["ISSUEWRIGHT_REVIEWERS_MODEL", "Did you mean ISSUEWRIGHT_REVIEWER_MODEL?"],
  ["ISSUEWRIGHT_FROBNICATE", "`issuewright configuration` prints all that are read."],
])("%s is told of, with what may have been meant", (variable, says) => {
  const lines = unreadAmong([variable, "PATH", "OPENAI_API_KEY"]).map(unreadLine);
  expect(lines).toEqual([`Nothing reads ${variable}, which is set. ${says}`]);
});

it("a variable that is read somewhere is not told of", () => {
  expect(unreadAmong(["ISSUEWRIGHT_BUDGET_MINUTES", "ISSUEWRIGHT_PAGE", "LOG_LEVEL"])).toEqual([]);
});
