// issuewright doctor: says whether everything is there, and what to do about what is missing.
import { styleText } from "node:util";
import { isHeld } from "../containment/verdict.ts";
import { readCommonConfig } from "../src/config.ts";
import { DEFAULT_LABELS } from "../src/domain/rules.ts";
import { createLog } from "../src/log.ts";
import { readEngineConfig } from "../worker/config.ts";
import { readSandboxConfig } from "../worker/sandbox-config.ts";
import { readOrComplain, readWords } from "./arguments.ts";
import type { CommandMain, Options, Usage } from "./command.ts";
import { tryModels } from "./doctor/trial.ts";
import { containmentTable } from "./words/containment.ts";
import { observationWords } from "./words/observation.ts";
import { trialWords } from "./words/trial.ts";

const usage = {
  name: "doctor",
  synopsis: ["[--containment | --models] [--json]"],
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
    models: {
      type: "boolean",
      help: [
        "ask the model of each role one small task for real instead, and say what was learned of its endpoint.",
        "It costs some 12,000 tokens a role, because a server that forgets shows it only in a long conversation.",
        "Exit status 0 only when each called its tools and forgot nothing",
      ],
    },
    json: { type: "boolean", help: ["print the findings as JSON"] },
  },
} satisfies Usage<Options>;

export const main: CommandMain = async (words, signal) => {
  const read = readWords(words, usage);
  if (read.kind === "over") return read.status;
  if (read.values.containment === true) return await attack(read.values.json === true, signal);
  if (read.values.models === true) return await ask(read.values.json === true, signal);
  const { diagnose } = await import("./doctor/diagnose.ts");
  const observed = await diagnose(signal);
  const { keepForPage } = await import("./doctor/keep.ts");
  await keepForPage(observed);
  return print(observed.map(observationWords), read.values.json === true);
};

type Found = { ok: boolean | null; what: string; detail: string; remedy: string | null };

/** The exit status. */
function print(found: Found[], json: boolean): number {
  if (json) console.log(JSON.stringify(found, null, 2));
  else {
    for (const { ok, what, detail, remedy } of found) {
      console.log(`${wordFor(ok)} ${what}: ${detail}`);
      if (remedy !== null) console.log(`      → ${remedy}`);
    }
  }
  return found.every((finding) => finding.ok) ? 0 : 1;
}

function wordFor(ok: boolean | null): string {
  if (ok === null) return styleText("yellow", "?    ");
  return ok ? styleText("green", "ok   ") : styleText("red", "wrong");
}

async function ask(json: boolean, signal: AbortSignal): Promise<number> {
  const common = readOrComplain(readCommonConfig());
  const engine = readOrComplain(readEngineConfig());
  if (common === null || engine === null) return 1;
  const log = createLog({ level: "silent", name: "doctor" });
  const config = { ...engine, dataDir: common.dataDir, labels: DEFAULT_LABELS, tellsEndpoint: true };
  const { openMachinery } = await import("../worker/machinery.ts");
  await using machinery = openMachinery(config, log);
  return print((await tryModels(machinery.models, signal)).map(trialWords), json);
}

async function attack(json: boolean, signal: AbortSignal): Promise<number> {
  const common = readOrComplain(readCommonConfig());
  const sandboxes = readOrComplain(readSandboxConfig());
  if (common === null || sandboxes === null) return 1;
  const { proveWhole } = await import("../containment/main.ts");
  const proof = await proveWhole({ ...sandboxes, dataDir: common.dataDir }, signal);
  console.log(json ? JSON.stringify(proof, null, 2) : containmentTable(proof).join("\n"));
  return isHeld(proof) ? 0 : 1;
}
