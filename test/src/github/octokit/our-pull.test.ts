// A pull request is ours by the app that opened it and by its branch in this repository.
import { expect, it } from "@jest/globals";
import { issueOfPull } from "../../../../src/github/octokit/our-pull.ts";

const US = { login: "issuewright[bot]", type: "Bot" };
const HERE = { id: 7 };
const ours = { user: US, head: { ref: "issuewright/12-seconds", repo: HERE }, base: { repo: HERE } };

it.each([
  ["we opened it from a branch of ours", {}, 12],
  ["a person opened it from that branch", { user: { login: "ada", type: "User" } }, null],
  ["a person has our login's words", { user: { ...US, type: "User" } }, null],
  ["its branch has another name", { head: { ref: "fix/seconds", repo: HERE } }, null],
  ["its branch is in a fork of the repository", { head: { ...ours.head, repo: { id: 8 } } }, null],
  ["its fork was deleted", { head: { ...ours.head, repo: null } }, null],
  ["the repository is itself a fork, and the branch is in it", { base: { repo: HERE } }, 12],
])("is for an issue, or none of ours: %s", (_what, part, issue) => {
  expect(issueOfPull({ appSlug: "issuewright" }, { ...ours, ...part })).toBe(issue);
});
