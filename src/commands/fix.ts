// `/ai fix`: one commit that answers the review threads that wait, as a submitted review asks for.
import { answering, FIX } from "../domain/intent.ts";
import type { Command } from "./command.ts";

export const fix: Command = {
  name: FIX,
  help: "one commit answers the review threads that wait",
  wish: () => answering,
};
