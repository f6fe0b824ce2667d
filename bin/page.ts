// issuewright page: a link to the page of the server that runs here.
import { resolve } from "node:path";
import { readCommonConfig } from "../src/config.ts";
import { createLog } from "../src/log.ts";
import { readOrComplain, readWords } from "./arguments.ts";
import { type CommandMain, CommandRefused, type Options, type Usage } from "./command.ts";
import { linkWords } from "./words/link.ts";

const usage = {
  name: "page",
  synopsis: [""],
  about: [
    "Prints a link to the page of the server that runs over this data directory or REDIS_URL: board, runs, machine and",
    "outcomes. The link signs in once, within ten minutes; a session lasts twelve hours.",
  ],
  options: {},
} satisfies Usage<Options>;

export const main: CommandMain = async (words) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  const common = readOrComplain(readCommonConfig());
  if (common === null) return 1;
  const { startRedis } = await import("../src/redis/server.ts");
  const { openKeepsakes } = await import("../src/redis/keepsakes.ts");
  const { oneTimeLink } = await import("../src/web/session/address.ts");
  const log = createLog({ level: "silent", name: "page" });
  await using stack = new AsyncDisposableStack();
  const dataDir = resolve(common.dataDir);
  const redisUrl = common.redisUrl ?? stack.use(await startRedis({ dataDir, log })).url;
  const keepsakes = stack.use(openKeepsakes({ redisUrl, log }));
  const link = await oneTimeLink(keepsakes);
  if (link === null)
    throw new CommandRefused(
      "No page is shown over this data directory or REDIS_URL. Start `issuewright start` or `issuewright server` with the same ones; ISSUEWRIGHT_PAGE must not be off.",
    );
  console.log(linkWords(link));
  return 0;
};
