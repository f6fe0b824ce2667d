// The named tests without the lines that give the code its answer: how long that run may take.
import { expect, it } from "@jest/globals";
import type { Check } from "../../../../src/domain/evidence.ts";
import { readOutput } from "../../../../worker/diagnostics/index.ts";
import { givenAnswers } from "../../../../worker/evidence/experiment/given-answers.ts";
import { startMemory } from "../../../../worker/evidence/measure/memory.ts";
import { aCheckResult, aPatch, aProject } from "../../../support/builders.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";

const check: Check = { name: "test", command: "npm test", kind: "test", timeoutMs: 600_000 };
const head = [aCheckResult({ check, durationMs: 10_000 })];

const project = aProject({
  testsBuild: true,
  checks: [check],
  read: (_check, output) => readOutput(output),
});

it("is stopped soon where a test never ends without them, and the test gives the answer then", async () => {
  const limits: number[] = [];
  const { signal } = new AbortController();
  const open = async () =>
    memorySandbox({
      run: ({ timeoutMs }) => {
        limits.push(timeoutMs);
        return { ending: "timed-out", exitStatus: null, durationMs: timeoutMs };
      },
    });
  const text = 'globalThis.rate = 2;\ntest("adds", () => {});\n';
  const given = await givenAnswers({
    arms: { project, patch: aPatch(), memory: startMemory(), open, signal },
    view: { read: async () => null, contentId: () => null },
    ...{ head, named: [check], filesOf: () => null },
    provers: [{ kind: "test", check: "test", test: "adds", flaky: false }],
    files: [{ path: "a.test.js", text, added: [1, 2] }],
    code: { added: ["return rate * 2;"], base: "" },
  });
  expect(limits).toEqual([30_000]);
  expect(given).toEqual([{ check: "test", test: "adds", file: "a.test.js", line: 1, how: "sets" }]);
});
