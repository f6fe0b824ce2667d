// Reads what a repository's own files say of how it is prepared and checked, as suggestions that nothing runs unasked.
import type { Hint, Origin } from "../../src/domain/hint.ts";
import { CheckRule, Rules } from "../../src/domain/rules.ts";
import { Services } from "../../src/domain/rules-services.ts";
import { inDevcontainers } from "./generic/hints/devcontainer.ts";
import type { Found, FoundCommand } from "./generic/hints/found.ts";
import { inMise } from "./generic/hints/mise.ts";
import { inVersionFiles } from "./generic/hints/version-files.ts";
import { withheldOf } from "./generic/hints/withheld.ts";
import { inWorkflows } from "./generic/hints/workflows.ts";
import { TOOLCHAINS } from "./index.ts";
import type { Program } from "./program.ts";
import type { TreeView } from "./toolchain.ts";

/** What was written for agents or people's machines comes first. A new kind of file is a file and a line here. */
const READERS: readonly ((tree: TreeView, programs: readonly Program[]) => Promise<Found[]>)[] = [
  inVersionFiles,
  inMise,
  inWorkflows,
  inDevcontainers,
];

const PROGRAMS: readonly Program[] = TOOLCHAINS.flatMap(({ program }) => program ?? []);
const MOST_OF_A_KIND = 12;

/** Each thing once, from the first file that says it. What the rules could not say is left out. Total. */
export async function hintsIn(tree: TreeView): Promise<Hint[]> {
  const found = (await Promise.all(READERS.map((reader) => reader(tree, PROGRAMS)))).flat();
  const hints = found.flatMap((each) => (each.kind === "command" ? sorted(each) : [each])).filter(fits);
  const seen = new Set<string>();
  const once = hints.filter((hint) => {
    const said = JSON.stringify(hint.kind === "withheld" ? hint : { ...hint, from: null });
    return seen.size < seen.add(said).size;
  });
  return [...Map.groupBy(once, ({ kind }) => kind).values()].flatMap((kind) => kind.slice(0, MOST_OF_A_KIND));
}

/** A command of a CI that neither prepares nor checks is nobody's concern here. */
function sorted({ run, asks, from }: FoundCommand): Hint[] {
  const does = asks === "setup" ? "setup" : usualPurpose(run ?? "", from);
  if (does === null) return [];
  const because = run === null ? "github" : withheldOf(run);
  if (because !== null || run === null) return [{ kind: "withheld", because: because ?? "github", from }];
  return does === "setup" ? [{ kind: "setup", run, from }] : [{ kind: "check", run, checks: does, from }];
}

type Purpose = "setup" | "build" | "test" | "lint";

/** Publishing, reporting, and what changes code instead of checking it. */
const NOT_OURS =
  /\b(?:publish|deploy|release|push|upload|login|codecov|coveralls|codeql|docs?|autofix|fix)\b|--write\b/i;

/** The first that matches. */
const PURPOSES: readonly (readonly [Purpose, RegExp])[] = [
  [
    "setup",
    /\b(?:install|restore|sync|deps|dependencies|bootstrap|setup|fetch|download|go get)\b|\bnpm ci\b/i,
  ],
  [
    "lint",
    /\b(?:lint|format|fmt|style|type-?check|types|tsc|clippy|ruff|flake8|eslint|prettier|mypy|vet|phpstan|rubocop|golangci-lint)\b/i,
  ],
  ["test", /\b(?:\w*tests?|spec|rspec|jest|vitest|check|tox|nox|phpunit|verify)\b/i],
  ["build", /\b(?:build|compile|assemble|package)\b/i],
];

/** Null: neither prepares nor checks, as far as its words, and those that the repository has for it, tell. */
function usualPurpose(command: string, { path, place }: Origin): Purpose | null {
  if (NOT_OURS.test([command, path, place].join("\n"))) return null;
  // In a workflow, the name of its job says nothing of a single step.
  return purposeOf(command) ?? purposeOf(place?.replace(/^[\w-]+: /, "") ?? "");
}

function purposeOf(command: string): Purpose | null {
  if (TOOLCHAINS.some(({ installs }) => installs?.test(command))) return "setup";
  if (TOOLCHAINS.some(({ lints }) => lints?.test(command))) return "lint";
  return PURPOSES.find(([, words]) => words.test(command))?.[0] ?? null;
}

function fits(hint: Hint): boolean {
  switch (hint.kind) {
    case "setup":
      return Rules.shape.setup.safeParse([hint.run]).success;
    case "check":
      return CheckRule.shape.run.safeParse(hint.run).success;
    case "image":
      return Rules.shape.image.safeParse(hint.image).success;
    case "service": {
      const { image, port, env } = hint;
      return Services.safeParse({ [hint.name]: { image, port, env } }).success;
    }
    case "version":
    case "withheld":
      return true;
    default:
      return hint satisfies never;
  }
}
