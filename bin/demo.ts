// issuewright demo: the three moments of an issue, or many issues in all states, shown on this machine alone.
import { styleText } from "node:util";
import type { Say } from "../local/demo/tell.ts";
import { readCommonConfig } from "../src/config.ts";
import { duration } from "../src/messages/words.ts";
import { modelEnvironment } from "../worker/config.ts";
import { readOrComplain, readWords } from "./arguments.ts";
import type { CommandMain, Options, Usage } from "./command.ts";
import { MODEL_NEEDS } from "./model-needs.ts";

const usage = {
  name: "demo",
  synopsis: ["[--keep | --many]"],
  about: [
    "Starts Redis, the webhook server, a worker with its Docker sandbox, and a local GitHub, all on this machine; labels an",
    "issue in a small repository with a real bug, and shows how it becomes a draft pull request, how a comment refines it,",
    "and how a review is answered. The model is scripted unless the environment names a real one:",
    ...MODEL_NEEDS,
  ],
  options: {
    keep: { type: "boolean", help: ["leave everything running afterwards and print the addresses"] },
    many: {
      type: "boolean",
      help: [
        "bring twelve issues into all states of the board instead, always by the scripted model, and leave",
        "everything running, with a link to the page",
      ],
    },
  },
} satisfies Usage<Options>;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  const common = readOrComplain(readCommonConfig());
  if (common === null) return 1;
  const { runDemo } = await import("../local/demo/demo.ts");
  const { keep = false, many = false } = read.values;
  const { dataDir } = common;
  const whole = await runDemo({ dataDir, keep, many, model: modelEnvironment(), say, signal });
  return whole ? 0 : 1;
};

const say: Say = {
  title: (text) => console.log(`\n${styleText("bold", text)}\n`),
  line: (text) => console.log(text),
  phase(event, sinceMs) {
    const at = styleText("dim", `${(sinceMs / 1000).toFixed(2)} s`.padStart(9));
    if (event.kind === "phase-started") console.log(`${at}    ${event.phase} …`);
    if (event.kind === "phase-ended") {
      console.log(
        `${at}  ${styleText("dim", "■")} ${event.phase} ${styleText("dim", duration(event.durationMs))}`,
      );
    }
  },
  block: (text) => console.log(`${text.replace(/^/gm, styleText("dim", "  │ "))}\n`),
};
