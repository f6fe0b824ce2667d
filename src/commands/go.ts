// `/ai go`: the recommended answers become part of the next version of the spec.
import { acceptance } from "../domain/intent.ts";
import type { Command } from "./command.ts";

export const go: Command = {
  name: "go",
  help: "the recommended answers to the open questions are accepted",
  wish: acceptance,
};
