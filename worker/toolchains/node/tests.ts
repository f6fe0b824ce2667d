// What runs the tests of a Node package, read once from its script, and the command that names each test.
import { quoted } from "../checks.ts";
import type { Manifest, Package } from "./manifest.ts";
import { once } from "./once.ts";

/** `other`: a program of which nothing more can be asked than its script does. */
export type Runner = "node" | "jest" | "vitest" | "mocha" | "ava" | "tap" | "other";

/** Programs that only start another one. */
const AROUND = "(?:(?:c8|nyc|cross-env)\\b[^&|;]*? )?";
const alone = (program: string) => new RegExp(`^${AROUND}${program}(?![\\w-])(?!.*reporter)[^&|;]*$`);

/** Runners that can be asked for more than the script asks: a report that names each test. */
const ASKING: readonly { runner: Runner; script: RegExp; more: string }[] = [
  { runner: "jest", script: alone("jest"), more: "--verbose" },
  { runner: "jest", script: alone("react-scripts test"), more: "--verbose" },
  { runner: "vitest", script: alone("vitest"), more: "--reporter=verbose" },
  { runner: "mocha", script: alone("mocha"), more: "--reporter spec" },
  { runner: "ava", script: alone("ava"), more: "--tap" },
  { runner: "tap", script: alone("tap"), more: "--reporter=tap" },
];

const NO_TEST = /no test specified/;
const MAX_SCRIPT = 2_000;

/** Null where the package has no tests. */
export function testScript({ scripts }: Pick<Manifest, "scripts">): string | null {
  const script = scripts.test;
  return script === undefined || NO_TEST.test(script) ? null : script.slice(0, MAX_SCRIPT);
}

/** CI=true keeps from waiting what is not told to. npm cannot take an option away, so a script that waits is run by hand. */
export function testCommand({ scripts }: Pick<Manifest, "scripts">, script: string): string {
  const ended = once(script);
  if (ended !== null) {
    const before = scripts.pretest === undefined ? "" : "npm run pretest && ";
    return `CI=true ${before}${byHand(ended)}`;
  }
  if (isNodeTest(script)) return "CI=true NODE_OPTIONS=--test-reporter=tap npm test";
  const asking = ASKING.find((each) => each.script.test(script));
  return asking === undefined ? "CI=true npm test" : `CI=true npm test -- ${asking.more}`;
}

function byHand(script: string): string {
  if (!/^[\w./@-]+(?: [^&|;<>()$`]*)?$/.test(script)) return `npm exec --no -c ${quoted(script)}`;
  if (isNodeTest(script)) return `NODE_OPTIONS=--test-reporter=tap ${script}`;
  return script.startsWith("node ") ? script : `npx --no-install ${script}`;
}

/** Node's own runner, where the script does not choose its reporter already. */
function isNodeTest(script: string): boolean {
  return /\bnode\b.* --test\b/.test(script) && !script.includes("--test-reporter");
}

function runnerOf(script: string): Runner {
  if (isNodeTest(script)) return "node";
  return ASKING.find((each) => each.script.test(script))?.runner ?? "other";
}

/** The runner of the repository's test check; null: it has no test check. `other` where several packages have tests. */
export function runnerAmong(root: Manifest, packages: readonly Package[]): Runner | null {
  const own = testScript(root);
  const scripts = own === null ? packages.flatMap(({ manifest }) => testScript(manifest) ?? []) : [own];
  const [first] = scripts;
  if (first === undefined) return null;
  return scripts.length === 1 ? runnerOf(first) : "other";
}

/** The runner of a command that the repository's rules name. */
export function runnerIn(command: string): Runner {
  return runnerOf(command.replace(/^(?:CI=\w+ )?npx (?:--no-install )?/, ""));
}
