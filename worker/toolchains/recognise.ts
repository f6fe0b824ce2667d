// Which kind of project a tree is; the repository's own rules have the last word.
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { CheckRule, type Rules } from "../../src/domain/rules.ts";
import { readOutput } from "../diagnostics/index.ts";
import { checkRules } from "./as-rules.ts";
import { noRunner, wholly } from "./checks.ts";
import { combined, firstRunner, type InFolder } from "./combined.ts";
import { projectFolders, treeIn, treeWithout } from "./folders.ts";
import { TOOLCHAINS } from "./index.ts";
import { joinedRunner } from "./joined-runner.ts";
import { located, locatedRunner } from "./locate.ts";
import { recipeFilesOf } from "./recipe-files.ts";
import { recipeRunner } from "./recipe-runner.ts";
import type { Project, Recognised, Toolchain, TreeView } from "./toolchain.ts";

/** Tools of any language may run in any repository. */
const ALWAYS_LEFT = TOOLCHAINS.flatMap(({ files }) => files?.leavings ?? []);

/**
 * The root is the project where it has tests. Otherwise the folders with manifests and tests are checked together with it, as
 * far as they need the same image. Null: no toolchain knows this tree, and the repository's rules name no checks.
 */
export async function recognise(tree: TreeView, rules: Rules): Promise<Project | null> {
  const { root, folders } = await projectsIn(tree);
  const { chosen, unchecked } = choose(root, folders);
  const known = combined(chosen) ?? (rules.checks === undefined ? null : custom());
  if (known === null) return null;
  // Tools of the other kinds of project in the tree may run as well.
  const leavings = [...ALWAYS_LEFT, ...root.flatMap((each) => each.leavings), ...known.leavings];
  return withRules(
    {
      ...known,
      image: known.image ?? mostUsedImage(tree),
      leavings: [...new Set(leavings)],
      registries: [],
      read: located(tree, read),
      // A repository may hold several kinds of project, and its rules may name commands of any.
      runnerOf: locatedRunner(
        tree,
        recipeRunner(await recipeFilesOf(tree), joinedRunner(firstRunner([known, ...root]), isLint)),
      ),
      unchecked,
      versions: known.versions ?? [],
      guessed: known.guessed ?? [],
      missing: known.missing ?? null,
      packages: known.packages ?? [],
    },
    rules,
  );
}

function isLint(command: string): boolean {
  return TOOLCHAINS.some(({ lints }) => lints?.test(command));
}

type Named = Recognised & { toolchain: string };

type Found = { root: Named[]; folders: InFolder<Named>[] };

/** A toolchain that has no manifest in the root looks only at files outside of the folders that have one. */
async function projectsIn(tree: TreeView): Promise<Found> {
  const folders = projectFolders(
    tree,
    TOOLCHAINS.flatMap(({ manifest }) => manifest ?? []),
  );
  const outside = treeWithout(tree, folders);
  const inRoot = TOOLCHAINS.map((toolchain) => {
    const { manifest } = toolchain;
    const isHere = manifest === undefined || tree.paths.some((path) => manifest.test(path));
    return recogniseAs(toolchain, isHere ? tree : outside);
  });
  const inFolders = folders.map(async (folder) => {
    const found = await Promise.all(TOOLCHAINS.map((each) => recogniseAs(each, treeIn(tree, folder))));
    const project = found.filter((each) => each !== null).find(hasTests);
    return project === undefined ? [] : [{ folder, project }];
  });
  const root = (await Promise.all(inRoot)).filter((project) => project !== null);
  return { root, folders: (await Promise.all(inFolders)).flat() };
}

/** The image that most folders need. What a root with tests leaves out is known only where the kinds of project differ. */
function choose(root: Named[], folders: InFolder<Named>[]) {
  const tested = root.find(hasTests);
  const own = tested ?? root.find(hasChecks) ?? root[0];
  const inRoot = own === undefined ? [] : [{ folder: "", project: own }];
  const named = (parts: InFolder<Named>[]) =>
    parts.map(({ folder, project }) => ({ folder, toolchain: project.toolchain }));
  if (tested !== undefined || folders.length === 0) {
    const others = folders.filter(({ folder, project }) => !isPartOf(own, folder, project));
    return { chosen: inRoot, unchecked: named(others) };
  }
  const counts = Map.groupBy(folders, ({ project }) => project.image);
  const [[image, all] = [null, folders]] = [...counts].sort(([, a], [, b]) => b.length - a.length);
  const most = all.slice(0, MOST_CHECKED);
  const withRoot = own !== undefined && hasChecks(own) && own.image === image ? inRoot : [];
  return { chosen: [...withRoot, ...most], unchecked: named(folders.filter((each) => !most.includes(each))) };
}

const MOST_CHECKED = 12;

/** A tool of one kind usually finds what is below it, and a recipe may call anything. */
function isPartOf(root: Named | undefined, folder: string, inner: Named): boolean {
  if (root === undefined || root.checks.some(({ command }) => /\bmake\b/.test(command))) return true;
  return root.toolchain === inner.toolchain && (root.covers?.(folder) ?? true);
}

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

function withRules(project: Project, given: Rules): Project {
  const rules = withoutEcho(given, project);
  return {
    ...project,
    image: rules.image ?? project.image,
    setup: rules.setup ?? project.setup,
    setupReads: rules.setup === undefined || rules.setup.every(installs) ? project.setupReads : null,
    versions: rules.image === undefined ? project.versions : [],
    missing: rules.image === undefined && rules.checks === undefined ? project.missing : null,
    registries: rules.registries ?? project.registries,
    checks: rules.checks?.map(checkFrom) ?? project.checks,
    coverage: rules.checks === undefined ? project.coverage : coverageBy(rules.checks, project),
    testsBuild: rules.checks === undefined && project.testsBuild,
    narrow: rules.checks === undefined ? project.narrow : wholly,
    packages: rules.checks === undefined ? project.packages : [],
    unchecked: rules.checks === undefined ? project.unchecked : [],
    guessed: rules.checks === undefined ? project.guessed : [],
  };
}

/** Rules that only write out what is recognised anyway change nothing, and more is known of it. */
function withoutEcho(rules: Rules, { image, setup, checks }: Project): Rules {
  const asWritten = checkRules(checks).map((check) => CheckRule.safeParse(check).data);
  const unless = <T>(said: T, known: unknown) => (isDeepStrictEqual(said, known) ? undefined : said);
  return {
    ...rules,
    image: unless(rules.image, image),
    setup: unless(rules.setup, setup),
    checks: unless(rules.checks, asWritten),
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
