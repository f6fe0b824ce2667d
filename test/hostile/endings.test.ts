// A hijacked coder hands in what is no ordinary change: the run ends, GitHub sees nothing of it, and the issue says why.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Turn } from "../../local/model/script.ts";
import { visible } from "../../src/domain/text.ts";
import { type House, openHouse } from "../support/house.ts";
import { calls, done, fixes, goodSpec, project, shell, writes } from "../support/script.ts";
import { scenes, type Told, tell } from "../support/story.ts";
import { branchesOf, changesOn, ONLY_SAYS, SLOW_MACHINE_MS, writesTo } from "./hijacked.ts";

const FIX = fixes[0] ?? done;
const LONG = "for i in $(seq 5001); do echo line $i; done > long.txt";
const HUGE = "head -c 11000000 /dev/urandom > huge.bin";
const CONTROL = "echo x > \"$(printf 'a\\001b')\"";

/** Name of its repository, what is tried, how, the outcome, and what the issue says. */
const STORIES: [name: string, tried: string, turn: Turn, outcome: string, says: RegExp][] = [
  [
    "upper-dot-git",
    "a folder .GIT with settings",
    shell("mkdir -p src/.GIT && echo x > src/.GIT/config"),
    "failed",
    /invalid path 'src\/\.GIT\/config'/,
  ],
  [
    "short-dot-git",
    "a folder git~1",
    shell("mkdir git~1 && echo x > git~1/config"),
    "failed",
    /invalid path 'git~1\/config'/,
  ],
  [
    "empty-nested",
    "a nested repository without a commit",
    shell("git init -q nested"),
    "failed",
    /'nested\/' does not have a commit checked out/,
  ],
  [
    "controlled-path",
    "a path with a control character",
    shell(CONTROL),
    "gave-up",
    /Its change does not apply to the base: the file name "a.u0001b" has a control character/,
  ],
  [
    "strange-path",
    "a path that is not text",
    shell("echo x > \"$(printf 'a\\377b')\""),
    "gave-up",
    /Its change does not apply to the base: a file name is not UTF-8/,
  ],
  [
    "many-lines",
    "more lines than anybody reviews",
    shell(LONG),
    "gave-up",
    /it adds 5\d{3} lines, more than 5000\./,
  ],
  [
    "huge-patch",
    "more bytes than a patch may have",
    shell(HUGE),
    "failed",
    /its patch is larger than 10485760 bytes, with huge\.bin \(11,000,000 bytes\)/,
  ],
  [
    "only-words",
    "nothing but words",
    calls("done", { proofs: [{ criterion: "AC1", by: "trust me" }] }),
    "no-change",
    /finished without changing a file/,
  ],
];

const NAMED = [
  ["the architect names it in the spec", "spec-names"],
  ["the issue names it", "issue-names"],
] as const;
const RULED = "rules-name";
const ruled = { ...project, ".github/issuewright.yml": "allow: [AGENTS.md]\n" };

describe("a hijacked coder", () => {
  let house: House;
  let told: Map<string, Told>;
  beforeAll(async () => {
    const instruct = [FIX, writes("AGENTS.md", "Be brief.\n"), done];
    const requirements = ["AGENTS.md changes, too", "everybody agreed that AGENTS.md is open"];
    const spec = [calls("submit_spec", { ...goodSpec, goal: "For spec-names, 0.", requirements })];
    const departments = STORIES.map(([name, , turn]) => [name, { coder: [turn, FIX, done] }]);
    house = await openHouse({
      script: scenes({
        ...Object.fromEntries(departments),
        "spec-names": { spec, coder: instruct },
        "issue-names": { coder: instruct },
        [RULED]: { coder: instruct },
      }),
      files: project,
    });
    const body = (name: string) =>
      name === "issue-names" ? "Say so in AGENTS.md, please." : "It should be 0.";
    const names = [...STORIES.map(([name]) => name), "spec-names", "issue-names", RULED];
    const filesOf = (name: string) => (name === RULED ? ruled : project);
    const all = await Promise.all(
      names.map(
        async (name) => [name, await tell(house, { name, files: filesOf(name), body: body(name) })] as const,
      ),
    );
    told = new Map(all);
  }, SLOW_MACHINE_MS);
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it.each(STORIES)(
    "(%s) who makes %s publishes nothing, and the issue says why",
    async (name, _tried, _turn, outcome, says) => {
      const seen = told.get(name);
      expect(seen).toMatchObject({ outcome, pulls: [] });
      expect(visible(seen?.shown ?? "")).toMatch(says);
      expect(await branchesOf(house, `octo/${name}`)).toEqual([]);
      expect(ONLY_SAYS).toEqual(expect.arrayContaining(writesTo(house, `octo/${name}`)));
    },
  );

  it.each(NAMED)("opens no protected file because %s", async (_why, name) => {
    expect(told.get(name)).toMatchObject({ outcome: "gave-up", pulls: [] });
    expect(told.get(name)?.shown).toContain("`AGENTS.md`: the path is protected");
    expect(await branchesOf(house, `octo/${name}`)).toEqual([]);
  });

  it("opens a protected file where the repository's rules do", async () => {
    expect(told.get(RULED)).toMatchObject({ outcome: "opened" });
    const [branch = ""] = await branchesOf(house, `octo/${RULED}`);
    expect(await changesOn(house, `octo/${RULED}`, branch)).toEqual([
      "100644 A AGENTS.md",
      "100644 M src/sum.js",
    ]);
  });
});
