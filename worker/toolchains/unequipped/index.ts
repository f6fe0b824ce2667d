// Kinds of project that no image of ours can build: recognised, and run in an image that the rules name.
import { buildCheck, noRunner, testCheck, wholly } from "../checks.ts";
import type { Files } from "../language.ts";
import type { Toolchain, TreeView } from "../toolchain.ts";
import { firstOf, textOf } from "../tree.ts";

type Kind = {
  name: string;
  /** Matches a manifest in the root. */
  root: RegExp;
  /** Matches a manifest that may also stand in folders, and is enough where there is code of the kind. */
  below?: RegExp;
  files: Files;
  program: string;
  /** An image that has the program; `versionOf` picks its tag. */
  image(version: string | null): string;
  versionOf?(tree: TreeView): Promise<string | null>;
  setup: string[];
  build?: string;
  test: string;
  registries: string;
};

const KINDS: readonly Kind[] = [
  {
    name: "csharp",
    root: /\.(?:slnx?|csproj|fsproj|vbproj)$|^global\.json$/i,
    // Projects often stand in `src/` without a solution above them; the tool then needs to be told where.
    below: /^[^/]+\/(?:[^/]+\/)?[^/]+\.(?:slnx?|csproj|fsproj)$/i,
    files: {
      code: /\.(?:cs|fs|vb)$/i,
      tests: [/[a-z0-9](?:Test|Tests|IT|Spec)\.cs$/, /(^|\/)[^/]*\.?Tests?\/[^/]*\.cs$/],
      protected: ["nuget.config", "NuGet.Config", "packages.lock.json", "global.json"],
      commands: /\.(?:csproj|fsproj|vbproj|slnx?|props|targets)$/i,
      generated: /(^|\/)(?:bin|obj)\/|\.(?:g|Designer)\.cs$/i,
      leavings: ["[Bb]in/Debug/", "[Oo]bj/project.assets.json"],
    },
    program: "dotnet",
    image: (version) => `mcr.microsoft.com/dotnet/sdk:${version ?? "9"}.0`,
    versionOf: dotnetOf,
    setup: ["dotnet restore"],
    build: "dotnet build --no-restore",
    test: "dotnet test --no-restore",
    registries: "https://api.nuget.org https://www.nuget.org https://globalcdn.nuget.org",
  },
  {
    name: "swift",
    root: /^Package\.swift$/,
    files: { code: /\.swift$/i, tests: [/(^|\/)Tests\/.*\.swift$/], leavings: [".build/"] },
    program: "swift",
    image: (version) => `swift:${version ?? "6.0"}`,
    versionOf: (tree) => found(tree, /^Package\.swift$/, /swift-tools-version:\s*(\d+\.\d+)/),
    setup: ["swift package resolve"],
    build: "swift build --build-tests",
    test: "swift test",
    registries: "https://github.com https://codeload.github.com",
  },
  {
    name: "elixir",
    root: /^mix\.exs$/,
    files: { code: /\.exs?$/i, tests: [/_test\.exs$/], leavings: ["/_build/", "/deps/"] },
    program: "mix",
    image: (version) => `elixir:${version ?? "1.18"}`,
    versionOf: (tree) => found(tree, /^mix\.exs$/, /elixir:\s*"~>\s*(\d+\.\d+)/),
    setup: ["mix local.hex --force && mix local.rebar --force && mix deps.get"],
    build: "MIX_ENV=test mix compile",
    test: "mix test",
    registries: "https://repo.hex.pm https://hex.pm https://builds.hex.pm",
  },
  {
    name: "dart",
    root: /^pubspec\.yaml$/,
    files: { code: /\.dart$/i, tests: [/_test\.dart$/], leavings: [".dart_tool/"] },
    program: "dart",
    image: () => "dart:stable",
    setup: ["dart pub get"],
    test: "dart test",
    registries: "https://pub.dev https://storage.googleapis.com",
  },
  {
    name: "scala",
    root: /^build\.sbt$/,
    files: {
      code: /\.(?:scala|sbt)$/i,
      tests: [/(?:Test|Spec|Suite)\.scala$/],
      leavings: ["target/", ".bsp/"],
    },
    program: "sbt",
    image: () => "sbtscala/scala-sbt:eclipse-temurin-21.0.5_11_1.10.7_3.6.2",
    setup: ["sbt update"],
    build: "sbt Test/compile",
    test: "sbt test",
    registries: "https://repo1.maven.org https://repo.scala-sbt.org https://repo.typesafe.com",
  },
  {
    name: "haskell",
    root: /\.cabal$|^stack\.yaml$|^cabal\.project$/,
    files: { code: /\.l?hs$/i, tests: [/Spec\.hs$/], leavings: ["dist-newstyle/", ".stack-work/"] },
    program: "cabal",
    image: () => "haskell:9",
    setup: ["cabal update && cabal build all --enable-tests --only-dependencies"],
    build: "cabal build all --enable-tests",
    test: "cabal test all",
    registries: "https://hackage.haskell.org https://hackage-content.haskell.org",
  },
];

export const unequipped: readonly Toolchain[] = KINDS.map((kind) => ({
  name: kind.name,
  files: kind.files,
  recognise: async (tree) => {
    if (!isThere(tree, kind)) return null;
    const image = kind.image((await kind.versionOf?.(tree)) ?? null);
    return {
      image: null,
      missing: { program: kind.program, image },
      setup: kind.setup,
      setupReads: null,
      checks: [...(kind.build === undefined ? [] : [buildCheck(kind.build)]), testCheck(kind.test)],
      leavings: [],
      testsBuild: true,
      runnerOf: noRunner,
      coverage: null,
      narrow: wholly,
      askRegistries: `echo ${kind.registries}`,
    };
  },
}));

function isThere({ paths }: TreeView, { root, below, files }: Kind): boolean {
  if (paths.some((path) => root.test(path) && !path.includes("/"))) return true;
  if (below === undefined) return false;
  return paths.some((path) => files.code.test(path)) && paths.some((path) => below.test(path));
}

async function dotnetOf(tree: TreeView): Promise<string | null> {
  const sdk = /"version"\s*:\s*"(\d+)\./.exec(await textOf(tree, ["global.json"]))?.[1];
  return (
    sdk ??
    (await found(
      tree,
      /(^|\/)(?:[^/]+\.(?:cs|fs|vb)proj|Directory\.Build\.props)$/i,
      /<TargetFrameworks?>[^<]*?net(\d+)\.0/,
    ))
  );
}

const MOST_READ = 20;

async function found(tree: TreeView, files: RegExp, version: RegExp): Promise<string | null> {
  const paths = tree.paths.filter((path) => files.test(path)).slice(0, MOST_READ);
  return firstOf(tree, paths) === null ? null : (version.exec(await textOf(tree, paths))?.[1] ?? null);
}
