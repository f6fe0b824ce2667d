// What a maintainer reads when GitHub refused a request of a run.
import { describe, expect, it } from "@jest/globals";
import type { GitHubTask } from "../../../src/domain/fault.ts";
import { githubRefusalWords } from "../../../src/messages/github-refusal.ts";
import { renderOutcome } from "../../../src/messages/outcome.ts";

const REQUEST = "PATCH /repos/octo/clock/git/refs/heads/x";
const refused = (task: GitHubTask, status: number) =>
  ({
    kind: "github-refused",
    task,
    request: REQUEST,
    status,
    githubSaid: "Reference update failed",
  }) as const;

describe("a request that GitHub refused", () => {
  it.each([
    ["write-comment", "write its comment on the issue"],
    ["answer-review", "answer a review"],
    ["move-branch", "move its branch"],
    ["read-file", "read a file of the repository"],
  ] as const)("is named by what the app wanted: %s", (task, words) => {
    expect(githubRefusalWords(refused(task, 422)).what).toBe(`GitHub did not let the app ${words}`);
  });

  it("is told in plain words, with the raw answer folded below", () => {
    const reason = {
      kind: "fault",
      fault: refused("move-branch", 422),
    } as const;
    expect(renderOutcome({ kind: "failed", reason, log: null, patchKept: null })).toMatchInlineSnapshot(`
"**Failed.** GitHub did not let the app move its branch: a repository or GitHub rule forbids it (status 422).

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
