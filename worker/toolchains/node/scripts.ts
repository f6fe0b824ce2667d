// The scripts in package.json that npm runs on the machine of whoever installs, and those that say what a test is.
import type { Script, ScriptFile } from "../toolchain.ts";

const UNASKED =
  /"((?:pre|post)?(?:install|prepare|pack|publish|test)|prepublishOnly|dependencies)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;

export const scriptFile: ScriptFile = {
  tool: "npm",
  files: /(^|\/)package\.json$/i,
  unasked: (lines) =>
    [...undisguised(lines.join("\n")).matchAll(UNASKED)].map(
      ([, name = "", command = ""]): Script => ({ name, command, isOfTests: name.endsWith("test") }),
    ),
};

/** JSON may write any character as its number. */
function undisguised(text: string): string {
  return text.replace(/\\u([0-9a-f]{4})/gi, (_whole, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
