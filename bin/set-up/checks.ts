// What the set-up page tries: what `doctor` looks at, a delivery that comes back, models, one repository, and the sandboxes.
import { proveWhole } from "../../containment/main.ts";
import { isHeld } from "../../containment/verdict.ts";
import { ownDataDir } from "../../src/config.ts";
import { DEFAULT_LABELS } from "../../src/domain/rules.ts";
import { createLog } from "../../src/log.ts";
import type { CheckGroup, CheckLine } from "../../src/web/setup/checking.ts";
import { readEngineConfig } from "../../worker/config.ts";
import { openMachinery } from "../../worker/machinery.ts";
import { readSandboxConfig } from "../../worker/sandbox-config.ts";
import { diagnose } from "../doctor/diagnose.ts";
import { keepForPage } from "../doctor/keep.ts";
import { tryModels } from "../doctor/trial.ts";
import { observationWords } from "../words/observation.ts";
import { trialWords } from "../words/trial.ts";
import { complaintLines } from "./complaint-lines.ts";
import { awaitDelivery } from "./delivery.ts";
import { tryRepository } from "./repository.ts";

type Choice = { repository: string | null; attacks: boolean };

export function checksFor({ repository, attacks }: Choice): CheckGroup[] {
  return [
    {
      name: "This machine, the models and the App",
      run: async (signal) => {
        const observations = await diagnose(signal);
        await keepForPage(observations);
        return observations.map(observationWords);
      },
    },
    { name: "A delivery that comes back", run: (signal) => awaitDelivery(signal) },
    { name: "Each model calls its tools", run: askModels },
    ...(repository === null
      ? []
      : [
          {
            name: `Set-up and checks of ${repository}`,
            run: (signal: AbortSignal) => tryRepository(repository, signal),
          },
        ]),
    ...(attacks ? [{ name: "The sandboxes hold", run: attack }] : []),
  ];
}

async function askModels(signal: AbortSignal): Promise<CheckLine[]> {
  const engine = readEngineConfig();
  if (engine.kind === "invalid") return complaintLines("models", engine.complaints);
  const log = createLog({ level: "silent", name: "set-up" });
  const config = { ...engine.config, dataDir: ownDataDir(), labels: DEFAULT_LABELS, tellsEndpoint: true };
  await using machinery = openMachinery(config, log);
  return (await tryModels(machinery.models, signal)).map(trialWords);
}

async function attack(signal: AbortSignal): Promise<CheckLine[]> {
  const sandboxes = readSandboxConfig();
  if (sandboxes.kind === "invalid") return complaintLines("sandboxes", sandboxes.complaints);
  const proof = await proveWhole({ ...sandboxes.config, dataDir: ownDataDir() }, signal);
  const what = "containment";
  if (isHeld(proof))
    return [{ ok: true, what, detail: `${proof.rows.length} attacks got nothing`, remedy: null }];
  const remedy = "Run `npx issuewright doctor --containment`, which says what each attack got";
  return [{ ok: false, what, detail: "an attack got something, or could not be made", remedy }];
}
