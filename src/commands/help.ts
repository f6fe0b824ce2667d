// `/ai help`: shows the commands. It also answers an unknown word after `/ai`.
import type { Command } from "./command.ts";

export const help: Command = {
  name: "help",
  help: "this table",
  wish: () => ({ kind: "help" }),
};
