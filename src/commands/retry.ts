// `/ai retry`: a fresh run from the current spec.
import { freshRun } from "../domain/intent.ts";
import type { Command } from "./command.ts";

export const retry: Command = {
  name: "retry",
  help: "the run is started again from the current spec",
  wish: freshRun,
};
