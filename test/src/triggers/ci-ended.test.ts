// The end of a CI, as GitHub tells of it, is a wish to look at our branch, or at our merge.
import { expect, it } from "@jest/globals";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { ciEnded } from "../../../src/triggers/ci-ended.ts";

const repository = { id: 7, name: "clock", owner: { login: "octo" } };
const head = { repository, installation: { id: 5 }, sender: { login: "ci[bot]" } };
const context = { delivery: "d-1", appSlug: "issuewright", labels: DEFAULT_LABELS };

it("looks at a branch of ours where a commit status is set that ends something", () => {
  const branches = [
    { name: "main", commit: { sha: "other" } },
    { name: "issuewright/12-t", commit: { sha: "head" } },
  ];
  const commit = { commit: { message: "Mend the sum" } };
  const set = (state: string, part: object = {}) =>
    ciEnded.intent({ ...head, sha: "head", state, branches, commit, ...part }, context);
  expect(set("success")).toMatchObject({
    ...{ kind: "ci-ended", headSha: "head", issue: { number: 12 }, asker: { kind: "machine", name: "ci" } },
  });
  expect(set("failure")).toMatchObject({ kind: "ci-ended" });
  expect(set("pending")).toBeNull();
  expect(set("success", { sha: "other" })).toBeNull();
});

it.each([
  ["Merge pull request #2 from octo/issuewright/12-t\n\nMend the sum", 2],
  ["Mend the sum (#2)", 2],
  ["Mend the sum (#2) for good", null],
  ["Mend the sum", null],
])("looks at a commit that says which pull request it merged: %j", (message, number) => {
  const suite = { head_branch: "main", head_sha: "merge", app: { slug: "ci" }, head_commit: { message } };
  const ended = ciEnded.intent({ ...head, check_suite: suite }, context);
  const branches = [{ name: "main", commit: { sha: "merge" } }];
  const set = { ...head, sha: "merge", state: "failure", branches, commit: { commit: { message } } };
  const expected = { kind: "base-ci-ended", headSha: "merge", issue: { number } };
  for (const intent of [ended, ciEnded.intent(set, context)])
    if (number === null) expect(intent).toBeNull();
    else expect(intent).toMatchObject(expected);
});
