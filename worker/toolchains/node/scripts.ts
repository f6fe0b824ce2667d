// The scripts in package.json that npm runs unasked when somebody installs, and those that `npm test` runs.
import type { Script, ScriptFile } from "../language.ts";

const UNASKED =
  /"((?:pre|post)?(?:install|prepare|pack|publish|test)|prepublishOnly|dependencies)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;

/** Scripts that checks are made of, and the parts of a manifest that runners read their settings from. */
const TESTS =
  /"(?:pre|post)?(?:test|lint|types?|typecheck|type-check|check|build|tsc|eslint)\b[^"]*"\s*:\s*"|"(?:jest|vitest|mocha|ava|tap|nyc|c8|testMatch|testRegex|testPathIgnorePatterns|testTimeout|setupFiles\w*|coverageThreshold)"\s*:/;

export const scriptFile: ScriptFile = {
  tool: "npm",
  files: /(^|\/)package\.json$/i,
  unasked: (lines) =>
    [...undisguised(lines.join("\n")).matchAll(UNASKED)].map(
      ([, name = "", command = ""]): Script => ({ name, command, isOfTests: name.endsWith("test") }),
    ),
  decidesTests: TESTS,
};

/** JSON may write any character as its number. */
function undisguised(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_whole, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
