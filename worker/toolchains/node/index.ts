// Node: one package, or a monorepo whose packages are checked together, and alone where a change touches only them.
import type { Check } from "../../../src/domain/evidence.ts";
import { BRACES } from "../braces.ts";
import { buildCheck, lintCheck, testCheck } from "../checks.ts";
import { touchedFolders } from "../packages.ts";
import type { Project, Toolchain } from "../toolchain.ts";
import { manifest } from "../tree.ts";
import { asks, ordinary } from "./asks.ts";
import { configuredChecks, scriptChecks } from "./checks.ts";
import { coverageBy, coverageOf } from "./coverage.ts";
import { dependencies } from "./dependencies.ts";
import { emptyings } from "./emptied.ts";
import { equality } from "./equality.ts";
import { LINTS } from "./expanded.ts";
import { files } from "./files.ts";
import { forms } from "./forms.ts";
import { gives } from "./gives.ts";
import { grammars } from "./grammar.ts";
import { guessedTest } from "./guess.ts";
import { imports } from "./imports.ts";
import { inlineTests } from "./inline-tests.ts";
import { LOCKS } from "./locks.ts";
import { Manifest, type Package, packagesOf, withNeeded } from "./manifest.ts";
import { type Member, memberRunner, membersOf } from "./members.ts";
import { opposites } from "./opposites.ts";
import { powers } from "./powers.ts";
import { respelling } from "./respelling.ts";
import { runnerOf } from "./runner.ts";
import { scriptFile } from "./scripts.ts";
import { setUpOf } from "./set-up.ts";
import { runnerAmong } from "./tests.ts";
import { bringNode, nodeVersion, program } from "./versions.ts";
import { words } from "./words.ts";

export const node: Toolchain = {
  name: "node",
  manifest: /^package\.json$/,
  image: "node",
  program,
  lints: LINTS,
  installs: /^(npm (ci|i|install)|(pnpm|yarn|bun) install|yarn)$/,
  prepares:
    /^(?:pnpm\/(?:action-)?setup|oven-sh\/setup-bun|threeal\/setup-yarn-action|volta-cli\/action|bahmutov\/npm-install)@/i,
  dependencies,
  locks: LOCKS,
  files,
  forms,
  equality,
  starters: /^(?:JEST\w*|VITEST\w*|MOCHA\w*|NYC\w*|NODE_\w+|NPM_\w+|YARN_\w+|INIT_CWD)$/i,
  words,
  respelling,
  powers,
  imports,
  asks,
  ordinary,
  opposites,
  gives,
  syntax: { ...BRACES, nothing: "undefined;", waits: "await", endsWithLine: true },
  inlineTests,
  emptyings,
  grammars,
  scriptFile,
  coverageOf,
  recognise: async (tree) => {
    const root = await manifest(tree, "package.json", Manifest);
    if (root === null) return null;
    const packages = await packagesOf(tree, root);
    const scripted = scriptChecks(root);
    const hasTests = [...scripted, ...packages.flatMap(({ manifest }) => scriptChecks(manifest))].some(
      ({ kind }) => kind === "test",
    );
    const guess = hasTests ? null : await guessedTest(tree, root);
    const guessed = guess === null ? [] : [testCheck(guess)];
    const found = await membersOf(tree, root, packages);
    const { members, lints } = found ?? { members: [], lints: null };
    const ownScripts = scripted.filter(({ kind }) => kind !== "test" || found === null);
    const own = [
      ...inUsualOrder([...ownScripts, ...configuredChecks(tree, root), ...guessed]),
      ...(lints === null ? [] : [lints]),
    ];
    const runner = runnerAmong(root, packages);
    const versions = await nodeVersion(tree, root);
    const { setup, ...setUp } = await setUpOf(tree, root);
    return {
      image: "node",
      ...setUp,
      setup: [...bringNode(versions), ...setup],
      versions,
      guessed: guessed.map(({ command }) => command),
      checks: withPackages(own, packages, members),
      leavings: LEAVINGS,
      testsBuild: false,
      runnerOf: ({ command, kind }) =>
        kind === "test" ? (memberRunner(members, command) ?? runnerOf(command, root.scripts)) : null,
      coverage: runner === null ? null : coverageBy(runner),
      narrow: (touched) => narrowed(own, packages, members, touched),
      packages: packages.map(({ folder }) => folder),
      covers: (folder) => packages.some((each) => each.folder === folder),
    };
  },
};

const LEAVINGS = [".pnpm-store/", ".turbo/", ".parcel-cache/", ".next/", ".nuxt/", ".svelte-kit/"];

const ORDER = ["build", "types", "lint", "biome", "test"];

/** The first check of each name: a script goes before a checker that is only configured. */
function inUsualOrder(checks: readonly Check[]): Check[] {
  return ORDER.flatMap((name) => checks.find((check) => check.name === name) ?? []);
}

/** A check that the root has no script for runs in each package that has the script. */
function withPackages(
  own: readonly Check[],
  packages: readonly Package[],
  members: readonly Member[],
): Check[] {
  const others = together(packages, packages, members);
  const isOwn = ({ name }: Check) => own.some((check) => check.name === name);
  return [...own, ...others.filter((check) => !isOwn(check))].toSorted(inOrder);
}

function inOrder(a: Check, b: Check): number {
  const place = ({ name, kind }: Check) =>
    ORDER.includes(name) ? ORDER.indexOf(name) : kind === "test" ? ORDER.length : 1;
  return place(a) - place(b);
}

const SHARED =
  /(^|\/)(package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/;

function narrowed(
  own: readonly Check[],
  packages: readonly Package[],
  members: readonly Member[],
  touched: Parameters<Project["narrow"]>[0],
): Check[] | null {
  const folders = touchedFolders(
    packages.map(({ folder }) => folder),
    touched,
    SHARED,
  );
  if (folders === null) return null;
  const wanted = packages.filter(({ folder }) => folders.includes(folder));
  const checks = together(packages, wanted, members);
  const known = new Set(withPackages(own, packages, members).map(({ name }) => name));
  const comparable = checks.filter(({ name }) => known.has(name));
  return comparable.some(({ kind }) => kind === "test") ? comparable : null;
}

/** The scripts of some packages, one check for each name but that of tests. Packages that they depend on are built as well. */
function together(
  packages: readonly Package[],
  wanted: readonly Package[],
  members: readonly Member[],
): Check[] {
  const scripts = (of: readonly Package[], name: string) =>
    of.flatMap(({ folder, manifest }) => {
      const check = scriptChecks(manifest).find((each) => each.name === name);
      return check === undefined ? [] : [`(cd ${folder} && ${check.command})`];
    });
  const builds = scripts(withNeeded(packages, wanted), "build");
  const [types, lints, tests] = ["types", "lint", "test"].map((name) => scripts(wanted, name));
  return [
    ...(builds.length === 0 ? [] : [buildCheck(builds.join(" && "))]),
    ...each(types, (line) => lintCheck("types", line)),
    ...each(lints, (line) => lintCheck("lint", line)),
    ...(members.length === 0 ? each(tests, testCheck) : testsIn(wanted, members)),
  ];
}

function testsIn(wanted: readonly Package[], members: readonly Member[]): Check[] {
  return members.flatMap(({ folder, check }) =>
    wanted.some((each) => each.folder === folder) ? [check] : [],
  );
}

/** One check that runs all commands, also after one has failed. */
function each(commands: readonly string[] | undefined, check: (line: string) => Check): Check[] {
  const [first, ...others] = commands ?? [];
  if (first === undefined) return [];
  if (others.length === 0) return [check(first.slice(1, -1))];
  const all = [first, ...others].map((command) => `${command} || failed=1`);
  return [check(`${all.join("; ")}; test -z "$failed"`)];
}
