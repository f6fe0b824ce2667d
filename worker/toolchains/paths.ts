// What a path says in any language. All languages are asked, because one repository may hold several.
import type { Imports, Powers, Respelling } from "./by-syntax.ts";
import { BEHIND_SLASHES, type Comments } from "./comments.ts";
import { generic } from "./generic/index.ts";
import type { Gives } from "./gives.ts";
import { TOOLCHAINS, toolchainOf } from "./index.ts";
import type { Asks, Builds, Emptying, InlineTests, ScriptFile } from "./language.ts";
import type { Manifests } from "./manifests.ts";
import type { Opposites } from "./opposites.ts";
import { onlyRegisters, type TestPrograms } from "./registrations.ts";
import type { Syntax } from "./syntax.ts";

const FILES = TOOLCHAINS.flatMap(({ files }) => files ?? []);
const CODE = FILES.map(({ code }) => code);
const TESTS = FILES.flatMap(({ tests }) => tests ?? []);
const NOT_TESTS = FILES.flatMap(({ notTests }) => notTests ?? []);
const SNAPSHOTS = FILES.flatMap(({ snapshots }) => snapshots ?? []);
const COMMANDS = FILES.flatMap(({ commands }) => commands ?? []);
const TEST_SETTINGS = FILES.flatMap(({ testSettings }) => testSettings ?? []);
const REGISTRATIONS = FILES.flatMap(({ registrations }) => registrations ?? []);
const TEST_PROGRAMS = FILES.flatMap(({ testPrograms }) => testPrograms ?? []);
const LINT_SETTINGS = FILES.flatMap(({ lintSettings }) => lintSettings ?? []);
const SHADOWS = FILES.flatMap(({ shadows }) => shadows ?? []);
const DATA = FILES.flatMap(({ data }) => data ?? []);
const INERT = FILES.flatMap(({ inert }) => inert ?? []);
const DECLARES = FILES.flatMap(({ declares }) => declares ?? []);
const STANDS_FOR_FOLDER = FILES.flatMap(({ standsForFolder }) => standsForFolder ?? []);
const NAMED_BY_FOLDER = FILES.flatMap(({ namedByFolder }) => namedByFolder ?? []);
const OFFERS = FILES.flatMap(({ offers }) => offers ?? []);
const STARTERS = TOOLCHAINS.flatMap(({ starters }) => starters ?? []);
/** Names, as patterns of a shell. */
export const STAYING: readonly string[] = FILES.flatMap(({ stays }) => stays ?? []);
const INSTALLED = FILES.flatMap(({ installed }) => installed ?? []);
const BUILT = FILES.flatMap(({ built }) => built ?? []);
const GENERATED = FILES.flatMap(({ generated }) => generated ?? []);

/** Patterns of gitignore for the guard. */
export const PROTECTED_FILES: readonly string[] = FILES.flatMap((files) => files.protected ?? []);

export const SCRIPT_FILES: readonly ScriptFile[] = TOOLCHAINS.flatMap(({ scriptFile }) => scriptFile ?? []);

export const MANIFESTS: readonly Manifests[] = TOOLCHAINS.flatMap(({ dependencies }) => dependencies ?? []);

/** The file names other people's code, or holds what a package client made of such names. */
export function namesDependencies(path: string): boolean {
  return MANIFESTS.some(({ manifests, locks }) =>
    [...manifests, ...locks].some(({ files }) => files.test(path)),
  );
}

/** A person reads and writes the file as code. */
export function isCodePath(path: string): boolean {
  return anyOf(CODE, path);
}

/** A program reads the file as code, as commands or as settings of tests and checks. */
export function isCommandPath(path: string): boolean {
  return isCodePath(path) || holdsCommands(path) || isTestSettings(path) || isLintSettings(path);
}

/** The file holds tests, by the names people give to such files. Nothing is read. */
export function isTestPath(path: string): boolean {
  return anyOf(TESTS, path) && !anyOf(NOT_TESTS, path);
}

/** Nobody wrote the file by hand in this repository. */
export function isForeignPath(path: string): boolean {
  return isInstalledPath(path) || anyOf(GENERATED, path);
}

/** A build makes the file of others, and makes it anew. */
export function isBuiltPath(path: string): boolean {
  return anyOf(BUILT, path);
}

/** The file belongs to a package of other people. */
export function isInstalledPath(path: string): boolean {
  return anyOf(INSTALLED, path);
}

/** The file holds output that tests expect. */
export function isSnapshotPath(path: string): boolean {
  return anyOf(SNAPSHOTS, path);
}

/** Code reads the file while it runs: texts, settings, queries, templates. Nobody says that of a manifest or of settings of tests. */
export function isDataPath(path: string): boolean {
  const isApart =
    isCommandPath(path) ||
    namesDependencies(path) ||
    isForeignPath(path) ||
    isSnapshotPath(path) ||
    isAbout(path);
  return anyOf(DATA, path) && !isApart;
}

/** Documents of the project, and settings of programs that work on it. */
function isAbout(path: string): boolean {
  return /(?:^|\/)(?:\.[^/]+|docs?|changelog\.d|changes|newsfragments)(?:\/|$)/i.test(path);
}

/** The file holds commands that checks are made of. */
export function holdsCommands(path: string): boolean {
  return anyOf(COMMANDS, path);
}

/** The file is loaded in place of one of a test runner's own, or of the language's. */
export function isInRunnersPlace(path: string): boolean {
  return anyOf(SHADOWS, path);
}

/** A coverage tool that says nothing of the file does not say that no test loads it. */
export function mayOnlyDeclare(path: string): boolean {
  return anyOf(DECLARES, path);
}

/** Nothing includes, sources or runs the file: it is a document, or data. */
export function isInertPath(path: string): boolean {
  return anyOf(INERT, path);
}

/** The file decides how tests are run. */
export function isTestSettings(path: string): boolean {
  return anyOf(TEST_SETTINGS, path);
}

/** A change of a build file that only names more sources and tests. */
export function onlyNamesMore(path: string, was: readonly string[], now: readonly string[]): boolean {
  const by = REGISTRATIONS.find(({ files }) => files.test(path));
  return by !== undefined && onlyRegisters(was, now, by);
}

/** The file decides what linters and type checkers report. */
export function isLintSettings(path: string): boolean {
  return anyOf(LINT_SETTINGS, path);
}

/** The name of the toolchain whose code it is, or the file's ending where no toolchain claims it. */
export function languageOf(path: string): string {
  const claimed = toolchainOf(path)?.name;
  return claimed ?? /\.[^./]+$/.exec(path)?.[0].toLowerCase() ?? "";
}

/** The file's name says nothing of what it is about; the name of its folder does. */
export function isNamedByFolder(path: string): boolean {
  return standsForFolder(path) || anyOf(NAMED_BY_FOLDER, path);
}

/** An import of its folder brings the file. */
export function standsForFolder(path: string): boolean {
  return anyOf(STANDS_FOR_FOLDER, path);
}

/** The file is in the root, and names the code that the package offers. */
export function namesOffered(path: string): boolean {
  return anyOf(OFFERS, path);
}

/** Reads the sources of programs of tests from a build file; null: it is none. */
export function testProgramsIn(path: string): TestPrograms | null {
  return TEST_PROGRAMS.find(({ files }) => files.test(path)) ?? null;
}

/** A runner, a CI system, a package client or a shell sets the variable: it tells who started the program. */
export function tellsWhoStarted(variable: string): boolean {
  return anyOf(STARTERS, variable);
}

/** Null: the language says nothing of how it is written. */
export function syntaxOf(path: string): Syntax | null {
  return toolchainOf(path)?.syntax ?? null;
}

/** What is prose in a file of code. Empty: its language says nothing of it. */
export function commentsOf(path: string): Comments {
  return toolchainOf(path)?.comments ?? {};
}

/** Matches a line of any file that is nothing but a comment. */
export function commentLineOf(path: string): RegExp {
  const known = TOOLCHAINS.flatMap(({ comments }) => comments?.lines ?? []);
  return known.find(({ files }) => files.test(path))?.line ?? BEHIND_SLASHES;
}

/** Null: the language leaves no part of a file out of what is built. */
export function buildsOf(path: string): Builds | null {
  return toolchainOf(path)?.builds ?? null;
}

/** What its own language knows, and then what holds in any. */
export function asksOf(path: string): { own: readonly Asks[]; any: Asks } {
  const all = TOOLCHAINS.filter(({ name }) => name !== generic.name);
  const known = all.filter(({ files, asks }) => asks !== undefined && files?.code.test(path));
  const own = known.length > 0 || isCodePath(path) ? known.slice(0, 1) : all;
  return { own: own.flatMap(({ asks }) => asks ?? []), any: generic.asks ?? {} };
}

/** Empty where nobody knows the file's language. */
export function ordinaryOf(path: string): Asks {
  return toolchainOf(path)?.ordinary ?? {};
}

/** Null: the file's language says of no assertion what its opposite is. */
export function oppositesOf(path: string): Opposites | null {
  return toolchainOf(path)?.opposites ?? null;
}

/** Null: nobody knows how a test in this language sets or replaces what code reads. */
export function givesOf(path: string): Gives | null {
  return toolchainOf(path)?.gives ?? null;
}

/** Null: no file of this name holds code and tests. */
export function inlineTestsOf(path: string): InlineTests | null {
  return TOOLCHAINS.find(({ inlineTests }) => inlineTests?.files.test(path))?.inlineTests ?? null;
}

/** The name of its grammar; null where no grammar reads the file. */
export function grammarOf(path: string): string | null {
  const known = TOOLCHAINS.flatMap(({ grammars }) => grammars ?? []);
  return known.find(({ files }) => files.test(path))?.name ?? null;
}

/** Null: nobody knows how the file says what it brings. */
export function importsOf(path: string): Imports | null {
  return TOOLCHAINS.flatMap(({ imports }) => imports ?? []).find(({ files }) => files.test(path)) ?? null;
}

/** Null: nobody knows of such names in the file's language. */
export function powersOf(path: string): Powers | null {
  return TOOLCHAINS.flatMap(({ powers }) => powers ?? []).find(({ files }) => files.test(path)) ?? null;
}

/** Null: nobody knows how the file is spelled otherwise. */
export function respellingOf(path: string): Respelling | null {
  return (
    TOOLCHAINS.flatMap(({ respelling }) => respelling ?? []).find(({ files }) => files.test(path)) ?? null
  );
}

/** Null: nobody knows how a function of this file is emptied. */
export function emptyingOf(path: string): Emptying | null {
  const known = TOOLCHAINS.flatMap(({ emptyings }) => emptyings ?? []);
  return known.find(({ files }) => files.test(path)) ?? null;
}

function anyOf(names: readonly RegExp[], path: string): boolean {
  return names.some((name) => name.test(path));
}
