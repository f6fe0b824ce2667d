// The eye on the coder: sees a tree change without a word, breaks off when nothing comes any more, reminds of what is open.
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import { NO_USAGE } from "../../../../src/domain/budget.ts";
import type { Step } from "../../../../worker/agent/loop.ts";
import { type Watched, watchCoder } from "../../../../worker/run/phases/watch.ts";
import type { Deed } from "../../../../worker/tools/tool.ts";
import { emptyRepository } from "../../../support/git.ts";
import { memorySandbox } from "../../../support/memory-sandbox.ts";
import { goodOrder } from "../../../support/script.ts";

const step = (deed: Deed, text: string): Step => {
  const call = { id: "1", name: "tool", arguments: JSON.stringify(deed) };
  return { number: 1, text: "", calls: [{ call, text, failed: false, deed }], usage: NO_USAGE };
};
const shell = (line: string) =>
  step({ effect: "runs", line, ending: "exited", exitStatus: 0 }, "exit status 0");
const check = (command: string) => ({ name: "test", command, kind: "test", timeoutMs: 1000 }) as const;

function watching(part: Partial<Watched> = {}) {
  return watchCoder({
    sandbox: memorySandbox(),
    order: goodOrder,
    checks: [check('npm test -- "all"'), check("npm run lint")],
    broken: [],
    maxIdleSteps: 2,
    budgetWall: () => null,
    signal: new AbortController().signal,
    ...part,
  });
}

describe("an eye on the coder", () => {
  it("sees what a silent command does to tracked and to new files", async () => {
    using repository = emptyRepository();
    repository.commit({ "a.js": "a\n", ".gitignore": "ignored\n" });
    const inTree = (line: string) => execFileSync("sh", ["-c", line], { cwd: repository.path }).toString();
    const sandbox = memorySandbox({ run: ({ line }) => ({ output: inTree(line) }) });
    const { watch, wall } = watching({ sandbox });
    const halts: boolean[] = [];
    for (const command of [
      "true",
      "true",
      "echo b >a.js",
      "true",
      "echo c >new.js",
      "echo d >new.js",
      "true",
      "echo e >ignored",
    ]) {
      inTree(command);
      halts.push(await watch.halts(shell(command)));
    }
    expect(halts).toEqual([false, false, false, false, false, false, false, true]);
    expect(wall()).toEqual({ kind: "no-progress", steps: 2 });
  });

  it("asks for the tree only where a step brought nothing else", async () => {
    const sandbox = memorySandbox();
    const { watch } = watching({ sandbox });
    await watch.halts(step({ effect: "reads", path: "a.js" }, "1\ta"));
    await watch.halts(step({ effect: "changes", path: "a.js" }, "Edited a.js: line 1."));
    expect(sandbox.commands).toEqual([]);
  });

  it("heeds the budget's wall", async () => {
    const gone = { kind: "budget-share", cap: "usd", percent: 60 } as const;
    const { watch, wall } = watching({ budgetWall: () => gone });
    expect([await watch.halts(shell("ls")), wall()]).toEqual([true, gone]);
  });

  it("reminds of the order, of checks that did not hold, and of those not run since the last change", async () => {
    const { watch } = watching({ broken: ["lint"] });
    await watch.halts(shell("npm run lint"));
    await watch.halts(step({ effect: "changes", path: "a.js" }, "Wrote a.js."));
    await watch.halts(shell('cd . && npm test -- "all" 2>&1 | tail'));
    expect(watch.remind.text()).toMatchInlineSnapshot(`
"A reminder by the harness. The work order: Make the sum of nothing 0
Steps:
- Start the reduction from 0 in src/sum.js
Tests to write:
- test/sum.test.js: the sum of nothing
Checks that failed when last measured: lint
Not run by you since your last change: \`npm run lint\`
When all of it is done, call \`done\`."
`);
  });

  it("is short about a long order", () => {
    const order = {
      ...goodOrder,
      steps: Array.from({ length: 30 }, (_, n) => `${n} ${"word ".repeat(200)}`),
    };
    expect(watching({ order }).watch.remind.text()).toBe(
      "A reminder by the harness. The work order: Make the sum of nothing 0 (30 steps, 1 test; see the first message). When all of it is done, call `done`.",
    );
  });
});
