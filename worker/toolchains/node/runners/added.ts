// Options for a runner that another program starts: a module of ours adds them to the words of its own main program alone.
import { urlOf } from "./encoded.ts";

/**
 * For the variable of Node's options. `mains` are alternatives of an expression for the path of the runner's main file in its
 * package; workers and what tests start have another. The options are words without blanks.
 */
export function addedTo(mains: string, options: string): string {
  return `--import=${urlOf(`
import fs from "node:fs";
import { isMainThread } from "node:worker_threads";
const first = process.argv[1] && isMainThread ? process.argv[1] : "";
const main = first && fs.existsSync(first) ? fs.realpathSync(first) : first;
const words = ${JSON.stringify(options.split(" "))};
if (new RegExp("[/]node_modules[/](?:${mains})$").test(main) && !process.argv.includes(words[0])) process.argv.push(...words);
`)}`;
}
