// issuewright doctor: is everything there, and if not, what to do about it.
import { styleText } from "node:util";
import type { CommandMain } from "./command.ts";
import { diagnose } from "./diagnose.ts";
import { readWords } from "./words.ts";

const help = `Usage: issuewright doctor [--json]

Checks the Docker engine and the sandbox images, Redis, the model endpoint with the model of each role, and the
GitHub App's credentials. Exit status 0 when all is well.`;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, { json: { type: "boolean" } }, help);
  if (read.kind === "over") return read.status;
  const found = await diagnose(signal);
  if (read.values.json === true) console.log(JSON.stringify(found, null, 2));
  else {
    for (const { ok, what, detail, remedy } of found) {
      console.log(`${ok ? styleText("green", "ok   ") : styleText("red", "wrong")} ${what}: ${detail}`);
      if (remedy !== null) console.log(`      → ${remedy}`);
    }
  }
  return found.every((finding) => finding.ok) ? 0 : 1;
};
