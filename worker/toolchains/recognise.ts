// Which kind of project a tree is; the repository's own rules have the last word.
import type { z } from "zod";
import type { CheckRule, Rules } from "../../src/domain/rules.ts";
import { readOutput } from "../diagnostics/index.ts";
import { noRunner, wholly } from "./checks.ts";
import { TOOLCHAINS } from "./index.ts";
import { located, locatedRunner } from "./locate.ts";
import type { Project, Recognised, Toolchain, TreeView } from "./toolchain.ts";

/** Tools of any language may run in any repository. */
const ALWAYS_LEFT = TOOLCHAINS.flatMap(({ files }) => files?.leavings ?? []);

/** Null: no toolchain knows this tree, and the repository's rules name no checks. */
export async function recognise(tree: TreeView, rules: Rules): Promise<Project | null> {
  const found = await Promise.all(TOOLCHAINS.map((toolchain) => recogniseAs(toolchain, tree)));
  const projects = found.filter((project) => project !== null);
  const project = projects.find(hasTests) ?? projects.find(hasChecks) ?? projects[0];
  const known = project ?? (rules.checks === undefined ? null : custom());
  // Tools of the other kinds of project in the tree may run as well.
  const leavings = [...new Set([...ALWAYS_LEFT, ...projects.flatMap((each) => each.leavings)])];
  if (known === null) return null;
  const image = known.image ?? mostUsedImage(tree);
  return withRules(
    {
      ...known,
      image,
      leavings,
      registries: [],
      read: located(tree, read),
      runnerOf: locatedRunner(tree, known.runnerOf),
    },
    rules,
  );
}

type Named = Recognised & { toolchain: string };

async function recogniseAs(toolchain: Toolchain, tree: TreeView): Promise<Named | null> {
  const project = await toolchain.recognise(tree);
  return project === null ? null : { ...project, toolchain: toolchain.name };
}

const BASE_IMAGE = "base";

/** A recipe probably calls the compiler or interpreter of the language that most files are in. */
function mostUsedImage(tree: TreeView): string {
  const counts = TOOLCHAINS.map(({ image, files }) => ({
    image,
    files: tree.paths.filter((path) => files?.code.test(path)).length,
  }));
  const [most] = counts
    .filter(({ image, files }) => image !== undefined && files > 0)
    .sort((a, b) => b.files - a.files);
  return most?.image ?? BASE_IMAGE;
}

function hasTests(project: Recognised): boolean {
  return project.checks.some((check) => check.kind === "test");
}

function hasChecks(project: Recognised): boolean {
  return project.checks.length > 0;
}

function withRules(project: Project, rules: Rules): Project {
  return {
    ...project,
    image: rules.image ?? project.image,
    setup: rules.setup ?? project.setup,
    setupReads: rules.setup === undefined || rules.setup.every(installs) ? project.setupReads : null,
    registries: rules.registries ?? project.registries,
    checks: rules.checks?.map(checkFrom) ?? project.checks,
    coverage: rules.checks === undefined ? project.coverage : coverageBy(rules.checks, project),
    testsBuild: rules.checks === undefined && project.testsBuild,
    narrow: rules.checks === undefined ? project.narrow : wholly,
  };
}

/** Any other command that a repository names may read any file. */
function installs(command: string): boolean {
  const bare = command.replace(/( --?[\w-]+(=[\w./-]+)?)*$/, "");
  return TOOLCHAINS.some((toolchain) => toolchain.installs?.test(bare));
}

function coverageBy(checks: readonly z.infer<typeof CheckRule>[], { toolchain }: Project) {
  const commands = checks.filter(({ kind }) => kind === "test").map(({ run }) => run);
  const asked = TOOLCHAINS.find(({ name }) => name === toolchain)?.coverageOf;
  return commands.length === 0 || asked === undefined ? null : asked(commands);
}

function checkFrom({ name, run, kind, minutes }: z.infer<typeof CheckRule>) {
  return { name, command: run, kind, timeoutMs: minutes * 60_000 };
}

/** A project that only the repository's rules know. */
function custom(): Named {
  return {
    toolchain: "custom",
    image: BASE_IMAGE,
    setup: [],
    setupReads: null,
    checks: [],
    leavings: [],
    testsBuild: false,
    coverage: null,
    runnerOf: noRunner,
    narrow: wholly,
    askRegistries: null,
  };
}

/** Any check may print anything, so every format is tried on its output. Only a test check has results of tests. */
const read: Project["read"] = (check, output) => {
  const { diagnostics, tests } = readOutput(output);
  return { diagnostics, tests: check.kind === "test" ? tests : null };
};
