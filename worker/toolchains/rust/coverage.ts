// Coverage of Rust: the compiler's own, read by LLVM's tools where the image has them.
import { type CoverageTool, FOLDER, lcov, onlyTests } from "../coverage.ts";

const OBJECTS = `find ${FOLDER}/target/debug/deps -type f -perm -100 ! -name '*.*' | head -n 500 | sed 's/^/--object /'`;

/** Builds in a folder of its own: what is in the usual folder was built without instrumentation. */
export const coverage: CoverageTool = {
  name: "rustc -C instrument-coverage",
  watch: onlyTests(
    (command) =>
      `if command -v llvm-profdata llvm-cov >/dev/null; then export RUSTFLAGS='-C instrument-coverage' CARGO_TARGET_DIR=${FOLDER}/target LLVM_PROFILE_FILE=${FOLDER}/%p-%m.profraw; fi; ${command}`,
  ),
  collect: () =>
    `llvm-profdata merge --sparse ${FOLDER}/*.profraw -o ${FOLDER}/data && llvm-cov export --format=lcov --instr-profile=${FOLDER}/data $(${OBJECTS})`,
  read: lcov,
};

/** Null where a command does more than call `cargo test`. */
export function coverageOf(commands: readonly string[]): CoverageTool | null {
  return commands.every((command) => /^cargo test\b[^;&|]*$/.test(command)) ? coverage : null;
}
