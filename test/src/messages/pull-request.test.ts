// The pull request as a whole, as a maintainer reads it from top to bottom.

import { describe, expect, it } from "@jest/globals";
import { Finding } from "../../../src/domain/finding.ts";
import type { Proof } from "../../../src/domain/proof.ts";
import { commitMessage, type PullView, renderPullRequest } from "../../../src/messages/pull-request.ts";
import { aProof, aSpec, someEvidence } from "../../support/builders.ts";

const usage = { inputTokens: 900, cachedTokens: 600, outputTokens: 100, steps: 3, usd: 0.02 };

function view(part: Partial<PullView> = {}): PullView {
  return {
    issue: 12,
    round: { number: 2, first: { source: 12, tests: 30 } },
    title: "fix(clock): keep the seconds",
    summary:
      "Seconds were cut off, e.g. 1.5 s read 1 s. They are rounded now. `format` keeps its name. And so on.",
    spec: aSpec({ decisions: ["Round, not cut: 1500 ms is nearer to 2 s."], outOfScope: ["Hours"] }),
    evidence: someEvidence({
      proofs: [aProof()],
      suspicions: [
        {
          kind: "copied",
          added: { path: "src/a.js", from: 10, to: 19 },
          there: { path: "src/b.js", from: 40, to: 49 },
          renamed: false,
        },
      ],
      coverage: { kind: "unmeasured", why: "no-tool" },
    }),
    findings: [
      Finding.parse({
        file: "src/a.js",
        line: 3,
        severity: "minor",
        criterion: "AC1",
        text: "Name it `ms`.",
      }),
      Finding.parse({ severity: "minor", text: "The changelog is silent." }),
    ],
    notes: [],
    usage: { coder: usage },
    phases: [{ name: "verify", durationMs: 2100 }],
    runId: "run-1",
    isDraft: true,
    transcriptUrl: "https://github.com/octo/clock/runs/7",
    ...part,
  };
}

describe("the pull request", () => {
  it("says what and why, how it stands, what was measured, and what to look at", () => {
    expect(renderPullRequest(view())).toMatchInlineSnapshot(`
"<!-- issuewright:pull issue=12 spec=1 round=2 source=12 tests=30 -->
Seconds were cut off, e.g. 1.5 s read 1 s. They are rounded now. \`format\` keeps its name.

Fixes #12, built from **spec v1** shown there.

**1 of 1 criterion proven, 1 point needs a second look**. **First:** The added lines \`src/a.js:10-19\` repeat \`src/b.js:40-49\`. [Every step of the run](https://github.com/octo/clock/runs/7).

### Evidence

Measured in fresh sandboxes without network, on tree \`cccccccccccc\` against base \`bbbbbbbbbbbb\`. The coder names the test for each criterion; every result is measured.

| proven | criterion | test or check | without the change | with it | with a part of it taken out |
|---|---|---|---|---|---|
| ✔ | **AC1** format(1500) is 2 s | test “whole seconds” in \`test\` | red at an assertion | green | red at an assertion, 1 time |

| check | base | head |
|---|---|---|
| test: \`npm test\` | exit 0, 1.2 s | exit 0, 1.2 s |

### Not covered

- Coverage of the changed lines was not measured: no coverage tool is known for how these tests are run.

### Look twice

- The added lines \`src/a.js:10-19\` repeat \`src/b.js:40-49\`.

### Findings of the reviewing model that do not block

- \`src/a.js:3\` **AC1** Name it \`ms\`.
- The changelog is silent.

### Decisions and alternatives

- Round, not cut: 1500 ms is nearer to 2 s.

### Out of scope

- Hours

### How to continue

Submit a review: one commit will answer every thread. Comment on #12 to change what is built. Push to this branch whenever you like; your commits are never overwritten. This stays a draft until a person marks it ready.

<details><summary>Cost $0.02, 1,000 tokens; by role, and time by phase</summary>

| role | steps | tokens | input from the cache | cost |
|---|---|---|---|---|
| coder | 3 | 1,000 tokens | 66 % | $0.02 |

| phase | time |
|---|---|
| verify | 2.1 s |

Run \`run-1\`

</details>"
`);
  });

  it("links to no transcript where none is shown", () => {
    const body = renderPullRequest(view({ transcriptUrl: null }));
    expect(body).toContain(
      "**1 of 1 criterion proven, 1 point needs a second look**. **First:** The added lines `src/a.js:10-19` repeat `src/b.js:40-49`.\n\n",
    );
    expect(body).not.toContain("](");
  });

  it.each<[string, string[], Proof["by"]]>([
    [
      "No test turned green with the change, so the text above says what was intended, not what was measured.",
      [],
      null,
    ],
    ["1 test turned green with the change, but none is named for a criterion.", ["adds"], null],
    [
      "2 tests turned green with the change, but no test named for a criterion proves it.",
      ["adds", "counts"],
      { kind: "test", check: "test", test: "adds", flaky: false },
    ],
  ])("says where no criterion is proven: %s", (said, turnedGreen, by) => {
    const proof = { criterion: "AC1", by, without: "passed", with: "passed", noticed: 0 } as const;
    const evidence = someEvidence({
      proofs: [{ ...proof, faults: [{ kind: "green-without" }] }],
      redGreen: [
        {
          check: "test",
          files: ["a.test.js"],
          base: "failed",
          head: "passed",
          turnedGreen,
          reds: [],
          seen: true,
        },
      ],
    });
    expect(renderPullRequest(view({ evidence }))).toContain(said);
  });

  it("has a commit whose subject is its title", () => {
    expect(commitMessage(view()).split("\n")[0]).toBe("fix(clock): keep the seconds");
  });
});
