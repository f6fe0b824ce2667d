// How tests are run where no script says it: by the runner that is installed, or Node's own where the tests load that.

import type { TreeView } from "../toolchain.ts";
import { files } from "./files.ts";
import { dependenciesOf, type Manifest } from "./manifest.ts";

const TESTS = /(?:^|\/)(?:__tests__\/.*|(?:test|tests)\/.*|[^/]*[.-](?:test|spec))\.[cm]?[jt]sx?$/;
const RUNNERS: readonly [installed: string, command: string][] = [
  ["vitest", "npx --no-install vitest run"],
  ["jest", "npx --no-install jest"],
  ["mocha", "npx --no-install mocha"],
  ["ava", "npx --no-install ava"],
  ["tap", "npx --no-install tap"],
  ["jasmine", "npx --no-install jasmine"],
];
const CAPS = { fileBytes: 256 * 1024, allBytes: 4 * 1024 * 1024 };
const MOST_READ = 50;

/** Null: nothing says what would run them. */
export async function guessedTest(tree: TreeView, root: Manifest): Promise<string | null> {
  const tests = tree.paths.filter((path) => TESTS.test(path) && !files.installed?.test(path));
  if (tests.length === 0) return null;
  const installed = new Set(dependenciesOf(root));
  const known = RUNNERS.find(([name]) => installed.has(name));
  if (known !== undefined) return `CI=true ${known[1]}`;
  const texts = await tree.readAll(tests.slice(0, MOST_READ), CAPS);
  const ofNode = [...texts.values()].some((text) => /["']node:test["']/.test(text));
  return ofNode ? "CI=true NODE_OPTIONS=--test-reporter=tap node --test" : null;
}
