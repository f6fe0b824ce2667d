// The checks of one Node package: its scripts, and the strictest checkers it has configured without naming a script.
import type { Check } from "../../../src/domain/evidence.ts";
import { buildCheck, lintCheck, testCheck } from "../recognition.ts";
import type { TreeView } from "../toolchain.ts";
import { dependenciesOf, type Manifest } from "./manifest.ts";

const TYPES = ["typecheck", "type-check", "types", "check-types", "check:types", "tsc"];
const LINTS = ["lint", "lint:check", "check:lint", "eslint"];
const NO_TEST = /no test specified/;
/** What mends while it looks finds nothing the second time. */
const MENDS = /--(?:fix|write|apply)\b/;

/** The scripts alone; `npm run` runs them whichever manager installed what they need. */
export function scriptChecks({ scripts }: Manifest): Check[] {
  const types = TYPES.find((name) => scripts[name] !== undefined);
  const lint = LINTS.find((name) => scripts[name] !== undefined && !MENDS.test(scripts[name]));
  const test = scripts.test === undefined || NO_TEST.test(scripts.test) ? undefined : scripts.test;
  return [
    ...(scripts.build === undefined ? [] : [buildCheck("npm run build")]),
    ...(types === undefined ? [] : [lintCheck("types", `npm run ${types}`)]),
    ...(lint === undefined ? [] : [lintCheck("lint", `npm run ${lint}`)]),
    ...(test === undefined ? [] : [testCheck(testCommand(test))]),
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

/** Programs that only stand around another. */
const AROUND = "(?:(?:c8|nyc|cross-env)\\b[^&|;]*? )?";
const alone = (program: string) => new RegExp(`^${AROUND}${program}(?![\\w-])(?!.*reporter)[^&|;]*$`);

/** Runners of which more can be asked than a script does: a report that names each test. */
const ASKING: readonly [RegExp, string][] = [
  [alone("jest"), "--verbose"],
  [alone("react-scripts test"), "--verbose"],
  [alone("vitest"), "--reporter=verbose"],
  [alone("mocha"), "--reporter spec"],
  [alone("ava"), "--tap"],
  [alone("tap"), "--reporter=tap"],
];

const MAX_SCRIPT = 2_000;

/** Where the script leaves room to ask. CI=true keeps watchers from waiting. */
function testCommand(whole: string): string {
  const script = whole.slice(0, MAX_SCRIPT);
  if (/\bnode\b.* --test\b/.test(script) && !script.includes("--test-reporter")) {
    return "CI=true NODE_OPTIONS=--test-reporter=tap npm test";
  }
  const more = ASKING.find(([runner]) => runner.test(script))?.[1];
  return more === undefined ? "CI=true npm test" : `CI=true npm test -- ${more}`;
}
