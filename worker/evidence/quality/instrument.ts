// How each kind of project is watched while its tests run: its own commands with a coverage tool put before or behind.
import type { Check } from "../../../src/domain/evidence.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { gcov, goProfile, lcov, type ReadReport } from "./coverage-report.ts";
import { V8_REPORT } from "./v8-report.ts";

export type Instrument = {
  /** What a person knows the tool by. */
  name: string;
  /** All checks to run, of which the tests and what they stand on are watched. */
  checks: Check[];
  /** Prints the report, of these files if the tool can choose; run in the same sandbox afterwards. */
  collect(files: readonly string[]): string;
  read: ReadReport;
};

/** Outside of the repository, so that no test finds it. */
const FOLDER = "/tmp/coverage";

/** Null: no tool is known to be there for how these tests are run. */
export function instrument({ toolchain, checks }: Pick<Project, "toolchain" | "checks">): Instrument | null {
  const found = TOOLS[toolchain];
  const tests = checks.filter((check) => check.kind === "test");
  const tool =
    tests.length === 0 ? undefined : found?.find((each) => tests.every((test) => each.fits(test.command)));
  if (tool === undefined) return null;
  const { name, collect, read } = tool;
  const watched = checks
    .filter((check) => check.kind !== "lint")
    .map((check) => ({ ...check, command: tool.watch(check.command, check.kind) }));
  return { name, checks: watched, collect, read };
}

type Tool = Omit<Instrument, "checks"> & {
  fits(command: string): boolean;
  watch(command: string, kind: Check["kind"]): string;
};

const onlyTests =
  (watch: (command: string) => string): Tool["watch"] =>
  (command, kind) =>
    kind === "test" ? watch(command) : command;

/** Their reporters would write to the terminal, and their thresholds fail what holds. */
const JEST: Tool = {
  name: "jest --coverage",
  fits: (command) => command.endsWith("npm test -- --verbose"),
  watch: onlyTests(
    (command) =>
      `${command} --coverage --coverageReporters=lcovonly --coverageDirectory=${FOLDER} --coverageThreshold='{}'`,
  ),
  collect: () => `cat ${FOLDER}/lcov.info`,
  read: lcov,
};

/** Vitest stops where its provider is not installed. */
const VITEST: Tool = {
  name: "vitest --coverage",
  fits: (command) => command.endsWith("npm test -- --reporter=verbose"),
  watch: onlyTests(
    (command) =>
      `if [ -e node_modules/@vitest/coverage-v8 ] || [ -e node_modules/@vitest/coverage-istanbul ]; then ${command} --coverage.enabled --coverage.reporter=lcovonly --coverage.reportsDirectory=${FOLDER}; else ${command}; fi`,
  ),
  collect: () => `cat ${FOLDER}/lcov.info`,
  read: lcov,
};

/** Whatever runs the tests, Node itself writes down what ran. */
const NODE: Tool = {
  name: "Node's own coverage",
  fits: () => true,
  watch: onlyTests((command) => `export NODE_V8_COVERAGE=${FOLDER}; ${command}`),
  collect: (files) => `node -e '${V8_REPORT}' ${FOLDER} ${files.map(quoted).join(" ")}`,
  read: lcov,
};

const GO: Tool = {
  name: "go test -coverprofile",
  fits: (command) => /^go test\b[^;&|]*$/.test(command),
  watch: onlyTests((command) =>
    command.replace(/^go test\b/, `mkdir -p ${FOLDER}; $& -coverprofile=${FOLDER}/profile`),
  ),
  collect: () => `go list -m | head -n 1; cat ${FOLDER}/profile`,
  read: goProfile,
};

const PYTEST = /^(?<python>[^;&|']*\bpython3) -m (?<tests>(?:pytest|unittest)\b[^;&|]*)$/;

/** Only where the project has it: the interpreter brings none. */
const PYTHON: Tool = {
  name: "coverage.py",
  fits: (command) => PYTEST.test(command),
  watch: onlyTests((command) => {
    const { python = "python3", tests = "" } = PYTEST.exec(command)?.groups ?? {};
    const watched = `${python} -m coverage run --data-file=${FOLDER}/data -m ${tests}`;
    return `mkdir -p ${FOLDER}; echo '${python}' >${FOLDER}/python; if ${python} -c 'import coverage' 2>/dev/null; then ${watched}; else ${command}; fi`;
  }),
  collect: () =>
    `$(cat ${FOLDER}/python) -m coverage lcov --data-file=${FOLDER}/data -o ${FOLDER}/lcov.info >/dev/null; cat ${FOLDER}/lcov.info`,
  read: lcov,
};

/**
 * The compiler's own. For make it is given in the name of the compiler, because flags a Makefile sets for itself would be
 * lost; CMake, Meson and configure scripts take flags from the environment. Of files outside of the repository, the
 * libraries' headers, nothing is reported.
 */
const C: Tool = {
  name: "gcc --coverage",
  fits: (command) => /^(?:make \w+$|cmake |meson setup )/.test(command),
  watch: (command) =>
    /^make\b/.test(command)
      ? command.replace(/^make\b/, "make CC='gcc --coverage' CXX='g++ --coverage'")
      : `export CFLAGS=--coverage CXXFLAGS=--coverage LDFLAGS=--coverage; ${command}`,
  collect: () =>
    "find . /tmp -name '*.gcda' | head -n 1000 | tr '\\n' '\\0' | xargs -0 -r gcov -t -r -s /repo",
  read: gcov,
};

const OBJECTS = `find ${FOLDER}/target/debug/deps -type f -perm -100 ! -name '*.*' | head -n 500 | sed 's/^/--object /'`;

/** The compiler's own, read by LLVM's tools where the image has them. Built apart: what stands there was built without. */
const RUST: Tool = {
  name: "rustc -C instrument-coverage",
  fits: (command) => /^cargo test\b[^;&|]*$/.test(command),
  watch: onlyTests(
    (command) =>
      `if command -v llvm-profdata llvm-cov >/dev/null; then export RUSTFLAGS='-C instrument-coverage' CARGO_TARGET_DIR=${FOLDER}/target LLVM_PROFILE_FILE=${FOLDER}/%p-%m.profraw; fi; ${command}`,
  ),
  collect: () =>
    `llvm-profdata merge --sparse ${FOLDER}/*.profraw -o ${FOLDER}/data && llvm-cov export --format=lcov --instr-profile=${FOLDER}/data $(${OBJECTS})`,
  read: lcov,
};

const TOOLS: Partial<Record<string, Tool[]>> = {
  node: [JEST, VITEST, NODE],
  go: [GO],
  python: [PYTHON],
  c: [C],
  rust: [RUST],
};

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
