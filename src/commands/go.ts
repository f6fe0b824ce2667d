// `/ai go`: the recommended answers become part of the next version of the spec.
import type { Command } from "./command.ts";

export const go: Command = {
  name: "go",
  help: "the recommended answers to the open questions are accepted",
  wish: (textDigest) => ({
    kind: "run",
    job: "refine",
    textDigest,
    vouches: false,
    acceptRecommended: true,
    byCommand: true,
    whileRunning: "supersede",
    unshownRefusals: [],
    unseenAuthor: null,
    review: null,
  }),
};
