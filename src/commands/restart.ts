// `/ai restart`: the reviews that wait become part of the spec, and its next version is built afresh.
import { restart as restarting } from "../domain/intent.ts";
import type { Command } from "./command.ts";

export const restart: Command = {
  name: "restart",
  help: "the review threads that wait become part of the spec, and its next version is built afresh",
  wish: restarting,
};
