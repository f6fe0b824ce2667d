// What a maintainer reads when GitHub refused a request of a run.
import { describe, expect, it } from "@jest/globals";
import { githubRefusalWords } from "../../../src/messages/github-refusal.ts";
import { renderOutcome } from "../../../src/messages/outcome.ts";

const refused = (request: string, status: number) =>
  ({ kind: "github-refused", request, status, githubSaid: "Reference update failed" }) as const;

describe("a request that GitHub refused", () => {
  it.each([
    ["POST /repos/octo/clock/issues/1/comments", "write its comment on the issue"],
    ["PATCH /api/v3/repos/octo/clock/issues/comments/7", "write its comment on the issue"],
    ["POST /repos/octo/clock/issues/1/labels", "change the labels of the issue"],
    ["POST /repos/octo/clock/pulls", "open or change the pull request"],
    ["POST /repos/octo/clock/pulls/2/comments/7/replies", "answer a review"],
    ["PATCH /repos/octo/clock/git/refs/heads/x", "move its branch"],
    ["POST /repos/octo/clock/git/trees", "write the commit"],
    ["GET /repos/octo/clock/contents/a.txt", "read a file of the repository"],
    ["PUT /repos/octo/clock/topics", "write to the repository"],
  ])("is named by what the app wanted: %s", (request, task) => {
    expect(githubRefusalWords(refused(request, 422)).what).toBe(`GitHub did not let the app ${task}`);
  });

  it("is told in plain words, with the raw answer folded below", () => {
    const reason = {
      kind: "fault",
      fault: refused("PATCH /repos/octo/clock/git/refs/heads/x", 422),
    } as const;
    expect(renderOutcome({ kind: "failed", reason, log: null, patchKept: null })).toMatchInlineSnapshot(`
"**Failed.** GitHub did not let the app move its branch: a rule of the repository or of GitHub stands against it (status 422).

**What to do:** Check the repository's rules and branch protection. Then comment \`/ai retry\`

<details><summary>GitHub's answer</summary>

\`\`\`
PATCH /repos/octo/clock/git/refs/heads/x
422 Reference update failed
\`\`\`

</details>"
`);
  });
});
