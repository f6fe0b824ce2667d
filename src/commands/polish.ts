// `/ai polish`: the reviews that wait are answered in the code alone, and the spec stays as it is.
import { polishing } from "../domain/intent.ts";
import type { Command } from "./command.ts";

export const polish: Command = {
  name: "polish",
  help: "one commit answers the review threads that wait; the spec stays as it is",
  wish: () => polishing,
};
