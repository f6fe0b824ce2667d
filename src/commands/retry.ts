// `/ai retry`: a fresh run from the current spec.
import type { Command } from "./command.ts";

export const retry: Command = {
  name: "retry",
  help: "the run is started again from the current spec",
  wish: (textDigest) => ({
    kind: "run",
    job: "work",
    textDigest,
    vouches: true,
    acceptRecommended: false,
    whileRunning: "refuse",
    unshownRefusals: [],
  }),
};
