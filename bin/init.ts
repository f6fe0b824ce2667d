// issuewright init: writes the rules of a repository from what is recognised and what its own files say.
import { resolve } from "node:path";
import { readCommonConfig } from "../src/config.ts";
import { RULES_PATH } from "../src/domain/rules.ts";
import { isPath } from "../src/github/local-git.ts";
import { readSandboxConfig } from "../worker/sandbox-config.ts";
import { misused, readOrComplain, readWords } from "./arguments.ts";
import { type CommandMain, CommandRefused, type Options, type Usage } from "./command.ts";

const usage = {
  name: "init",
  synopsis: ["--repo <path> [options]"],
  about: [
    `Writes ${RULES_PATH} for a repository: the set-up and checks that are recognised, and as comments what its workflows,`,
    "development container and version files say besides, each line with where it comes from. Then it tries set-up and",
    "checks in a sandbox, and shows what ran. What is a comment is never run. No model is asked.",
  ],
  options: {
    repo: { type: "string", help: ["a repository on this machine; only what is committed is read"] },
    print: { type: "boolean", help: ["print the file instead of writing it"] },
    force: { type: "boolean", help: ["write it also where there is one already"] },
    suggested: {
      type: "boolean",
      help: [
        "where nothing is recognised, put what the repository's files suggest in force, and try it; read it before you",
        "commit it",
      ],
    },
    "no-try": { type: "boolean", help: ["run nothing"] },
  },
  notes: ["Exit status 0 when the file is there and what was tried holds, 130 after Ctrl-C."],
} satisfies Usage<Options>;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  const { repo, print = false, force = false, suggested = false } = read.values;
  if (repo === undefined) return misused("--repo is needed.", usage);
  if (!isPath(repo)) throw new CommandRefused(`Clone ${repo} first: --repo is a folder on this machine.`);
  const common = readOrComplain(readCommonConfig());
  const sandboxes = readOrComplain(readSandboxConfig());
  if (common === null || sandboxes === null) return 1;
  const { carryOut } = await import("./init/carry-out.ts");
  const tries = read.values["no-try"] !== true;
  return await carryOut(
    { folder: resolve(repo), print, force, suggested, tries },
    { ...common, ...sandboxes },
    signal,
  );
};
