// The checks of one Node package: its scripts, and the strictest checkers it has configured without naming a script.
import type { Check } from "../../../src/domain/evidence.ts";
import { buildCheck, lintCheck, testCheck } from "../checks.ts";
import type { TreeView } from "../toolchain.ts";
import { dependenciesOf, type Manifest } from "./manifest.ts";
import { testCommand, testScript } from "./tests.ts";

const TYPES = ["typecheck", "type-check", "types", "check-types", "check:types", "tsc"];
const LINTS = ["lint", "lint:check", "check:lint", "eslint"];
/** A checker that also mends finds nothing the second time. */
const MENDS = /--(?:fix|write|apply)\b/;

/** The scripts alone. `npm run` runs them, whichever package manager installed what they need. */
export function scriptChecks({ scripts }: Pick<Manifest, "scripts">): Check[] {
  const types = TYPES.find((name) => scripts[name] !== undefined);
  const lint = LINTS.find((name) => scripts[name] !== undefined && !MENDS.test(scripts[name]));
  const test = testScript({ scripts });
  return [
    ...(scripts.build === undefined ? [] : [buildCheck("npm run build")]),
    ...(types === undefined ? [] : [lintCheck("types", `npm run ${types}`)]),
    ...(lint === undefined ? [] : [lintCheck("lint", `npm run ${lint}`)]),
    ...(test === null ? [] : [testCheck(testCommand({ scripts }, test))]),
  ];
}

/** Checkers that are installed and configured, where no script runs them. */
export function configuredChecks(tree: TreeView, root: Manifest): Check[] {
  const installed = new Set(dependenciesOf(root));
  const scripts = Object.values(root.scripts).filter((script) => !MENDS.test(script));
  const named = (names: readonly string[]) => names.some((name) => root.scripts[name] !== undefined);
  const runs = (program: RegExp) => scripts.some((script) => program.test(script));
  const configured = (file: RegExp) => tree.paths.some((path) => file.test(path));
  const types = installed.has("typescript") && configured(/^tsconfig\.json$/);
  const compiles = [root.scripts.build, root.scripts.test].some((script) => /\btsc\b/.test(script ?? ""));
  const eslint =
    installed.has("eslint") && configured(/^(?:eslint\.config\.[cm]?[jt]s|\.eslintrc(?:\.\w+)?)$/);
  const biome = installed.has("@biomejs/biome") && configured(/^biome\.jsonc?$/);
  return [
    ...(types && !compiles && !named(TYPES) ? [lintCheck("types", "npx --no-install tsc --noEmit")] : []),
    ...(eslint && !runs(/\beslint\b/) ? [lintCheck("lint", "npx --no-install eslint .")] : []),
    ...(biome && !runs(/\bbiome\b/) ? [lintCheck("biome", "npx --no-install biome check .")] : []),
  ];
}
