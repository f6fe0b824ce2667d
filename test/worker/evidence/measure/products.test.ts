// What a build leaves for the tests after it, in sandboxes of this host.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Check } from "../../../../src/domain/evidence.ts";
import { runChecks, runEach } from "../../../../worker/evidence/measure/check.ts";
import { hostSandboxes } from "../../../../worker/sandboxes/index.ts";
import { temporaryFolder } from "../../../support/git.ts";
import { aTree, openOptions } from "../../../support/trees.ts";

const check = (name: string, kind: Check["kind"], command: string): Check => ({
  ...{ name, kind, command },
  timeoutMs: 100_000,
});
const LOOK = "cat dist/made.js src/old.js ~/left /tmp/left node_modules/judge.js test/conftest.py 2>&1";

describe("checks in sandboxes of their own", () => {
  let stack: AsyncDisposableStack;
  beforeAll(() => {
    stack = new AsyncDisposableStack();
  });
  afterAll(() => stack.disposeAsync());

  it("see the new files of a build, and nothing else that it did", async () => {
    const sandboxes = stack.use(hostSandboxes({ dataDir: stack.use(temporaryFolder()).path }));
    const { tree } = stack.use(await aTree({ "src/old.js": "old\n", "test/a.js": "a\n" }));
    const make = `mkdir dist node_modules && echo made >dist/made.js && chmod 755 dist/made.js
      for place in ~/left /tmp/left node_modules/judge.js test/conftest.py src/old.js; do echo forged >$place; done`;
    const checks = [
      check("build", "build", make),
      check("test", "test", `${LOOK}; touch again; git status --short`),
      check("lint", "lint", "ls; stat -c %a dist/made.js"),
    ];
    const blinding = { at: 1_700_000_000, paths: [] };
    const open = () => sandboxes.open(openOptions(tree, { blinding }));
    const project = { read: () => ({ tests: null, diagnostics: [] }), runnerOf: () => null };
    await using shared = await open();
    const together = await runChecks(shared, project, checks.slice(0, 2), new AbortController().signal);
    expect(together[1]?.output).toContain("forged\nforged\n");
    const results = await runEach(open, project, checks, new AbortController().signal);
    expect(results.map(({ output }) => output)).toEqual([
      "",
      `made
old
cat: /home/agent/left: No such file or directory
cat: /tmp/left: No such file or directory
cat: node_modules/judge.js: No such file or directory
cat: test/conftest.py: No such file or directory
?? again
`,
      "dist\nsrc\ntest\n755\n",
    ]);
  });
});
