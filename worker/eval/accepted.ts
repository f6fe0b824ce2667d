// The evaluations that the operator accepted, in the data directory, and which models they vouch for.
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Role } from "../../src/domain/budget.ts";
import type { Unproven } from "../../src/domain/model-failure.ts";
import { writeWhole } from "../../src/write-whole.ts";
import type { Models } from "../models/model.ts";
import { isWorse } from "./compared.ts";
import { EvaluationRefused } from "./refusal.ts";
import { type Configuration, Evaluation, isSettled } from "./result.ts";
import { jsonOf } from "./store.ts";

const FILE = "accepted-evaluations.json";
const Kept = z.object({ version: z.literal(1), evaluations: z.array(Evaluation) });
const MOST_KEPT = 20;

/** The newest first. EvaluationRefused: the file cannot be read. */
export async function acceptedIn(dataDir: string): Promise<Evaluation[]> {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) return [];
  const kept = Kept.safeParse(jsonOf(await readFile(file, "utf8"))).data;
  if (kept === undefined) throw new EvaluationRefused({ kind: "results-unreadable", file });
  return kept.evaluations;
}

/** EvaluationRefused: no case of it says anything about the models, or it is worse than the last one, beyond chance. */
export async function accept(dataDir: string, evaluation: Evaluation): Promise<void> {
  const { label } = evaluation.configuration;
  if (!evaluation.cases.some(isSettled)) throw new EvaluationRefused({ kind: "says-nothing", label });
  const before = await acceptedIn(dataDir);
  const [last] = before;
  if (last !== undefined && isWorse(evaluation, last))
    throw new EvaluationRefused({ kind: "worse", label, than: last.configuration.label });
  const evaluations = [evaluation, ...before].slice(0, MOST_KEPT);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeWhole(join(dataDir, FILE), `${JSON.stringify({ version: 1, evaluations })}\n`, { mode: 0o600 });
}

export type ChosenModels = Configuration["models"];

/** `same`: those of the last accepted evaluation. `other`: those of an older one that is no worse. */
export type Standing = "same" | "other" | "worse" | "never-measured";

/** Where several evaluations had these models, the newest counts. */
export function standingOf(models: ChosenModels, accepted: readonly Evaluation[]): Standing {
  const [last] = accepted;
  const own = accepted.find(({ configuration }) => hasModels(configuration, models));
  if (last === undefined || own === undefined) return "never-measured";
  if (own === last) return "same";
  return isWorse(own, last) ? "worse" : "other";
}

/** An evaluation without an architect vouches for no run, because each run has one. */
function hasModels({ architect, models }: Configuration, chosen: ChosenModels): boolean {
  return architect === "on" && Role.options.every((role) => models[role] === chosen[role]);
}

/** The same models, of which those that no accepted evaluation vouches for lack something. */
export function onlyAccepted(models: Models, byRole: ChosenModels, dataDir: string): Models {
  return {
    ...models,
    async lacking(overrides, signal) {
      const lacking = await models.lacking(overrides, signal);
      if (lacking !== null) return lacking;
      return unproven(Object.assign({}, byRole, defined(overrides)), await acceptedIn(dataDir));
    },
  };
}

function unproven(models: ChosenModels, accepted: readonly Evaluation[]): Unproven | null {
  const standing = standingOf(models, accepted);
  if (standing === "same" || standing === "other") return null;
  return { kind: "unproven", models, because: standing };
}

function defined(overrides: Partial<Record<Role, string | undefined>>): ChosenModels {
  return Object.fromEntries(Object.entries(overrides).filter(([, model]) => model !== undefined));
}
