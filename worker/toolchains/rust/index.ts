// Rust: cargo, offline after the crates were fetched; clippy and features as the repository's own pipeline runs them.
import type { Check } from "../../../src/domain/evidence.ts";
import { BRACES } from "../braces.ts";
import { buildCheck, lintCheck, testCheck } from "../checks.ts";
import { besideEach, foldersNamed, MAX_PACKAGES, touchedFolders } from "../packages.ts";
import type { Project, Toolchain, TreeView } from "../toolchain.ts";
import { firstOf, has, recipesOf, textOf } from "../tree.ts";
import { variantsIn } from "../variants.ts";
import { asks, ordinary } from "./asks.ts";
import { builds } from "./builds.ts";
import { coverage, coverageOf } from "./coverage.ts";
import { dependencies } from "./dependencies.ts";
import { emptyings } from "./emptied.ts";
import { equality } from "./equality.ts";
import { files } from "./files.ts";
import { forms } from "./forms.ts";
import { gives } from "./gives.ts";
import { grammars } from "./grammar.ts";
import { imports } from "./imports.ts";
import { inlineTests } from "./inline-tests.ts";
import { opposites } from "./opposites.ts";
import { respelling } from "./respelling.ts";
import { runnerOf } from "./runner.ts";
import { program, rustVersion } from "./version.ts";
import { words } from "./words.ts";

export const rust: Toolchain = {
  name: "rust",
  manifest: /^Cargo\.toml$/,
  image: "rust",
  program,
  lints: /^cargo (?:\+\S+ )?(?:fmt|clippy|deny|audit)(?![\w-])/,
  installs: /^cargo fetch$/,
  prepares: /^(?:swatinem\/rust-cache|moonrepo\/setup-rust|mozilla-actions\/sccache-action)@/i,
  dependencies,
  // https://doc.rust-lang.org/cargo/commands/cargo-update.html (--workspace)
  locks: [
    {
      ...{ file: /^Cargo\.lock$/, from: /^Cargo\.toml$/, reaches: "registries" },
      relock: "cargo update --workspace",
    },
  ],
  files,
  starters: /^(?:CARGO(?:COVERDIR|FLAGS|PATH|ROOT|CACHE|MAXPROCS)|RUST\w*|LLVM\w*)$/i,
  words,
  respelling,
  imports,
  asks,
  ordinary,
  opposites,
  builds,
  inlineTests,
  gives,
  emptyings,
  grammars,
  forms,
  equality,
  syntax: { ...BRACES, binds: /\blet\b/ },
  coverageOf,
  recognise: async (tree) => {
    if (!has(tree, "Cargo.toml")) return null;
    const manifest = await textOf(tree, ["Cargo.toml"]);
    const lock = has(tree, "Cargo.lock") ? await textOf(tree, ["Cargo.lock"]) : null;
    const needs = lock === null ? /dependencies[.\]]/.test(manifest) : /^source = /m.test(lock);
    const habits = await habitsOf(tree, manifest);
    const crates = await cratesOf(tree, manifest);
    return {
      image: "rust",
      setup: needs ? [`cargo fetch${lock === null ? "" : " --locked"}`] : [],
      setupReads: /(^|\/)(Cargo\.(toml|lock)|rust-toolchain(\.toml)?|\.cargo\/config(\.toml)?)$/,
      checks: checksOf("--workspace", habits),
      leavings: besideEach(tree, "Cargo.toml", "target/"),
      testsBuild: true,
      runnerOf,
      versions: await rustVersion(tree, manifest),
      coverage,
      narrow: (touched) => narrowed(crates, habits, touched),
      packages: [...crates.keys()],
      askRegistries: CRATES,
    };
  },
};

/** Cargo cannot say where it goes: its own registry, and what its settings put in the place of that. */
const CRATES =
  "cat .cargo/config .cargo/config.toml 2>/dev/null; echo https://index.crates.io https://static.crates.io https://crates.io";

/** How the repository calls cargo itself. */
type Habits = { clippy: "denying" | "plain" | null; features: string; targets: string; variants: string[] };

const FEATURES = /--(?:all-features|no-default-features|features[ =](?:"\w[^"]*"|'\w[^']*'|\w\S*))/g;

async function habitsOf(tree: TreeView, manifest: string): Promise<Habits> {
  const calls = (await recipesOf(tree)).split("\n").filter((line) => !/nightly|miri/.test(line));
  const clippy = calls.filter((line) => /\bcargo clippy\b/.test(line));
  const configured =
    firstOf(tree, ["clippy.toml", ".clippy.toml"]) !== null || /lints\.clippy\]/.test(manifest);
  const denies = clippy.some((line) => /(?:-D|--deny)[ =]?(?:warnings|clippy::)/.test(line));
  const tests = calls.filter((line) => /\bcargo test\b/.test(line));
  const all = tests.length > 0 && tests.every((line) => line.includes("--all-features"));
  return {
    clippy: denies ? "denying" : configured || clippy.length > 0 ? "plain" : null,
    features: all ? " --all-features" : "",
    variants: all
      ? []
      : variantsIn(
          calls.filter((line) => /\bcargo (?:test|check|build|nextest)\b/.test(line)),
          FEATURES,
        ),
    targets: (await benchesAreUnstable(tree)) ? "--bins --tests --examples" : "--all-targets",
  };
}

/** Benchmarks with the compiler's own harness compile only with a nightly compiler. */
async function benchesAreUnstable(tree: TreeView): Promise<boolean> {
  const benches = tree.paths.filter((path) => /(^|\/)benches\/.*\.rs$/.test(path));
  return /^#!\[feature\(/m.test(await textOf(tree, benches.slice(0, MAX_PACKAGES)));
}

/** `which` is the workspace, or some crates of it. */
function checksOf(which: string, { clippy, features, targets, variants }: Habits): Check[] {
  const deny = clippy === "denying" ? " -- --deny warnings" : "";
  return [
    buildCheck(`cargo check ${which} ${targets}${features} --offline`),
    ...(clippy === null
      ? []
      : [lintCheck("lint", `cargo clippy ${which} ${targets}${features} --offline${deny}`)]),
    ...variants.map((variant) =>
      // Only built: a feature may need what no sandbox has, and then fails on the base, too.
      lintCheck(`check ${variant}`, `cargo check ${which} ${targets} ${variant} --offline`),
    ),
    testCheck(`cargo test ${which}${features} --offline --no-fail-fast`),
  ];
}

/** The crates of a workspace by folder. */
async function cratesOf(tree: TreeView, manifest: string): Promise<Map<string, string>> {
  const members = listIn(manifest, "members");
  const excluded = listIn(manifest, "exclude").map((folder) => `!${folder}`);
  const folders = foldersNamed(tree, "Cargo.toml", [...members, ...excluded]);
  if (folders.length > MAX_PACKAGES) return new Map();
  const named = await Promise.all(
    folders.map(async (folder) => [folder, crateIn(await textOf(tree, [`${folder}/Cargo.toml`]))] as const),
  );
  return new Map(named.flatMap(([folder, name]) => (name === undefined ? [] : [[folder, name] as const])));
}

function listIn(manifest: string, key: string): string[] {
  const list = new RegExp(`^${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m").exec(manifest)?.[1] ?? "";
  return [...list.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(([, double, single]) => double ?? single ?? "");
}

function crateIn(manifest: string): string | undefined {
  const section = manifest.split(/^\[/m).find((part) => part.startsWith("package]"));
  return /^name\s*=\s*["']([A-Za-z][\w-]{0,100})["']/m.exec(section ?? "")?.[1];
}

function narrowed(
  crates: ReadonlyMap<string, string>,
  habits: Habits,
  touched: Parameters<Project["narrow"]>[0],
) {
  const folders = touchedFolders([...crates.keys()], touched, /(^|\/)(Cargo\.(toml|lock)|build\.rs)$/);
  if (folders === null) return null;
  const names = folders.map((folder) => crates.get(folder) ?? "");
  return checksOf(names.map((name) => `-p ${name}`).join(" "), habits);
}
