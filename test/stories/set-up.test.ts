// Set-up as a person sees it: done once, and where it fails, what it may not reach and what opens it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type House, openHouse } from "../support/house.ts";
import { project } from "../support/script.ts";
import { quick, scenes, type Told, tellAll } from "../support/story.ts";

const rules = (...lines: string[]) => ({ ".github/issuewright.yml": `${lines.join("\n")}\n` });
const ASK =
  "const { request } = require('http'); request({ host: '127.0.0.1', port: 3128, method: 'CONNECT', path: process.argv[1] }).on('connect', (answer) => process.exit(answer.statusCode === 200 ? 0 : 7)).end()";

/** Ends with 7 where the proxy refuses. */
const reaching = (...hosts: string[]) => [
  "setup:",
  ...hosts.map((host) => `  - |-\n    node -e "${ASK}" '${host}'`),
];

const repositories = {
  "needs-a-host": { ...project, ...rules(...reaching("packages.example:443")) },
  "has-lfs": {
    ...project,
    ".gitattributes": "*.psd filter=lfs\n",
    ".gitignore": "node_modules\n",
    ...rules(
      "setup: ['date +%N > node_modules']",
      "checks: [{ name: test, run: 'cat node_modules && node --test --test-reporter=tap', kind: test }]",
    ),
  },
};

describe("setting a repository up", () => {
  let house: House;
  let told: Record<keyof typeof repositories, Told>;
  beforeAll(async () => {
    house = await openHouse({
      script: scenes({ "needs-a-host": {}, "has-lfs": quick }),
      files: project,
    });
    told = await tellAll(house, repositories);
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it("names the hosts it was refused access to, and the setting that opens them", () => {
    expect(told["needs-a-host"].shown).toContain(
      "ended with 7 on the untouched base. It was refused access to `packages.example:443`.\n\n**What to do:** Add `registries: [packages.example:443]` to `.github/issuewright.yml`, as far as it needs them; or mend the base branch, or correct `setup:` in the rules, then comment `/ai retry`",
    );
  });

  it("says on the issue and in the pull request what of the repository is not there", () => {
    const note = "Files kept in Git LFS are not fetched: pointer files stand in their place.";
    expect(told["has-lfs"]).toMatchObject({ outcome: "opened" });
    expect(told["has-lfs"].sticky).toContain(note);
    expect(told["has-lfs"].pulls[0]?.body).toContain(`### Notes\n\n- ${note}`);
  });

  it("is done once for all that a run measures", async () => {
    const made = new Set(await madeBySetUp(told["has-lfs"].runId));
    expect([...made]).toEqual([expect.stringMatching(/^\d+$/)]);
  });

  /** What the checks of a run saw of its set-up, before and after the change. */
  async function madeBySetUp(runId: string): Promise<string[]> {
    const path = join(house.dataDir, "runs", runId, "evidence.json");
    const { base, head } = Evidence.parse(JSON.parse(await readFile(path, "utf8")));
    return [...base, ...head].map(({ output }) => /^\d+/.exec(output)?.[0] ?? "nothing");
  }
});

const Results = z.array(z.object({ output: z.string() }));
const Evidence = z.object({ base: Results, head: Results });
