// `/ai help`; also the answer to a word after `/ai` that is no command.
import type { Command } from "./command.ts";

export const help: Command = {
  name: "help",
  help: "this table",
  wish: () => ({ kind: "help" }),
};
