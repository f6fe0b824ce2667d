// `/ai help`, and every word after `/ai` that we do not know.
import type { Command } from "./command.ts";

export const help: Command = {
  name: "help",
  help: "this table",
  wish: () => ({ kind: "help" }),
};
