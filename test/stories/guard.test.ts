// A change that may not be published is not: every reason is named, nothing is pushed, and the work is kept.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type House, openHouse } from "../support/house.ts";
import { done, fixes, project, shell } from "../support/script.ts";
import { scenes, type Told, tell, tellAll } from "../support/story.ts";

/** Made up, and put together here so that nobody's scanner finds one in this file. */
const TOKEN = ["ghp", "_", "a1B2c3D4e5".repeat(4).slice(0, 36)].join("");
const DANGEROUS = [
  "mkdir -p .github/workflows",
  "echo 'on: push' > .github/workflows/ci.yml",
  "ln -s /etc/passwd link",
  `echo 'export const token = "${TOKEN}";' > src/token.js`,
  "echo '{}' > package-lock.json",
].join(" && ");
const MENTION = "It should be 0. I use Node 24, and the version in package.json is 1.0.0.";

describe("a change that may not be published", () => {
  let house: House;
  let told: Record<"dangerous" | "huge" | "mentions", Told>;
  beforeAll(async () => {
    house = await openHouse({
      script: scenes({
        dangerous: { coder: [...fixes.slice(0, 1), shell(DANGEROUS), done] },
        huge: { coder: [shell("mkdir more && for i in $(seq 201); do echo $i > more/$i.txt; done"), done] },
        mentions: {
          coder: [...fixes, shell(`sed -i 's/node --test/node --test || true/' package.json`), done, done],
        },
      }),
      files: project,
    });
    const [both, mentions] = await Promise.all([
      tellAll(house, { dangerous: project, huge: project }),
      tell(house, { name: "mentions", files: project, body: MENTION }),
    ]);
    told = { ...both, mentions };
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it("ends as given up, with each reason and what to do about it", () => {
    expect(told.dangerous).toMatchObject({ outcome: "gave-up", labels: ["ai-blocked", "ai-ready"] });
    expect(told.dangerous.shown).toContain(
      "**Gave up.** The change may not be published: `.github/workflows/ci.yml`: files that decide what runs with your credentials are never changed; `package-lock.json`: the path is protected; `link`: symbolic links are not made; `src/token.js`: it looks like a secret (GITHUB_TOKEN).\n\n" +
        "**What to do:** Make this part of the change by hand. Ask for `package-lock.json` to stay as it is, or name it under `allow:` in .github/issuewright.yml. If it is a made-up value for a test, make it look like one. Then comment `/ai retry`",
    );
    expect(told.huge.outcome).toBe("gave-up");
    expect(told.huge.shown).toContain(
      "**Gave up.** The change may not be published: it touches 201 files, more than 200.\n\n" +
        "**What to do:** Split the issue into smaller ones, each with its own label. Then comment `/ai retry`",
    );
  });

  it("is not made right by what the issue mentions: only the rules say what may change", () => {
    expect(told.mentions.outcome).toBe("gave-up");
    expect(told.mentions.shown).toContain(
      "`package.json`: it changes what `npm test` runs (`test`).\n\n" +
        "**What to do:** Ask for `package.json` to stay as it is, or name it under `allow:` in .github/issuewright.yml. Then comment `/ai retry`",
    );
  });

  it("shows nobody the secret", () => {
    const comments = house.github.repository("octo/dangerous").comments.map((comment) => comment.body);
    expect(comments.join("\n") + house.log.join("")).not.toContain(TOKEN);
  });

  it("is not pushed, and opens nothing", () => {
    const pushed = house.github.writes().filter((exchange) => /\/git\/|\/pulls/.test(exchange.path));
    expect(pushed).toEqual([]);
    expect([told.dangerous.pulls, told.huge.pulls]).toEqual([[], []]);
  });

  it("is kept as a patch where the issue says", async () => {
    const kept = /kept as `([^`]+)`/.exec(told.dangerous.shown)?.[1] ?? "";
    const patch = await readFile(join(house.dataDir, kept), "utf8");
    expect(patch).toContain("a/src/sum.js");
    expect(patch).toContain(".github/workflows/ci.yml");
  });
});
