// issuewright start: server and worker in one process.
import { readServerConfig } from "../src/config.ts";
import { complaintsOf } from "../src/environment.ts";
import { readWorkerConfig } from "../worker/config.ts";
import { complain, readWords } from "./arguments.ts";
import type { CommandMain, Options, Usage } from "./command.ts";
import { MODEL_NEEDS } from "./model-needs.ts";

const usage = {
  name: "start",
  synopsis: [""],
  about: [
    "Server and worker in one process. Needs in the environment:",
    "APP_ID, and PRIVATE_KEY or PRIVATE_KEY_PATH.",
    "With WEBHOOK_SECRET webhooks are taken; without it GitHub is polled, which needs no public address.",
    ...MODEL_NEEDS,
    "REDIS_URL names a Redis; without it one is started here, with its data in ISSUEWRIGHT_DATA_DIR.",
    "Ctrl-C ends it in order: what is running goes back to the queue.",
  ],
  options: {},
} satisfies Usage<Options>;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  const server = readServerConfig();
  const worker = readWorkerConfig();
  if (server.kind === "invalid" || worker.kind === "invalid") {
    complain(complaintsOf([server, worker]));
    return 1;
  }
  const { serve } = await import("./serving.ts");
  return await serve({ server: server.config, worker: worker.config }, signal);
};
