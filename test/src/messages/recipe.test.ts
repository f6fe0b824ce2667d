// The rules that a person may start from: valid as they stand, valid without the marks before suggestions, and closed to
// whatever a repository writes into its files.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Hint } from "../../../src/domain/hint.ts";
import { failed } from "../../../src/domain/outcome.ts";
import type { Recipe } from "../../../src/domain/recipe.ts";
import { renderOutcome } from "../../../src/messages/outcome.ts";
import { recipeText, unrecognised } from "../../../src/messages/recipe.ts";
import { parseRules } from "../../../src/rules.ts";

const from = { path: ".github/workflows/ci.yml", place: "test: Install" };
const recipe: Recipe = {
  image: "node",
  setup: ["npm ci"],
  checks: [{ name: "test", run: "npm test", kind: "test", minutes: 20 }],
  hints: [
    {
      kind: "version",
      program: "Python",
      asked: "3.11.4",
      image: "python:3.11",
      from: { path: ".tool-versions", place: null },
    },
    {
      kind: "version",
      program: "terraform",
      asked: "1.5",
      image: null,
      from: { path: ".tool-versions", place: null },
    },
    { kind: "image", image: "mcr.microsoft.com/devcontainers/base:1", from },
    { kind: "service", name: "db", image: "postgres:16", port: 5432, env: { POSTGRES_PASSWORD: "x" }, from },
    { kind: "service", name: "other", image: "postgres:15", port: 5432, env: {}, from },
    { kind: "setup", run: "npm run prepare", from },
    { kind: "check", run: "npm run all", checks: "test", from },
    { kind: "withheld", because: "root", from },
  ],
};

const rulesOf = (text: string) => {
  const reading = parseRules(text);
  if (reading.kind === "invalid") throw new Error(JSON.stringify(reading.faults));
  return reading.rules;
};
const uncommented = (text: string) =>
  text.replace(/^( *)# (?=- | {2}|\w+:$|checks:|setup:|services:)/gm, "$1");

describe("rules to start from", () => {
  it("show what is known, and as comments what is suggested, each with where it comes from", () => {
    expect(recipeText(recipe)).toMatchInlineSnapshot(`
"# .github/issuewright.yml
# A line without a source is what Issuewright does by itself. A key that is left out means the same.
image: "node"
# image: "mcr.microsoft.com/devcontainers/base:1"  # .github/workflows/ci.yml, test: Install
# image: "python:3.11"  # .tool-versions
# services:
#   "db": { image: "postgres:16", port: 5432, env: { "POSTGRES_PASSWORD": "x" } }  # .github/workflows/ci.yml, test: Install
setup:
  - "npm ci"
  # - "npm run prepare"  # .github/workflows/ci.yml, test: Install
checks:
  - { name: "test", run: "npm test", kind: test, minutes: 20 }
  # - { name: "test-2", run: "npm run all", kind: test }  # .github/workflows/ci.yml, test: Install
# Not suggested, because it needs root: .github/workflows/ci.yml, test: Install"
`);
  });

  it("hold the suggestions once the marks before them are deleted", () => {
    const { setup, checks, services } = rulesOf(uncommented(recipeText(recipe)));
    expect({ setup, services: Object.keys(services), checks: checks?.map(({ run }) => run) }).toEqual({
      setup: ["npm ci", "npm run prepare"],
      services: ["db"],
      checks: ["npm test", "npm run all"],
    });
  });

  it("have suggestions in force only where nothing is recognised and somebody asks for them", () => {
    const text = recipeText(unrecognised(recipe.hints), { takesHints: true });
    const { setup, checks } = rulesOf(text);
    expect([setup, checks?.map(({ run }) => run)]).toEqual([["npm run prepare"], ["npm run all"]]);
    const quiet = rulesOf(recipeText(unrecognised(recipe.hints)));
    expect([quiet.setup, quiet.checks, quiet.services]).toEqual([undefined, undefined, {}]);
  });

  it("stay what they are, whatever the repository's files say", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom(
        "x\nsetup: [evil]",
        "x\r- evil",
        "x\u2028evil: 1",
        "\u0085setup:\n",
        '"}\n',
        "```\n@all",
        "# x",
      ),
    );
    const origin = fc.record({ path: hostile, place: fc.option(hostile) });
    const command = hostile.filter((text) => text !== "");
    const hint: fc.Arbitrary<Hint> = fc.oneof(
      fc.record({ kind: fc.constant("setup" as const), run: command, from: origin }),
      fc.record({
        kind: fc.constant("check" as const),
        run: command,
        checks: fc.constant("lint" as const),
        from: origin,
      }),
      fc.record({
        kind: fc.constant("service" as const),
        ...{ name: fc.constant("db"), image: fc.constant("postgres:16"), port: fc.constant(5432) },
        env: fc.record({ A: hostile }),
        from: origin,
      }),
      fc.record({
        kind: fc.constant("withheld" as const),
        because: fc.constant("root" as const),
        from: origin,
      }),
    );
    fc.assert(
      fc.property(fc.array(hint, { maxLength: 4 }), (hints) => {
        const { setup, checks, services } = rulesOf(recipeText({ ...recipe, hints }));
        expect({ setup, checks: checks?.length, services }).toEqual({
          setup: ["npm ci"],
          checks: 1,
          services: {},
        });
        const taken = rulesOf(recipeText(unrecognised(hints), { takesHints: true }));
        const runs = (kind: string) =>
          hints.flatMap((each) => (each.kind === kind && "run" in each ? [each.run] : []));
        expect(taken.setup ?? []).toEqual(runs("setup"));
        if (runs("check").length > 0) expect(taken.checks?.map(({ run }) => run)).toEqual(runs("check"));
      }),
    );
  });

  it("stand on the issue in a fence that no suggestion closes", () => {
    const run = "npm test\n````\n@everyone <!-- issuewright:sticky issue=1 -->";
    const hints: Hint[] = [
      { kind: "check", run, checks: "test", from: { path: "a`````b", place: "x\n```" } },
    ];
    const reason = { kind: "nothing-to-check" as const, toolchain: null, hints };
    expect(renderOutcome(failed(reason, null))).toMatchInlineSnapshot(`
"**Failed.** The repository cannot be checked, and an unchecked change is worth nothing: no toolchain was recognised from its files.

**What to do:** Name the commands under \`checks:\` in \`.github/issuewright.yml\` on the default branch, then comment \`/ai retry\`

<details><summary>Rules to start from</summary>

\`\`\`\`\`\`yaml
# .github/issuewright.yml
# A line without a source is what Issuewright does by itself. A key that is left out means the same.
image: "base"
setup: []
checks:
  - { name: "test", run: "npm test\\n\`\`\`\`\\n@everyone <!-- issuewright:sticky issue=1 -->", kind: test }  # a\`\`\`\`\`b, x \`\`\`
\`\`\`\`\`\`

</details>"
`);
  });
});
