// issuewright start: server and worker in one process, and before that the set-up page where there is no App yet.
import { isAppKnown, isAppNamed, readServerConfig } from "../src/config.ts";
import { complaintsOf } from "../src/environment.ts";
import type { Carried } from "../src/web/session/sessions.ts";
import { readWorkerConfig } from "../worker/config.ts";
import { complain, readWords } from "./arguments.ts";
import { type CommandMain, CommandRefused, type Options, type Usage } from "./command.ts";
import { MODEL_NEEDS } from "./model-needs.ts";

const usage = {
  name: "start",
  synopsis: ["[--set-up]"],
  about: [
    "Server and worker in one process. Where the environment names no GitHub App (APP_ID, and PRIVATE_KEY or",
    "PRIVATE_KEY_PATH) and none is kept in the data directory, a page on this machine makes one, keeps its key there and",
    "tries everything; the link to it is printed.",
    "With WEBHOOK_SECRET webhooks are taken; without it GitHub is polled, which needs no public address.",
    ...MODEL_NEEDS,
    "REDIS_URL names a Redis; without it one is started here, with its data in ISSUEWRIGHT_DATA_DIR.",
    "Ctrl-C ends it in order: what is running goes back to the queue.",
  ],
  options: {
    "set-up": {
      type: "boolean",
      help: ["show the set-up page first, also where there is an App, to try everything again"],
    },
  },
} satisfies Usage<Options>;

const NAMED =
  "The set-up page makes an App, and the environment names one already. Unset APP_ID, PRIVATE_KEY and PRIVATE_KEY_PATH, or try everything with `npx issuewright doctor`.";

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  const wantsPage = read.values["set-up"] === true;
  if (wantsPage && isAppNamed()) throw new CommandRefused(NAMED);
  let carried: Carried[] = [];
  if (wantsPage || !isAppKnown()) {
    const { setUp } = await import("./set-up/set-up.ts");
    const ended = await setUp(signal);
    if (ended.kind === "stopped") return 0;
    if (ended.kind === "refused") return 1;
    if (ended.kind === "started") carried = ended.carried;
  }
  const server = readServerConfig();
  const worker = readWorkerConfig();
  if (server.kind === "invalid" || worker.kind === "invalid") {
    complain(complaintsOf([server, worker]));
    return 1;
  }
  const { serve } = await import("./serving.ts");
  return await serve({ server: server.config, worker: worker.config, carried }, signal);
};
