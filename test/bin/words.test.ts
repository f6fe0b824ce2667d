// What the command line says to words it knows, and to those it does not.
import { describe, expect, it } from "@jest/globals";
import { issuewright } from "../support/cli.ts";

const COMMANDS = ["demo", "run", "eval", "start", "server", "worker", "doctor"];

describe("issuewright", () => {
  it("lists its commands on --help, and explains itself where no command is given", async () => {
    const [asked, bare] = await Promise.all([issuewright(["--help"]), issuewright([])]);
    expect(asked).toMatchObject({ status: 0, stderr: "" });
    expect(bare).toEqual({ ...asked, status: 2 });
    for (const command of COMMANDS) expect(asked.stdout).toMatch(new RegExp(`^  ${command} +\\w`, "m"));
  });

  it.each(COMMANDS)("explains `%s` on --help", async (command) => {
    const { status, stdout, stderr } = await issuewright([command, "--help"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^Usage: issuewright ${command}\\b`));
  });

  it("refuses a command it does not know, and says which there are", async () => {
    const { status, stdout, stderr } = await issuewright(["frobnicate"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^There is no command `frobnicate`\.\n\n.*Usage: issuewright <command>/s);
  });

  it("refuses an option it does not know, a missing one, and a stray word", async () => {
    const [unknown, missing, stray] = await Promise.all([
      issuewright(["run", "--bogus"]),
      issuewright(["run", "--repo", "x"]),
      issuewright(["doctor", "please"]),
    ]);
    expect(unknown).toMatchObject({ status: 2, stderr: expect.stringContaining("Unknown option '--bogus'") });
    expect(missing).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^--repo and --issue are needed\./),
    });
    expect(stray).toMatchObject({ status: 2, stderr: expect.stringContaining("'please'") });
  });
});
