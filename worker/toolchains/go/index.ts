// Go: the modules of a repository, vet, and tests as events, which name each of them.
import type { Check } from "../../../src/domain/evidence.ts";
import { BRACES } from "../braces.ts";
import { buildCheck, lintCheck, testCheck, wholly } from "../checks.ts";
import { foldersNamed, isPlain, MAX_PACKAGES } from "../packages.ts";
import type { Recognised, Toolchain, Touched, TreeView } from "../toolchain.ts";
import { has, recipesOf, textOf } from "../tree.ts";
import { variantsIn } from "../variants.ts";
import { asks, ordinary } from "./asks.ts";
import { builds } from "./builds.ts";
import { comments } from "./comments.ts";
import { coverage, coverageOf } from "./coverage.ts";
import { dependencies } from "./dependencies.ts";
import { emptyings } from "./emptied.ts";
import { equality } from "./equality.ts";
import { files } from "./files.ts";
import { forms } from "./forms.ts";
import { gives } from "./gives.ts";
import { grammars } from "./grammar.ts";
import { imports } from "./imports.ts";
import { opposites } from "./opposites.ts";
import { respelling } from "./respelling.ts";
import { runnerOf } from "./runner.ts";
import { goVersion, program } from "./version.ts";
import { words } from "./words.ts";

const MANIFEST = /(^|\/)go\.(mod|sum|work|work\.sum)$/;

export const go: Toolchain = {
  name: "go",
  manifest: /^go\.mod$/,
  image: "go",
  program,
  lints: /^(?:go vet|golint|golangci-lint|staticcheck|gofmt|goimports|revive)(?![\w-])/,
  installs: /^go mod download$/,
  dependencies,
  // https://go.dev/ref/mod#go-mod-tidy
  locks: [
    {
      ...{ file: /^go\.sum$/, from: /^go\.mod$|\.go$/, reaches: "registries" },
      relock: "GOTOOLCHAIN=local GOFLAGS=-mod=mod go mod tidy",
    },
  ],
  files,
  comments,
  forms,
  equality,
  starters: /^GO\w*$/i,
  words,
  respelling,
  imports,
  asks,
  ordinary,
  opposites,
  builds,
  syntax: { ...BRACES, endsWithLine: true },
  gives,
  emptyings,
  grammars,
  coverageOf,
  recognise: async (tree) => {
    const modules = await modulesOf(tree);
    if (modules.length === 0) return withoutModules(tree);
    const manifests = await textOf(
      tree,
      modules.map((folder) => `${folder}go.mod`),
    );
    const calls = (await recipesOf(tree))
      .split("\n")
      .filter((line) => /\bgo (?:test|build|vet)\b/.test(line));
    const tags = variantsIn(calls, /-tags[ =](?:"\w[^"]*"|'\w[^']*'|\w\S*)/g);
    const packages = modules.map((folder) => `./${folder}...`);
    const needs = /^\s*require\b/m.test(manifests) && !has(tree, "vendor/modules.txt");
    return {
      image: "go",
      setup: [...(needs ? ["go mod download"] : []), warmUp(packages.join(" "))],
      setupReads: MANIFEST,
      checks: checksOf(packages, tags),
      leavings: [],
      testsBuild: true,
      runnerOf,
      versions: await goVersion(tree, manifests),
      coverage,
      narrow: (touched) => narrowed(tree, touched, tags),
      covers: (folder) => modules.includes(`${folder}/`),
      askRegistries: 'go env GOPROXY; echo "https://$(go env GOSUMDB)"',
    };
  },
};

/** Before modules a package could be built by its files alone, if it imports nothing but the standard library. */
async function withoutModules(tree: TreeView): Promise<Recognised | null> {
  if (!tree.paths.some((path) => /^[^/]+_test\.go$/.test(path))) return null;
  const sources = tree.paths.filter((path) => /\.go$/.test(path)).slice(0, MAX_SOURCES);
  const isAlone = !ELSEWHERE.test(await textOf(tree, sources));
  // https://go.dev/ref/mod#mod-commands
  const alone = "export GO111MODULE=off; ";
  const checks = checksOf(["./..."], []).map((check) => ({ ...check, command: `${alone}${check.command}` }));
  return {
    ...{ image: "go", setupReads: MANIFEST, leavings: [], testsBuild: true, runnerOf, coverage: null },
    setup: [`${alone}${warmUp("./...")}`],
    checks: isAlone ? checks : [],
    versions: await goVersion(tree, ""),
    narrow: wholly,
    askRegistries: null,
  };
}

const MAX_SOURCES = 200;
/** An import of something else than the standard library: its path begins with the name of a host. */
const ELSEWHERE = /^(?:import)?[ \t]*(?:[\w.]+[ \t]+)?"[\w-]+(?:\.[\w-]+)+\//m;

/** The folders of modules that the workspace uses, or the root; each ends with a slash. */
async function modulesOf(tree: TreeView): Promise<string[]> {
  const used = [...(await textOf(tree, ["go.work"])).matchAll(/^(?:use)?\s+"?(\.[\w./-]*)"?\s*$/gm)];
  const folders = used.map(([, folder = ""]) => folder);
  const root = has(tree, "go.mod") && (folders.length === 0 || folders.includes("."));
  const others = foldersNamed(tree, "go.mod", folders).slice(0, MAX_PACKAGES);
  return [...(root ? [""] : []), ...others.map((folder) => `${folder}/`)];
}

/**
 * Compiles everything once, above all the standard library and what of it counts lines, so that later sandboxes need not. Go's
 * cache goes by content, so it compiles again what other commits changed. A compile error is left for the checks to report.
 */
function warmUp(which: string): string {
  return `{ go vet ${which}; go test -exec true ${which}; go test -cover -exec true ${which}; } >/dev/null 2>&1 || true`;
}

/** Without `-o`, the compiler would leave the program of a single package in the repository. */
function checksOf(packages: readonly string[], tags: readonly string[]): Check[] {
  const which = packages.join(" ");
  return [
    buildCheck(`go build -o /dev/null ${which}`),
    lintCheck("vet", `go vet ${which}`),
    ...tags.map((variant) => lintCheck(`vet ${variant}`, `go vet ${variant} ${which}`)),
    testCheck(`go test ${which}`),
  ];
}

const MAX_TOUCHED = 10;

/** A folder is a package. Null where a package may be gone, or where nothing tells which package uses a touched file. */
function narrowed(tree: TreeView, touched: readonly Touched[], tags: readonly string[]): Check[] | null {
  const code = touched.filter(({ path }) => !/\.(md|txt)$/.test(path));
  if (code.some(({ path, kind }) => !path.endsWith(".go") || kind === "deleted" || !isPlain(path)))
    return null;
  const folders = new Set(code.map(({ path }) => path.split("/").slice(0, -1).join("/")));
  const all = new Set(
    tree.paths.filter((path) => path.endsWith(".go")).map((path) => path.split("/").slice(0, -1).join("/")),
  );
  if (folders.size === 0 || folders.size > MAX_TOUCHED || folders.size >= all.size) return null;
  return checksOf(
    [...folders].sort().map((folder) => (folder === "" ? "." : `./${folder}`)),
    tags,
  );
}
