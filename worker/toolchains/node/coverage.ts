// Coverage on Node: the runner's own tool where it has one, otherwise what Node itself writes down.

import { quoted } from "../checks.ts";
import { type CoverageTool, FOLDER, lcov, onlyTests } from "../coverage.ts";
import { type Runner, runnerIn } from "./tests.ts";
import { V8_REPORT } from "./v8-report.ts";

export function coverageBy(runner: Runner): CoverageTool {
  if (runner === "jest") return JEST;
  return runner === "vitest" ? VITEST : NODE;
}

/** Node watches several commands, and a command that does more than call a runner. */
export function coverageOf(commands: readonly string[]): CoverageTool {
  const runners = new Set(commands.map(runnerIn));
  const [only] = runners;
  return runners.size === 1 && only !== undefined ? coverageBy(only) : NODE;
}

/** Jest's reporters would write to the terminal, and its thresholds would fail a run that holds. */
const JEST: CoverageTool = {
  name: "jest --coverage",
  watch: onlyTests(
    (command) =>
      `${command} --coverage --coverageReporters=lcovonly --coverageDirectory=${FOLDER} --coverageThreshold='{}'`,
  ),
  collect: () => `cat ${FOLDER}/lcov.info`,
  read: lcov,
};

/** Vitest stops where its provider is not installed. */
const VITEST: CoverageTool = {
  name: "vitest --coverage",
  watch: onlyTests(
    (command) =>
      `if [ -e node_modules/@vitest/coverage-v8 ] || [ -e node_modules/@vitest/coverage-istanbul ]; then ${command} --coverage.enabled --coverage.reporter=lcovonly --coverage.reportsDirectory=${FOLDER}; else ${command}; fi`,
  ),
  collect: () => `cat ${FOLDER}/lcov.info`,
  read: lcov,
};

/** Node writes down itself what ran, whatever runs the tests. */
const NODE: CoverageTool = {
  name: "Node's own coverage",
  watch: onlyTests((command) => `export NODE_V8_COVERAGE=${FOLDER}; ${command}`),
  collect: (files) => `node -e '${V8_REPORT}' ${FOLDER} ${files.map(quoted).join(" ")}`,
  read: lcov,
};
