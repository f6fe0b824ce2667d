// issuewright configuration: every variable of the environment, as docs/configuration.md shows them.

import { readWords } from "./arguments.ts";
import type { CommandMain, Options, Usage } from "./command.ts";
import { configurationReference } from "./configuration/reference.ts";

const usage = {
  name: "configuration",
  synopsis: [""],
  about: [
    "Prints every variable of the environment as markdown: what it means, its default, and which command reads it.",
    "`npx issuewright configuration > docs/configuration.md` renews the page of this repository.",
  ],
  options: {},
} satisfies Usage<Options>;

export const main: CommandMain = async (words) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  process.stdout.write(configurationReference());
  return 0;
};
