// What a person reads where set-up, a build or a version stands in the way: the failing line first, and rules to paste.
import { describe, expect, it } from "@jest/globals";
import { failed } from "../../../src/domain/outcome.ts";
import { failingLine } from "../../../src/messages/failing-line.ts";
import { renderOutcome } from "../../../src/messages/outcome.ts";

describe("the failing line of a log", () => {
  it.each([
    [
      "npm",
      "npm warn old\nnpm error code E404\nnpm error 404 Not Found - GET https://r.test/x\nnpm error A complete log of this run",
      "npm error 404 Not Found - GET https://r.test/x",
    ],
    [
      "pip",
      "Collecting x\n  error: subprocess-exited-with-error\nERROR: Could not find a version that satisfies the requirement setuptools>=77\n",
      "ERROR: Could not find a version that satisfies the requirement setuptools>=77",
    ],
    [
      "cargo",
      "    Updating index\nerror: failed to get `serde`\n\nCaused by:\n  error sending request",
      "error: failed to get `serde`",
    ],
    [
      "Maven",
      "[INFO] x\n[ERROR] Plugin a:b:1 could not be resolved\n[ERROR] \n[ERROR] To see the full stack trace",
      "[ERROR] Plugin a:b:1 could not be resolved",
    ],
    [
      "a compiler",
      "gcc -c a.c\na.c:1:10: fatal error: zlib.h: No such file or directory\nmake: *** [all] Error 1",
      "a.c:1:10: fatal error: zlib.h: No such file or directory",
    ],
    ["a shell", "sh: 1: gradle: not found", "sh: 1: gradle: not found"],
    ["colours", "\u001b[31merror: \u001b[0mno", "error: no"],
  ])("of %s is the cause, not what followed from it", (_name, log, line) => {
    expect(failingLine(log)?.replaceAll("\u2060", "")).toBe(line);
  });

  it("is left out where no line says it", () => {
    expect(failingLine("all is well\n0 errors\n")).toBeNull();
  });
});

describe("a set-up that failed", () => {
  it("shows the failing line first, and the rules that say what was tried", () => {
    const recipe = {
      image: "node",
      setup: ['npm ci --tag "x"'],
      checks: [{ name: "test", run: "CI=true npm test", kind: "test" as const }],
      hints: [],
    };
    const reason = { kind: "not-set-up" as const, command: "npm ci", exitStatus: 1, refused: [], recipe };
    expect(renderOutcome(failed(reason, "npm error 404 gone\nmore\n"))).toMatchInlineSnapshot(`
"**Failed.** The repository could not be set up, so the run stopped there: \`npm ci\` ended with 1 on the untouched base. Its log says: \`npm error 404 gone\`

**What to do:** Mend the base branch, or correct \`setup:\` in the rules, then comment \`/ai retry\`

<details><summary>Last lines of the log</summary>

\`\`\`
npm error 404 gone
more
\`\`\`

</details>

<details><summary>Rules to start from</summary>

\`\`\`yaml
# .github/issuewright.yml
image: "node"
setup:
  - "npm ci --tag \\"x\\""
checks:
  - { name: "test", run: "CI=true npm test", kind: test }
\`\`\`

</details>"
`);
  });
});
