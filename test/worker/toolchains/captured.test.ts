// What is printed by a line whose runner is captured, as a shell runs it.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

/** What is printed where each command runs in a folder whose programs only print their names and words. */
function printed(programs: string[], line: string): string {
  const folder = mkdtempSync(join(tmpdir(), "commands-"));
  try {
    const bins = join(folder, "node_modules/.bin");
    mkdirSync(bins, { recursive: true });
    for (const name of programs) {
      writeFileSync(join(bins, name), `#!/bin/sh\necho ${name} "$@" $SAID\n`, { mode: 0o755 });
    }
    return execFileSync("bash", ["-c", line.replaceAll("/tmp/r", "$PWD/r")], { cwd: folder }).toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("a runner that can only print", () => {
  it.each([
    ["tape a.js && checked", "tape a.js\nchecked\n"],
    ["nyc npm run unit && npm run types", "nyc tape b.js\nchecked\n"],
    ["checked && export SAID=so; tape a.js && checked", "checked\ntape a.js so\nchecked so\n"],
    ["tape a.js && export SAID=so; tape b.js && checked", "tape a.js\ntape b.js so\nchecked so\n"],
  ])("leaves to the commands behind it what is set: %j", async (test, said) => {
    const scripts = { test, unit: "tape b.js", types: "checked" };
    const project = await recognise(aTree({ "package.json": JSON.stringify({ scripts }) }), NO_RULES);
    const command = "CI=true npm test";
    const line = project?.runnerOf({ command, kind: "test" })?.reporting(command, "/tmp/r")?.command ?? "";
    expect(printed(["tape", "nyc", "checked"], line)).toBe(said);
  });
});
