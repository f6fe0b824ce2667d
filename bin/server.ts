// issuewright server: the server alone.
import { readServerConfig } from "../src/config.ts";
import { readOrComplain, readWords } from "./arguments.ts";
import type { CommandMain, Options, Usage } from "./command.ts";

const usage = {
  name: "server",
  synopsis: [""],
  about: [
    "The server alone. Needs in the environment:",
    "APP_ID, and PRIVATE_KEY or PRIVATE_KEY_PATH.",
    "With WEBHOOK_SECRET webhooks are taken; without it GitHub is polled, which needs no public address.",
    "REDIS_URL names a Redis; without it one is started here, with its data in ISSUEWRIGHT_DATA_DIR.",
    "Ctrl-C ends it in order: what is running goes back to the queue.",
  ],
  options: {},
} satisfies Usage<Options>;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  const server = readOrComplain(readServerConfig());
  if (server === null) return 1;
  const { serve } = await import("./serving.ts");
  return await serve({ server, worker: null }, signal);
};
