// Django's test command: unittest with Django around it, so the report is that of unittest.
// https://docs.djangoproject.com/en/5.2/topics/testing/advanced/#djangorunner-attributes
import type { Runner } from "../runner.ts";
import { unittest, written } from "./unittest.ts";

/** The call up to its subcommand. `folder` is empty where the project stands in the root. */
const CALL =
  /(?<=^|\s)(?:(?<python>(?:\S*\/)?python[\d.]*(?: -[BEIOPSWXsu]\S*)*) )?(?<manage>(?:\.\/)?(?<folder>(?:[\w.-]+\/)*)manage\.py|-m django) test(?= |$)/;
/** Options alone behind the subcommand, so that labels may follow. */
const WITHOUT_LABELS = / test(?: --?[\w-]+(?:=\S+)?(?: \d+)?)*$/;

/**
 * Runs what follows on the command line. Django takes the runner of unittest when it is imported; where a project brings a
 * runner of another kind, no report is written.
 */
const SOURCE = `import os, runpy, sys, unittest
from report_by_test import Runner

unittest.TextTestRunner = unittest.runner.TextTestRunner = Runner
sys.argv = sys.argv[1:]
if sys.argv[0] == "-m":
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
    runpy.run_path(sys.argv[0], run_name="__main__")
`;

export const django: Runner = {
  ...unittest,
  name: "Django",
  reporting: (command, path) => {
    const { python = "python3", manage } = CALL.exec(command)?.groups ?? {};
    if (manage === undefined) return null;
    // A coverage tool takes a module without Python's own name.
    const program = /\bcoverage run\b/.test(command) ? "" : `${python} `;
    const asked = command.replace(CALL, () => `${program}-m report_by_django ${manage} test`);
    return { command: `${written(path, { report_by_django: SOURCE })}; ${asked}` };
  },
  // A label is the dotted name of a module, as seen from the project's folder.
  only: (command, files) => {
    const folder = CALL.exec(command)?.groups?.folder ?? "";
    if (!WITHOUT_LABELS.test(command) || !files.every((file) => isModule(file, folder))) return null;
    return [command, ...files.map((file) => labelOf(file.slice(folder.length)))].join(" ");
  },
};

function isModule(file: string, folder: string): boolean {
  return file.startsWith(folder) && /^(?:[A-Za-z_]\w*\/)*[A-Za-z_]\w*\.py$/.test(file.slice(folder.length));
}

function labelOf(file: string): string {
  return file.replace(/\.py$/, "").replaceAll("/", ".");
}
