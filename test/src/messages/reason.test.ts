// What people read of a run that ended without a pull request: each reason, and what to do about it.
import { describe, expect, it } from "@jest/globals";
import { brokenCheck } from "../../../src/domain/broken-check.ts";
import { gaveUp } from "../../../src/domain/outcome.ts";
import { FailedReason, GaveUpReason, NoChangeReason } from "../../../src/domain/reason.ts";
import { renderOutcome } from "../../../src/messages/outcome.ts";
import { failedText, gaveUpText, noChangeText } from "../../../src/messages/reason.ts";
import { failedRemedy, gaveUpRemedy, ON_GITHUB } from "../../../src/messages/remedy.ts";
import { aCheckResult } from "../../support/builders.ts";
import { FAILED_REASONS, GAVE_UP_REASONS, NO_CHANGE_REASONS } from "../../support/reasons.ts";

describe("the reason why a run ended", () => {
  it("says what stood against the work, and what to do", () => {
    const said = GAVE_UP_REASONS.map(
      (reason) => `${gaveUpText(reason)} → ${gaveUpRemedy(reason, ON_GITHUB)}`,
    );
    expect(said).toMatchInlineSnapshot(`
[
  "the run's budget of $0.5000 was used up before it could write the spec → Make the issue smaller, or raise \`budget: { usd: … }\` in the repository's rules, then comment \`/ai retry\`",
  "the run's budget of 45 minutes was used up before it could end → Make the issue smaller, or have the operator raise \`ISSUEWRIGHT_BUDGET_MINUTES\`, then comment \`/ai retry\`",
  "it could not write the work order: the architect did not finish within 200 steps → Say more in the issue, or choose a stronger model for this role, then comment \`/ai retry\`",
  "it could not review the change: the reviewer stopped without handing in its result (\`submit_review\`) → Say more in the issue, or choose a stronger model for this role, then comment \`/ai retry\`",
  "it could not carry out the work order: the coder was stopped → Say more in the issue, or choose a stronger model for this role, then comment \`/ai retry\`",
  "after 5 attempts \`test\`, \`lint\` still failed → Refine the issue with a comment in plain words, which starts a fresh run",
  "the budget of money was used up while \`test\` still failed → Refine the issue with a comment in plain words, which starts a fresh run",
  "\`test\` kept failing in the same way, also with the architect's help → Refine the issue with a comment in plain words, which starts a fresh run",
  "12 steps in a row changed nothing and showed nothing new, also with the architect's help, while \`test\` still failed → Refine the issue with a comment in plain words, which starts a fresh run",
  "building has used 61 % of its money, and the checks have not held yet, while nothing is changed → Refine the issue with a comment in plain words, which starts a fresh run",
  "its checks hold, but after 5 attempts the coder still did not hand the change in → Refine the issue with a comment in plain words, which starts a fresh run",
  "the reviewer still blocks the change after its findings went back to the coder → Refine the issue with a comment in plain words, which starts a fresh run",
  "the budget of tokens was used up with blocking review findings open → Refine the issue with a comment in plain words, which starts a fresh run",
  "the change may not be published: \`AGENTS.md\`: the path is protected; it touches 300 files, more than 200 → Ask for \`AGENTS.md\` to stay as it is, or name it under \`allow:\` in .github/issuewright.yml. Split the issue into smaller ones, each with its own label. Then comment \`/ai retry\`",
  "its change does not apply to the base: a file name is not UTF-8 → Refine the issue with a comment in plain words, which starts a fresh run",
  "the coder could not carry out the work order: There is no function sum → Refine the issue with a comment in plain words, which starts a fresh run",
  "the architect sees no way past the failing checks: The tests contradict each other → Refine the issue with a comment in plain words, which starts a fresh run",
  "the architect sees no way forward: The order cannot be carried out → Refine the issue with a comment in plain words, which starts a fresh run",
  "somebody pushed to \`issuewright/12-sum\` while the run was under way, and nothing of theirs is written over → Comment \`/ai retry\`: the run then continues from what was pushed",
  "a person closed #13, the pull request for this branch, and it stays closed → Reopen #13, then comment \`/ai retry\`",
]
`);
  });

  it("says what failed outside of the work, and what to do", () => {
    const said = FAILED_REASONS.map((reason) => `${failedText(reason)} → ${failedRemedy(reason, ON_GITHUB)}`);
    expect(said).toMatchInlineSnapshot(`
[
  "\`.github/issuewright.yml\` on the default branch could not be read: line 3, an alias (\`*name\`) stands here → Write the value out: aliases are not read. Then comment \`/ai retry\`",
  "The coder cannot start: no model is chosen for it → Set ISSUEWRIGHT_CODER_MODEL. The endpoint offers: fast. Then comment \`/ai retry\`",
  "There is nothing to build on in octo/clock: the repository has no commit yet → Push a first commit, then comment \`/ai retry\`",
  "The base branch \`next\` could not be used: the repository has no branch of that name → Correct \`base:\` in \`.github/issuewright.yml\`, then comment \`/ai retry\`",
  "The repository cannot be checked, and an unchecked change is worth nothing: no toolchain was recognised from its files → Name the commands under \`checks:\` in \`.github/issuewright.yml\` on the default branch, then comment \`/ai retry\`",
  "The repository cannot be checked, and an unchecked change is worth nothing: it looks like Node, but no build, lint or test command was found → Name the commands under \`checks:\` in \`.github/issuewright.yml\` on the default branch, then comment \`/ai retry\`",
  "The repository could not be set up, so the run stopped there: \`npm ci\` ended with 1 on the untouched base → Mend it on the base branch, or correct \`setup:\` in the rules, then comment \`/ai retry\`",
  "The repository could not be set up, so the run stopped there: \`npm ci\` ended with no exit status on the untouched base. It was refused access to \`registry.example.com:443\`, an address that is not host:port → Name those it needs under \`registries:\` in the rules, or mend it on the base branch, or correct \`setup:\` in the rules, then comment \`/ai retry\`",
  "The base does not build, so the run stopped there: \`make\` did not end within 10 min 0 s before any change → Mend the base branch, then comment \`/ai retry\`",
  "The base does not build, so the run stopped there: \`make\` ended with 2 before any change → Mend the base branch, then comment \`/ai retry\`",
  "The coder's model fast gave no reply: attempt 5 ended with: 503 overloaded → Check that the endpoint is up. Then comment \`/ai retry\`",
  "The sandbox could not be used: The sandbox is gone: its container does not answer (no space left on device) → Once that is mended, comment \`/ai retry\`",
  "GitHub did not let the app read the repository: it does not accept the app's credentials (status 401) → Check APP_ID and the private key of the app. Then comment \`/ai retry\`",
  "The run was started several times and never finished: its worker died 4 times → Look at the worker's log for this run, then comment \`/ai retry\`",
  "The run was started several times and never finished: socket hang up → Look at the worker's log for this run, then comment \`/ai retry\`",
]
`);
  });

  it("says why nothing was changed", () => {
    expect(NO_CHANGE_REASONS.map(noChangeText)).toMatchInlineSnapshot(`
[
  "The newest comments do not change the spec, and its pull request is open.",
  "The pull request this review belongs to is not open any more.",
  "No thread of the review waits for an answer any more.",
  "The coder finished without changing a file.",
  "#13 already holds exactly what this run came to.",
  "#13 already holds exactly what this run came to; the review thread is answered there.",
  "#13 already holds exactly what this run came to; 3 review threads are answered there.",
]
`);
  });

  it("shows the findings that block, folded", () => {
    const reason = GAVE_UP_REASONS.find(({ kind }) => kind === "review-blocks");
    if (reason === undefined) throw new Error("no such reason");
    const shown = renderOutcome({ kind: "gave-up", reason, broken: [], patchKept: null });
    expect(shown).toMatchInlineSnapshot(`
"**Gave up.** The reviewer still blocks the change after its findings went back to the coder.

**What to do:** Refine the issue with a comment in plain words, which starts a fresh run

<details><summary>What stood against it</summary>

\`\`\`
- blocking: src/sum.js:3 (AC1) It counts twice. Shown by: sum([1, 2])
\`\`\`

</details>"
`);
  });

  it("shows the checks that did not hold, folded", () => {
    const bound = { kind: "attempts", attempts: 5 } as const;
    const reason: GaveUpReason = { kind: "checks-fail", checks: ["test"], bound };
    const tests = [
      { name: "adds", status: "failed", message: "1 == 2" } as const,
      { name: "parses", status: "passed", message: null } as const,
    ];
    const failing = aCheckResult({ ending: "failed", exitStatus: 1, tests });
    const slow = aCheckResult({ ending: "timed-out", exitStatus: null });
    const broken = [brokenCheck(failing, "not ok 1"), brokenCheck(slow, "")];
    expect(renderOutcome(gaveUp(reason, broken))).toMatchInlineSnapshot(`
"**Gave up.** After 5 attempts \`test\` still failed.

**What to do:** Refine the issue with a comment in plain words, which starts a fresh run

<details><summary>What stood against it</summary>

\`\`\`
Check \`test\` (npm test): exit status 1
failed test adds: 1 == 2
The end of the output:
not ok 1

Check \`test\` (npm test): did not end within 60000 ms
\`\`\`

</details>"
`);
  });

  it("is read back from the ledger as it was written", () => {
    const again = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    expect(GAVE_UP_REASONS.map((reason) => GaveUpReason.parse(again(reason)))).toEqual(GAVE_UP_REASONS);
    expect(FAILED_REASONS.map((reason) => FailedReason.parse(again(reason)))).toEqual(FAILED_REASONS);
    expect(NO_CHANGE_REASONS.map((reason) => NoChangeReason.parse(again(reason)))).toEqual(NO_CHANGE_REASONS);
  });
});
