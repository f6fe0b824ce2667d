// `/ai ready`: the draft of the issue becomes an ordinary pull request.
import type { Command } from "./command.ts";

export const ready: Command = {
  name: "ready",
  help: "the draft is marked as ready for review",
  wish: () => ({ kind: "ready" }),
};
