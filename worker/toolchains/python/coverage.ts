// Coverage of Python: coverage.py where the project has it. The interpreter brings no coverage tool.
import { type CoverageTool, FOLDER, lcov, onlyTests } from "../coverage.ts";

const CALL = /^(?<python>[^;&|']*\bpython3) -m (?<tests>(?:pytest|unittest)\b[^;&|]*)$/;

export const coverage: CoverageTool = {
  name: "coverage.py",
  watch: onlyTests((command) => {
    const { python = "python3", tests = "" } = CALL.exec(command)?.groups ?? {};
    const watched = `${python} -m coverage run --data-file=${FOLDER}/data -m ${tests}`;
    return `mkdir -p ${FOLDER}; echo '${python}' >${FOLDER}/python; if ${python} -c 'import coverage' 2>/dev/null; then ${watched}; else ${command}; fi`;
  }),
  collect: () =>
    `$(cat ${FOLDER}/python) -m coverage lcov --data-file=${FOLDER}/data -o ${FOLDER}/lcov.info >/dev/null; cat ${FOLDER}/lcov.info`,
  read: lcov,
};

/** Null where a command does more than call a module that runs tests. */
export function coverageOf(commands: readonly string[]): CoverageTool | null {
  return commands.every((command) => CALL.test(command)) ? coverage : null;
}
