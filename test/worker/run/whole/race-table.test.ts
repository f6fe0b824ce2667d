// Each race between people and a run on our pull request, with its outcome: the table "Races" of docs/operations.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { PermanentError } from "../../../../src/domain/errors.ts";
import type { JobKind } from "../../../../src/domain/job.ts";
import type { Outcome } from "../../../../src/domain/outcome.ts";
import { aThread } from "../../../support/builders.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { aScript, calls, done, fixes, project, writes } from "../../../support/script.ts";
import { root } from "../../../support/source.ts";

const NAMED =
  "const START = 0;\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, START);\n}\n";

type Race = {
  /** As operators read it. */
  name: string;
  job?: JobKind;
  threads?: number[];
  /**
   * What people do while the coder works, before a look at the base, when GitHub is asked to take the commit, and when an
   * answer is written. `time`: 1 for the first.
   */
  building?: (world: World) => void;
  looking?: (world: World, time: number) => unknown;
  publishing?: (world: World, time: number) => unknown;
  answering?: (thread: number) => void;
  ends: string;
  /** What GitHub shows afterwards. */
  shows: (world: World) => unknown;
  as: unknown;
};

const RACES: Race[] = [
  {
    name: "a person pushes to the branch while the commit is written",
    publishing: (world, time) => time === 1 && push(world, world.pull().branch, "NOTES.md"),
    ends: "revised, 1 answered",
    ...{ shows: (world) => filesOf(world), as: ["NOTES.md", "the change"] },
  },
  {
    name: "a person pushes there again each time",
    publishing: (world, time) => push(world, world.pull().branch, `${time}.md`),
    ends: "gave-up, branch-moved",
    ...{ shows: (world) => filesOf(world), as: ["1.md", "2.md", "3.md", "4.md"] },
  },
  {
    name: "a person closes the pull request while the commit is written",
    publishing: (world) => close(world),
    ends: "gave-up, pull-closed",
    ...{ shows: (world) => [world.github.pulls.size, filesOf(world)], as: [1, []] },
  },
  {
    name: "a person merges the pull request while the commit is written",
    publishing: (world) => merge(world),
    ends: "no-change, pull-merged",
    ...{ shows: (world) => [world.github.pulls.size, filesOf(world)], as: [1, []] },
  },
  {
    name: "a person merges the pull request while the change is built",
    building: (world) => merge(world),
    ends: "no-change, pull-merged",
    ...{ shows: (world) => [world.github.pulls.size, filesOf(world)], as: [1, []] },
  },
  {
    name: "a person points the pull request at another base",
    building: (world) => {
      world.repository.branches.set("release", world.repository.branches.get("main") ?? "");
      push(world, "release", "RELEASE.md");
      world.pull().into = "release";
    },
    ends: "revised, 1 answered",
    ...{ shows: (world) => filesOf(world), as: ["RELEASE.md", "the change"] },
  },
  {
    name: "a person makes the draft ready, or a draft again",
    building: (world) => void Object.assign(world.pull(), { draft: false }),
    ends: "revised, 1 answered",
    ...{ shows: (world) => world.pull().draft, as: false },
  },
  {
    name: "a review comes while a red CI is mended",
    ...{ job: "mend", threads: [] },
    building: (world) => {
      world.clock.advance(60_000);
      const at = new Date(world.clock.now()).toISOString();
      world
        .pull()
        .threads.push(aThread({ comments: [{ id: 70, author: "ada", at, text: "Say why, please." }] }));
    },
    ends: "revised, 0 answered",
    ...{ shows: (world) => world.pull().answers, as: [] },
  },
  {
    name: "a person deletes a review comment while it is answered",
    threads: [70, 71],
    answering: (thread) => {
      if (thread === 70)
        throw new PermanentError({ kind: "repository-missing", repository: "the comment's" });
    },
    ends: "revised, 1 answered",
    ...{ shows: (world) => world.pull().answers.map(({ thread }) => thread), as: [71] },
  },
  {
    name: "the base moves twice during the run",
    looking: (world, time) => time < 3 && push(world, "main", `${time}.md`),
    ends: "revised, 1 answered",
    ...{ shows: (world) => filesOf(world), as: ["1.md", "2.md", "the change"] },
  },
];

it.each(RACES)("$name: $ends", async (race) => {
  const world = await drafted(race);
  const { outcome } = await world.run({ kind: race.job ?? "revise", textDigest: null, vouches: false });
  expect([endOf(outcome), race.shows(world)]).toEqual([race.ends, race.as]);
});

it("is the table that operators read", () => {
  const page = readFileSync(join(root, "docs/operations.md"), "utf8");
  const [, section = ""] = /\n## Races\n(.*?)\n## /s.exec(page) ?? [];
  const rows = [...section.matchAll(/^\| (a .*?|the .*?) \|/gm)].map(([, race]) => race);
  expect(rows).toEqual(RACES.map(({ name }) => name));
});

/** A draft with threads that wait, and a red job that only its log tells of. */
async function drafted({ threads = [70], building, looking, publishing, answering }: Race): Promise<World> {
  let isDrafted = false;
  let [looks, times] = [0, 0];
  const world: World = openWorld({
    script: aScript({
      coder: (request, turn) =>
        /Name the 0|Red jobs of the repository/.test(JSON.stringify(request))
          ? ([writes("src/sum.js", NAMED), ...fixes.slice(1), done][turn] ?? ANSWERED)
          : ([...fixes, done][turn] ?? done),
    }),
    before: ({ model }) => {
      if (!isDrafted || model !== "scripted-coder") return;
      isDrafted = false;
      building?.(world);
    },
  });
  expect(await world.outcome()).toMatchObject({ kind: "opened" });
  world.clock.advance(60_000);
  world.pull().threads.push(...threads.map((id) => aThread({ id })));
  const job = { id: 7, name: "style", app: "elsewhere", url: null, end: "failed" } as const;
  world.github.ci.push({ sha: headOf(world).sha, job, details: null, log: "give the 0 a name" });
  isDrafted = true;
  const { pulls, source } = world.ports.github;
  world.ports.github = {
    ...world.ports.github,
    source: {
      ...source,
      branchSha: async (repository, branch) => {
        looks += 1;
        looking?.(world, looks);
        return source.branchSha(repository, branch);
      },
    },
    pulls: {
      ...pulls,
      publish: async (publication) => {
        times += 1;
        publishing?.(world, times);
        return pulls.publish(publication);
      },
      answer: async (pull, issue, thread, ...rest) => {
        answering?.(thread.id);
        return pulls.answer(pull, issue, thread, ...rest);
      },
    },
  };
  return world;
}

const ANSWERED = calls("done", {
  answers: [70, 71].map((thread) => ({ thread, text: "named." })),
});

function endOf(outcome: Outcome): string {
  if (outcome.kind === "revised") return `revised, ${outcome.answered} answered`;
  return "reason" in outcome ? `${outcome.kind}, ${outcome.reason.kind}` : outcome.kind;
}

function headOf(world: World) {
  return world.repository.commit(world.repository.branches.get(world.pull().branch) ?? "");
}

/** The files that the project did not have, and whether its code is as the run wants it. */
function filesOf(world: World): string[] {
  const { tree } = headOf(world);
  const added = [...tree.keys()].filter((path) => !(path in project)).toSorted();
  return tree.get("src/sum.js") === NAMED ? [...added, "the change"] : added;
}

function push(world: World, branch: string, path: string): void {
  world.repository.push(branch, { [path]: "By hand.\n" });
}

function close(world: World): void {
  world.pull().state = "closed";
}

function merge(world: World): void {
  const { tree } = headOf(world);
  const mergedBy = world.repository.push("main", Object.fromEntries(tree));
  Object.assign(world.pull(), { state: "closed", mergedBy });
}
