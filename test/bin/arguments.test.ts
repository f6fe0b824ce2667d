// What the command line says to words it knows, and to those it does not.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { type Ended, issuewright } from "../support/cli.ts";
import { root } from "../support/source.ts";

const COMMANDS = "demo run init eval start server page worker doctor configuration".split(" ");

const helps = new Map<string, Promise<Ended>>();

/** What a command says of itself, asked once. */
function helpOf(command: string): Promise<Ended> {
  const help = helps.get(command) ?? issuewright([command, "--help"]);
  helps.set(command, help);
  return help;
}

describe("issuewright", () => {
  it("lists its commands on --help, and explains itself where no command is given", async () => {
    const [asked, bare] = await Promise.all([issuewright(["--help"]), issuewright([])]);
    expect(asked).toMatchObject({ status: 0, stderr: "" });
    expect(bare).toEqual({ ...asked, status: 2 });
    for (const command of COMMANDS) expect(asked.stdout).toMatch(new RegExp(`^  ${command} +\\w`, "m"));
  });

  it.each(COMMANDS)("explains `%s` on --help", async (command) => {
    const { status, stdout, stderr } = await helpOf(command);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^Usage: issuewright ${command}\\b`));
  });

  it("refuses a command it does not know, and says which there are", async () => {
    const { status, stdout, stderr } = await issuewright(["frobnicate"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      `There is no command \`frobnicate\`. There are ${COMMANDS.join(", ")}.\nSee \`issuewright --help\`.\n`,
    );
  });

  it("refuses an option it does not know, a missing one, and a stray word", async () => {
    const [unknown, missing, stray] = await Promise.all([
      issuewright(["run", "--bogus"]),
      issuewright(["run", "--repo", "x"]),
      issuewright(["doctor", "please"]),
    ]);
    expect(unknown).toEqual({
      ...{ status: 2, stdout: "" },
      stderr: "Unknown option '--bogus'.\nSee `issuewright run --help`.\n",
    });
    expect(missing).toMatchObject({
      status: 2,
      stderr: "--repo and --issue are needed.\nSee `issuewright run --help`.\n",
    });
    expect(stray).toMatchObject({ status: 2, stderr: expect.stringContaining("'please'") });
    expect(stray.stderr.trim().split("\n")).toHaveLength(2);
  });

  it("says its version, and explains a command behind `help`", async () => {
    const [version, help, asked] = await Promise.all([
      issuewright(["--version"]),
      issuewright(["help", "run"]),
      helpOf("run"),
    ]);
    expect(version).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: "",
    });
    expect(help).toEqual(asked);
  });

  it("knows every command and option that the documents show", async () => {
    const documents = ["README.md", "docs/tutorial.md", "docs/eval.md", "docs/configuration.md"];
    const text = documents.map((path) => readFileSync(join(root, path), "utf8")).join("\n");
    expect(text).not.toContain("node bin/");
    const shown = [...text.matchAll(/npx issuewright (\w+)([^`\n#]*)/g)].map(
      ([, command = "", words = ""]) => ({
        command,
        options: words.match(/--[a-z]+/g) ?? [],
      }),
    );
    expect([...new Set(shown.map(({ command }) => command))].toSorted()).toEqual([
      "configuration",
      "doctor",
      "eval",
      "init",
      "run",
      "server",
      "worker",
    ]);
    for (const [command, all] of Map.groupBy(shown, (each) => each.command)) {
      const { stdout } = await helpOf(command);
      for (const option of all.flatMap(({ options }) => options)) expect(stdout).toContain(option);
    }
  });
});
