// Runs a command in the sandbox and shows how it ended.
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import type { CommandResult, Sandbox } from "../sandboxes/sandbox.ts";
import { type Tool, tool } from "./tool.ts";

const USUAL_SECONDS = 120;
const MOST_SECONDS = 900;
const OUTPUT_BYTES = 12 * 1024;

const Args = z.object({
  command: z.string().min(1),
  seconds: z.int().positive().max(MOST_SECONDS).default(USUAL_SECONDS).describe("time limit"),
});

export const shell = (sandbox: Pick<Sandbox, "run">): Tool =>
  tool({
    name: "shell",
    description:
      "Runs a command with sh in the repository's root. Nothing stays running after it, no cd lasts.",
    effect: "runs",
    schema: Args,
    run: async ({ command, seconds }, { signal }) => {
      const result = await sandbox.run({
        line: command,
        timeoutMs: seconds * 1000,
        outputBytes: OUTPUT_BYTES,
        signal,
      });
      signal.throwIfAborted();
      const { ending, exitStatus } = result;
      return { text: textOf(result, seconds), did: { line: command, ending, exitStatus } };
    },
  });

function textOf(result: CommandResult, seconds: number): string {
  const output = stripVTControlCharacters(result.output).trimEnd();
  return [...(output === "" ? [] : [output]), endingOf(result, seconds)].join("\n");
}

function endingOf({ ending, exitStatus, durationMs }: CommandResult, seconds: number): string {
  switch (ending) {
    case "exited":
      return `exit status ${exitStatus}, ${(durationMs / 1000).toFixed(1)} s`;
    case "timed-out":
      return `The command was killed after ${seconds} s, its time limit (at most ${MOST_SECONDS} can be asked for).`;
    case "cancelled":
    case "killed":
      return "The command was killed from outside, perhaps for using too much memory.";
    default:
      return ending satisfies never;
  }
}
