// Which files belong to the tests although their names do not say so: files that reports name, and what only tests reach.
import { posix } from "node:path";
import type { Check, CheckResult, TestResult } from "../../../src/domain/evidence.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { Parser } from "../../map/parser.ts";
import {
  asksOf,
  inlineTestsOf,
  isCodePath,
  isForeignPath,
  isTestPath,
  namesOffered,
  testProgramsIn,
} from "../../toolchains/paths.ts";
import { utf8OrNull } from "../../workspace/tree-view.ts";
import type { TreeView, Workspace } from "../../workspace/workspace.ts";
import { type Source, sourceOf, sourcesAround } from "./graph.ts";
import { onlyHelps } from "./helps.ts";

export type TestFileSearch = {
  patch: Patch;
  workspace: Pick<Workspace, "contents" | "view">;
  /** The untouched base, on which nobody could choose what a report says. */
  base: readonly CheckResult[];
  checks: readonly Check[];
  parser: Parser;
  signal: AbortSignal;
};

/** Of the files that the change touches: by the base for those that it has, so that the change cannot move a file to either side. */
export async function unnamedTestFiles(asked: TestFileSearch): Promise<ReadonlySet<string>> {
  const { patch, workspace, base, checks, parser, signal } = asked;
  const touched = patch.changes.filter(({ path, isText }) => isText && isCodePath(path) && !isTestPath(path));
  if (touched.length === 0) return new Set();
  const { view } = workspace;
  const old = touched.filter(({ path }) => view.contentId(path) !== null).map(({ path }) => path);
  const sources = await sourcesAround(old, { view, parser, signal });
  const reported = new Set(base.flatMap(({ tests }) => (tests ?? []).flatMap((test) => fileOf(test) ?? [])));
  const commands = checks.filter(({ kind }) => kind === "test").map(({ command }) => command);
  const [manifests, built] = [await manifestsOf(view), await testProgramsOf(view)];
  const known = { sources, reported, built, commands, manifests, view };
  const found = new Set(old.filter((path) => belongs(path, known)));
  const added = touched.filter(({ path, kind }) => kind === "added" && !old.includes(path));
  if (added.length === 0) return found;
  const contents = new Map((await workspace.contents(patch)).map(({ path, content }) => [path, content]));
  const paths = [...new Set([...view.paths, ...contents.keys()])];
  const changed: Source[] = [];
  for (const { path } of patch.changes) {
    const text = utf8OrNull(contents.get(path) ?? new Uint8Array(0)) ?? "";
    const source = await sourceOf(path, text, { paths, parser, signal });
    if (source !== null) changed.push(source);
  }
  for (const { path } of added) {
    const own = changed.find((each) => each.path === path);
    const isBrought = changed.some((each) => brings(each, path) && !isTestPath(each.path));
    if (own !== undefined && !isBrought && judges(own)) found.add(path);
  }
  return found;
}

/** Null: the test stands in the documentation of code, whose file is no file of tests for that. */
function fileOf({ name, file }: TestResult): string | null {
  const path = file ?? null;
  return path !== null && inlineTestsOf(path)?.called?.test(name) ? null : path;
}

async function manifestsOf(view: TreeView): Promise<string> {
  const texts = await Promise.all(view.paths.filter(namesOffered).map((path) => view.read(path)));
  return texts.join("\n");
}

/** The sources of programs that the build makes only to test. */
async function testProgramsOf(view: TreeView): Promise<ReadonlySet<string>> {
  const builds = view.paths.filter((path) => testProgramsIn(path) !== null && !isForeignPath(path));
  const texts = await view.readAll(builds.slice(0, MOST_BUILDS), CAPS);
  return new Set(
    [...texts].flatMap(([path, text]) =>
      (testProgramsIn(path)?.sources(text) ?? []).map((source) => posix.join(posix.dirname(path), source)),
    ),
  );
}

const MOST_BUILDS = 50;
const CAPS = { fileBytes: 256 * 1024, allBytes: 4 * 1024 ** 2 };

export type Known = {
  sources: ReadonlyMap<string, Source>;
  /** Files of tests that ran. */
  reported: ReadonlySet<string>;
  /** Files that the build makes programs of tests of. */
  built: ReadonlySet<string>;
  commands: readonly string[];
  manifests: string;
  view: Pick<TreeView, "paths">;
};

/** Pure. */
export function belongs(path: string, known: Known, above: readonly string[] = []): boolean {
  if (isTestPath(path)) return true;
  const { sources, reported, built, commands, manifests } = known;
  const own = sources.get(path);
  const importers = [...sources.values()].filter((each) => each.path !== path && brings(each, path));
  const isOfTests = (each: Source) =>
    isTestPath(each.path) ||
    each.brings.every(({ to, isOfTests }) => !to.includes(path) || isOfTests) ||
    (!above.includes(each.path) && belongs(each.path, known, [...above, path]));
  if (own === undefined || !importers.every(isOfTests)) return false;
  if (built.has(path)) return true;
  const isRun = commands.some((command) =>
    command.split(/[\s'";&|()]+/).some((word) => word.replace(/^\.\//, "") === path),
  );
  if (
    (reported.has(path) && !hasInlineTests(own)) ||
    judges(own) ||
    (isRun && own.brings.some(({ to }) => to.length > 0))
  )
    return true;
  if (importers.length === 0 || manifests.includes(path) || hasNamesake(path, known)) return false;
  const tests = importers.filter((each) => isTestPath(each.path) || reported.has(each.path));
  return (
    tests.length > 0 &&
    tests.every((each) => {
      const others = each.brings.flatMap(({ to }) => to).filter((other) => other !== path);
      const code = others.filter((other) => isSurelyCode(other, known));
      return onlyHelps(path, code, each);
    })
  );
}

/** A report that names the file may mean the tests that stand in it with the code. */
function hasInlineTests({ path, text }: Source): boolean {
  return (
    inlineTestsOf(path)
      ?.places(text)
      .some(({ isTest }) => isTest) ?? false
  );
}

function brings(source: Source, path: string): boolean {
  return source.brings.some(({ to }) => to.includes(path));
}

/** It brings what tests are judged by. */
function judges({ path, brings }: Source): boolean {
  const { own } = asksOf(path);
  return brings.some(({ said, to }) => to.length === 0 && own.some(({ judge }) => judge?.test(said)));
}

function isSurelyCode(path: string, known: Known): boolean {
  if (isTestPath(path)) return false;
  const isBrought = [...known.sources.values()].some((each) => !isTestPath(each.path) && brings(each, path));
  return isBrought || known.manifests.includes(path) || hasNamesake(path, known);
}

const stemOf = (path: string) => (path.split("/").at(-1) ?? path).replace(/\.[^.]+$/, "");
const bare = (stem: string) =>
  stem.replace(/(?:[._-]?(?:tests?|specs?))$|^(?:tests?|specs?)[._-]/i, "").toLowerCase();

/** Tests have a file after its name. */
function hasNamesake(path: string, { view }: Pick<Known, "view">): boolean {
  const own = stemOf(path).toLowerCase();
  return view.paths.some((each) => each !== path && isTestPath(each) && bare(stemOf(each)) === own);
}
