// issuewright worker: a worker alone.
import { readWorkerConfig } from "../worker/config.ts";
import { readOrComplain, readWords } from "./arguments.ts";
import type { CommandMain, Options, Usage } from "./command.ts";
import { MODEL_NEEDS } from "./model-needs.ts";

const usage = {
  name: "worker",
  synopsis: [""],
  about: [
    "A worker alone; start as many as you like against one Redis. Needs in the environment:",
    "APP_ID, and PRIVATE_KEY or PRIVATE_KEY_PATH.",
    ...MODEL_NEEDS,
    "REDIS_URL names a Redis; without it one is started here, with its data in ISSUEWRIGHT_DATA_DIR.",
    "Ctrl-C ends it in order: what is running goes back to the queue.",
  ],
  options: {},
} satisfies Usage<Options>;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  const worker = readOrComplain(readWorkerConfig());
  if (worker === null) return 1;
  const { serve } = await import("./serving.ts");
  return await serve({ server: null, worker }, signal);
};
