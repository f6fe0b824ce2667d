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
  "the run reached its limit of $0.50 before it could write the spec → Make the issue smaller, or raise \`budget: { usd: … }\` in the repository's rules, then comment \`/ai retry\`",
  "the run reached its limit of 45 minutes before it could finish → Make the issue smaller, or have the operator raise \`ISSUEWRIGHT_BUDGET_MINUTES\`, then comment \`/ai retry\`",
  "it could not write the work order: the architect did not finish within 200 steps → Say more in the issue, or choose a stronger model for this role, then comment \`/ai retry\`",
  "it could not write the work order: the architect declined to answer, or a content filter of its endpoint did. Its last words: \`I cannot help with that.\` → Choose another model for this role, or have its content filter allow such issues, or word the issue otherwise, then comment \`/ai retry\`",
  "it could not review the change: the reviewer stopped without handing in its result (\`submit_review\`), and wrote its calls as text (\`<tool_call>\`), which its server did not parse. Its last words: \`<⁠tool_call> {"name": "submit_review"}\` → Have the model's server parse tool calls (vLLM: \`--enable-auto-tool-choice --tool-call-parser hermes\`; SGLang: \`--tool-call-parser\`; llama.cpp: \`--jinja\`), then comment \`/ai retry\`",
  "it could not carry out the work order: the coder called \`edit\` 5 times in the same way and was refused each time (\`'old' is not in a.js.\`). Its last words: \`I edit the file.\` → Say more in the issue, or choose a stronger model for this role, then comment \`/ai retry\`",
  "it could not carry out the work order: the coder was stopped → Say more in the issue, or choose a stronger model for this role, then comment \`/ai retry\`",
  "it could not carry out the work order: the coder wrote 5 replies in a row that were cut before their end, the last after 4,096 tokens, inside a call of \`write\` → Let the model write longer replies (llama.cpp: \`-n\`; Ollama: \`num_predict\` and \`OLLAMA_CONTEXT_LENGTH\`; a proxy: its time limit for a stream), choose another model for this role, or make the issue smaller, then comment \`/ai retry\`",
  "it could not carry out the work order: the coder does not see the whole conversation: its server leaves out a part without an error (it counted 2051 of about 9012 tokens) → Have the model's server hold more (Ollama: \`OLLAMA_CONTEXT_LENGTH=65536\` or more; llama.cpp: \`-c\`; LM Studio: the context length of the model), or choose a model that holds more, then comment \`/ai retry\`",
  "\`test\`, \`lint\` were still failing after 5 attempts → Refine the issue with a comment in plain words, which starts a fresh run",
  "the money budget ran out while \`test\` was still failing → Refine the issue with a comment in plain words, which starts a fresh run",
  "\`test\` kept failing in the same way, even with the architect's help → Refine the issue with a comment in plain words, which starts a fresh run",
  "12 steps in a row changed nothing and showed nothing new, even with the architect's help, and \`test\` was still failing → Refine the issue with a comment in plain words, which starts a fresh run",
  "building spent 61 % of its money budget without passing the checks, and nothing has changed → Refine the issue with a comment in plain words, which starts a fresh run",
  "the change passes its checks, but the coder had not handed it in after 5 attempts → Refine the issue with a comment in plain words, which starts a fresh run",
  "the reviewer still blocks the change after its findings went back to the coder → Refine the issue with a comment in plain words, which starts a fresh run",
  "6 rounds of review were answered, which is as many as the rules allow, and 2 threads are open → Resolve the threads that may stay as they are. For one more round comment \`/ai fix\` on the pull request; to have what is wanted written into the spec and built afresh, comment \`/ai restart\`",
  "the token budget ran out while blocking review findings were open → Refine the issue with a comment in plain words, which starts a fresh run",
  "the change may not be published: \`AGENTS.md\`: the path is protected; it changes 300 files, but at most 200 are allowed → Ask for \`AGENTS.md\` to stay as it is, or name it under \`allow:\` in .github/issuewright.yml. Split the issue into smaller ones, each with its own label. Then comment \`/ai retry\`",
  "its change does not apply to the base: a file name is not UTF-8 → Refine the issue with a comment in plain words, which starts a fresh run",
  "the coder could not carry out the work order: There is no function sum → Refine the issue with a comment in plain words, which starts a fresh run",
  "the architect sees no way past the failing checks: The tests contradict each other → Refine the issue with a comment in plain words, which starts a fresh run",
  "the architect sees no way forward: The order cannot be carried out → Refine the issue with a comment in plain words, which starts a fresh run",
  "\`main\` was changed at the same places during the run: src/sum.js: patch does not apply → Comment \`/ai retry\`: the run then builds on the newest commit",
  "GitHub lets no app bring in workflow files that differ from those of the default branch, and \`issuewright/12-sum\` has others (Resource not accessible by integration) → Bring the branch up to date with the default branch, or comment \`/ai retry\`",
  "somebody pushed to \`issuewright/12-sum\` during the run, and Issuewright never overwrites their commits → Comment \`/ai retry\`: the run then continues from what was pushed",
  "#13 was pointed at \`release\` during the run, and the change could not be carried over there → Comment \`/ai retry\`: the run then builds on \`release\`",
  "a person closed #13, the pull request for this branch, and it stays closed → Reopen #13, then comment \`/ai retry\`",
  "a person closed #13 without merging it, and nobody asked for another pull request since → Comment \`/ai retry\`: the run then builds anew, and reads what was said here since",
]
`);
  });

  it("says what failed outside of the work, and what to do", () => {
    const said = FAILED_REASONS.map((reason) => `${failedText(reason)} → ${failedRemedy(reason, ON_GITHUB)}`);
    expect(said).toMatchInlineSnapshot(`
[
  "\`.github/issuewright.yml\` on the default branch could not be read: line 3, an alias (\`*name\`) is used here → Write the value out: aliases are not read. Then comment \`/ai retry\`",
  "The coder cannot start: no model is chosen for it → Set ISSUEWRIGHT_CODER_MODEL. The endpoint offers: fast. Then comment \`/ai retry\`",
  "There is nothing to build on in octo/clock: the repository has no commit yet → Push a first commit, then comment \`/ai retry\`",
  "The base branch \`next\` could not be used: the repository has no branch of that name → Correct \`base:\` in \`.github/issuewright.yml\`, then comment \`/ai retry\`",
  "The repository octo/clock is archived, so that nothing can be written to it → Make octo/clock writable again, then comment \`/ai retry\`",
  "The repository octo/clock is disabled by GitHub, so that nothing can be written to it → Make octo/clock writable again, then comment \`/ai retry\`",
  "The app may bypass rules of octo/clock that people have to meet (\`reviews\`, the protection of \`main\`), and Issuewright begins nothing there unless the rules accept it → Take the app off the bypass list of these rules, or write \`bypass: accepted\` into \`.github/issuewright.yml\` on the default branch, then comment \`/ai retry\`",
  "The issue is locked, so that the app cannot say on it what comes of a run → Unlock the conversation, then comment \`/ai retry\`",
  "GitHub has no drafts in octo/clock, as the plan of its owner says, and Issuewright opens nothing that looks ready to merge unless the rules let it → Write \`draft: preferred\` into \`.github/issuewright.yml\` on the default branch to get an ordinary pull request, then comment \`/ai retry\`",
  "The repository cannot be checked, and an unchecked change is worth nothing: no toolchain was recognised from its files → Name the commands under \`checks:\` in \`.github/issuewright.yml\` on the default branch, then comment \`/ai retry\`",
  "The repository cannot be checked, and an unchecked change is worth nothing: it looks like Node, but no build, lint or test command was found → Name the commands under \`checks:\` in \`.github/issuewright.yml\` on the default branch, then comment \`/ai retry\`",
  "The repository could not be set up, so the run stopped there: \`npm ci\` ended with 1 on the untouched base → Mend the base branch, or correct \`setup:\` in the rules, then comment \`/ai retry\`",
  "The repository could not be set up, so the run stopped there: \`npm ci\` ended with no exit status on the untouched base. It was refused access to \`registry.example.com:443\`, an address that is not host:port. No address is known for \`packages.exampel.com:443\`. Nothing answered at \`slow.example.com:443\`. The connection to \`inner.example.com:443\` was ended → Add \`registries: [registry.example.com:443]\` to \`.github/issuewright.yml\`, as far as it needs them; or correct the name, or the name server of the worker's host; or let the worker's host reach it, or wait until it is up again; or mend the base branch, or correct \`setup:\` in the rules, then comment \`/ai retry\`",
  "The base does not build, so the run stopped there: \`make\` did not end within 10 min 0 s before any change → Mend the base branch, then comment \`/ai retry\`",
  "The base does not build, so the run stopped there: \`make\` ended with 2 before any change → Mend the base branch, then comment \`/ai retry\`",
  "The repository needs \`dotnet\`, and no sandbox image of Issuewright has it → Write \`image: mcr.microsoft.com/dotnet/sdk:9.0\`, or another image that has it, into \`.github/issuewright.yml\` on the default branch, then comment \`/ai retry\`",
  "The base cannot be built as it is measured, without the history of the repository, so the run stopped there: \`make\` ended with 2, and passed with the history → Nothing is wrong with the base. Name under \`checks:\` in \`.github/issuewright.yml\` a command that builds without the history of git, then comment \`/ai retry\`",
  "The base was not built within the limits of the sandbox, so the run stopped there: \`make\` ended with 137, as a program that is killed, for instance for its memory → Nothing may be wrong with the base. Give sandboxes more memory (\`ISSUEWRIGHT_SANDBOX_MEMORY_MIB\`), or let the command run fewer programs at once, then comment \`/ai retry\`",
  "The coder's model fast gave no reply: attempt 5 ended with: 503 overloaded → Look at the logs or the status page of the endpoint. Then comment \`/ai retry\`",
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
  "The pull request that this is about is no longer open.",
  "No thread of the review waits for an answer any longer.",
  "#13 was merged during the run, so nothing was added to it, and no pull request was opened beside it. \`/ai retry\` builds on what was merged.",
  "No job of the repository's CI is red any longer for something that this change did.",
  "The repository's CI is red (\`test (22)\`), but what it runs holds here, with the change as well as without it: \`npm run lint\`. Its log there shows what differs.",
  "The coder finished without changing a file.",
  "#13 already holds exactly the change that this run made.",
  "#13 already holds exactly the change that this run made; the review thread is answered there.",
  "#13 already holds exactly the change that this run made; 3 review threads are answered there.",
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

<details><summary>What failed</summary>

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
"**Gave up.** \`test\` was still failing after 5 attempts.

**What to do:** Refine the issue with a comment in plain words, which starts a fresh run

<details><summary>What failed</summary>

\`\`\`
Check \`test\` (npm test): exit status 1
failed test adds: 1 == 2
The end of the output:
not ok 1

Check \`test\` (npm test): did not end within 1 min 0 s
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
