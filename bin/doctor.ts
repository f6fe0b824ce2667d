// issuewright doctor: says whether everything is there, and what to do about what is missing.
import { styleText } from "node:util";
import { proveWhole } from "../containment/main.ts";
import { isHeld } from "../containment/verdict.ts";
import { readCommonConfig } from "../src/config.ts";
import { readSandboxConfig } from "../worker/sandbox-config.ts";
import { readOrComplain, readWords } from "./arguments.ts";
import type { CommandMain, Options, Usage } from "./command.ts";
import { diagnose } from "./doctor/diagnose.ts";
import { containmentTable } from "./words/containment.ts";
import { observationWords } from "./words/observation.ts";

const usage = {
  name: "doctor",
  synopsis: ["[--containment] [--json]"],
  about: [
    "Checks the Docker engine and the sandbox images, Redis, the model endpoint with the model of each role and its price,",
    "the GitHub App: credentials, permissions, events, webhook, and what it reaches. Exit status 0 when all is well.",
  ],
  options: {
    containment: {
      type: "boolean",
      help: [
        "attack the sandboxes of this host for real instead, as the agent and as root inside, and print what each",
        "attack got. It takes most of a minute. Its only targets are listeners and, for moments, addresses on this",
        "host, and it removes everything again. Exit status 0 only when nothing was allowed",
      ],
    },
    json: { type: "boolean", help: ["print the findings as JSON"] },
  },
} satisfies Usage<Options>;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  if (read.values.containment === true) return await attack(read.values.json === true, signal);
  const found = (await diagnose(signal)).map(observationWords);
  if (read.values.json === true) console.log(JSON.stringify(found, null, 2));
  else {
    for (const { ok, what, detail, remedy } of found) {
      console.log(`${wordFor(ok)} ${what}: ${detail}`);
      if (remedy !== null) console.log(`      → ${remedy}`);
    }
  }
  return found.every((finding) => finding.ok) ? 0 : 1;
};

function wordFor(ok: boolean | null): string {
  if (ok === null) return styleText("yellow", "?    ");
  return ok ? styleText("green", "ok   ") : styleText("red", "wrong");
}

async function attack(json: boolean, signal: AbortSignal): Promise<number> {
  const common = readOrComplain(readCommonConfig());
  const sandboxes = readOrComplain(readSandboxConfig());
  if (common === null || sandboxes === null) return 1;
  const proof = await proveWhole({ ...sandboxes, dataDir: common.dataDir }, signal);
  console.log(json ? JSON.stringify(proof, null, 2) : containmentTable(proof).join("\n"));
  return isHeld(proof) ? 0 : 1;
}
