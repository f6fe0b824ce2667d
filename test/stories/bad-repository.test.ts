// A repository that cannot be worked on says so on the issue, in words its maintainer can act on, and costs nothing.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Rules } from "../../src/domain/rules.ts";
import { type House, openHouse } from "../support/house.ts";
import { project } from "../support/script.ts";
import { leftovers, requestsSaying, scenes, type Told, tellAll } from "../support/story.ts";

const RULES = ".github/issuewright.yml";
const withRules = (text: string) => ({ ...project, [RULES]: text });
const checking = (command: string, kind: string) =>
  withRules(`checks:\n  - { name: ${kind}, run: '${command}', kind: ${kind}, minutes: 0.02 }\n`);

const repositories = {
  "bad-rules": withRules("checks:\n  - { name: test, run: npm test, kid: test }\nbas: main\n"),
  "bad-yaml": withRules("base: 'main\n"),
  "no-commit": {},
  "no-toolchain": { "README.md": "Hello\n" },
  "no-checks": { "package.json": "{}\n" },
  "no-image": withRules("image: no-such/image:9\n"),
  "no-base": withRules("base: develop\n"),
  "bad-setup": withRules("setup: ['echo downloading; echo E404 left-pad is gone; exit 3']\n"),
  "bad-build": checking("echo src/a.ts is broken; exit 2", "build"),
  "slow-build": checking("echo waiting; sleep 60", "build"),
};

describe("a repository that cannot be worked on", () => {
  let house: House;
  let told: Record<keyof typeof repositories, Told>;
  beforeAll(async () => {
    house = await openHouse({
      script: scenes({ "bad-setup": {}, "bad-build": {}, "slow-build": {} }),
      files: project,
    });
    told = await tellAll(house, repositories);
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it.each(Object.keys(repositories))(
    "ends as failed, blocked, with nothing left behind: %s",
    async (name) => {
      const story = Object.entries(told).find(([key]) => key === name)?.[1];
      expect(story).toMatchObject({ outcome: "failed", labels: ["ai-blocked", "ai-ready"], pulls: [] });
      expect(await leftovers(story?.runId ?? "")).toEqual([]);
      expect(house.model.requests.filter(({ request }) => request.model !== "scripted-architect")).toEqual(
        [],
      );
    },
  );

  it("asks no model where the fault is known before the code is read", () => {
    const early = ["bad-rules", "bad-yaml", "no-commit", "no-toolchain", "no-checks", "no-image", "no-base"];
    expect(early.flatMap((name) => requestsSaying(house, name))).toEqual([]);
  });

  it("names line and remedy of each fault in the rules", () => {
    expect(told["bad-rules"].shown).toBe(
      "**Failed.** `.github/issuewright.yml` on the default branch could not be read: line 2, there is no setting `kid` in `checks.0`; line 3, there is no setting `bas`.\n\n" +
        `**What to do:** The settings in \`checks\` are name, run, kind, minutes. The settings are ${Object.keys(Rules.shape).join(", ")}. Then comment \`/ai retry\``,
    );
    expect(told["bad-yaml"].shown).toBe(
      "**Failed.** `.github/issuewright.yml` on the default branch could not be read: line 2, this is not valid YAML (Missing closing 'quote).\n\n" +
        "**What to do:** Check indentation, quotes and colons on that line. Then comment `/ai retry`",
    );
  });

  it("says that an empty repository needs a first commit", () => {
    expect(told["no-commit"].shown).toBe(
      "**Failed.** There is nothing to build on in octo/no-commit: the repository has no commit yet.\n\n" +
        "**What to do:** Push a first commit, then comment `/ai retry`",
    );
  });

  it("asks for checks where none are recognised", () => {
    const remedy =
      "**What to do:** Name the commands under `checks:` in `.github/issuewright.yml` on the default branch, then comment `/ai retry`";
    expect(told["no-toolchain"].shown).toBe(
      `**Failed.** The repository cannot be checked, and an unchecked change is worth nothing: no toolchain was recognised from its files.\n\n${remedy}`,
    );
    expect(told["no-checks"].shown).toBe(
      `**Failed.** The repository cannot be checked, and an unchecked change is worth nothing: it looks like node, but no build, lint or test command was found.\n\n${remedy}`,
    );
  });

  it("names an image and a base branch that do not exist", () => {
    expect(told["no-image"].shown).toContain(
      "Could not open a sandbox of no-such/image:9: there is no image no-such/image:9 on this host.",
    );
    expect(told["no-base"].shown).toBe(
      "**Failed.** The base branch `develop` could not be used: the repository has no branch of that name.\n\n" +
        "**What to do:** Correct `base:` in `.github/issuewright.yml`, then comment `/ai retry`",
    );
  });

  it("shows the useful end of the log where the base cannot be set up or built", () => {
    expect(
      told["bad-setup"].shown,
    ).toBe(`**Failed.** The repository could not be set up, so nothing was begun: \`echo downloading; echo E404 left-pad is gone; exit 3\` ended with 3 on the untouched base.

**What to do:** Mend it on the base branch, or correct \`setup:\` in the rules, then comment \`/ai retry\`

<details><summary>The useful end of the log</summary>

\`\`\`
downloading
E404 left-pad is gone
\`\`\`

</details>`);
    expect(told["bad-build"].shown).toContain(
      "**Failed.** The base does not build, so nothing was begun: `echo src/a.ts is broken; exit 2` ended with 2 before any change.\n\n**What to do:** Mend the base branch, then comment `/ai retry`",
    );
    expect(told["bad-build"].shown).toContain("```\nsrc/a.ts is broken\n```");
    expect(told["slow-build"].shown).toContain(
      "`echo waiting; sleep 60` did not end within 1.2 s before any change.",
    );
  });
});
