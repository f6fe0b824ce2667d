// Why a case came to its verdict, as a line for a terminal.
import { expect, it } from "@jest/globals";
import { reasonLine } from "../../../bin/eval/reason.ts";
import type { CaseFault } from "../../../worker/eval/case-fault.ts";
import type { VerdictReason } from "../../../worker/eval/verdict.ts";

const broken = (fault: CaseFault): VerdictReason => ({ kind: "case-broken", fault });

it.each<[VerdictReason, string]>([
  [{ kind: "hidden-passed" }, "its hidden tests pass on the change"],
  [
    { kind: "hidden-failed", command: "make hidden", exitStatus: null },
    "its hidden tests fail on the change (`make hidden` ended with no exit status)",
  ],
  [
    {
      kind: "hidden-missed",
      tests: [
        { name: "new", status: "skipped" },
        { name: "old", status: "absent" },
      ],
    },
    "some of its hidden tests did not pass: “new”, “old” (skipped or not run)",
  ],
  [
    {
      kind: "not-published",
      outcome: {
        kind: "needs-answer",
        questions: [{ id: "Q1", text: "Of what?", recommended: "Numbers", blocking: true }],
        patchKept: null,
      },
    },
    "it asks: Of what?",
  ],
  [
    {
      kind: "not-published",
      outcome: { kind: "cancelled", by: { kind: "operator" }, because: { kind: "command" } },
    },
    "stopped by the operator: `/ai stop`",
  ],
  [{ kind: "crashed", cause: { kind: "thrown", programSaid: "two\nlines \u001b[31m" } }, "two lines [31m"],
  [broken({ kind: "missing", name: "case.yml" }), "case.yml is missing"],
  [
    broken({ kind: "no-repository" }),
    "it has no repository: put a repository.bundle there (`git bundle create repository.bundle HEAD`), or a repository.json with path and commit",
  ],
  [
    broken({
      kind: "settings-invalid",
      name: "case.yml",
      faults: [{ kind: "unknown-setting", line: 2, name: "timeout", path: [], known: ["check", "minutes"] }],
    }),
    "case.yml could not be read: line 2, there is no setting `timeout`. The settings are check, minutes",
  ],
  [
    broken({ kind: "should-fail-on-base", tests: ["a", "b", "c", "d"] }),
    "“a”, “b”, “c” and 1 more should fail on the base, but passed there",
  ],
])("is worded (%#)", (reason, line) => {
  expect(reasonLine(reason)).toBe(line);
});
