// Checks that each role of a run has a model before anything is spent. A repository's rules may choose some.
import { Role } from "../../src/domain/budget.ts";
import type { NotChosen, Unproven } from "../../src/domain/model-failure.ts";
import type { Repository } from "../../src/domain/repository.ts";
import { RULES_PATH } from "../../src/domain/rules.ts";
import { folderGitHub } from "../../src/github/folder.ts";
import { createLog } from "../../src/log.ts";
import { parseRules } from "../../src/rules.ts";
import type { MachineryConfig } from "../../worker/machinery.ts";
import type { RunPlace } from "./place.ts";

type Chosen = Partial<Record<Role, string | undefined>>;

/** Rules that cannot be read choose nothing; the run says what is wrong with them. */
export async function chosenByRules(place: RunPlace, repository: Repository): Promise<Chosen> {
  const rules = parseRules(await folderGitHub(place).source.readFile(repository, RULES_PATH));
  return rules.kind === "read" ? rules.rules.models : {};
}

/** Null: each role has a model. */
export async function lackingModels(
  config: MachineryConfig,
  chosen: () => Promise<Chosen>,
  signal: AbortSignal,
): Promise<NotChosen | Unproven | null> {
  const { byRole } = config.models;
  if (Role.options.every((role) => byRole[role] !== undefined)) return null;
  const { openMachinery } = await import("../../worker/machinery.ts");
  await using machinery = openMachinery(config, createLog({ level: "silent", name: "run" }));
  return await machinery.models.lacking(await chosen(), signal);
}
