// The second pair of eyes: a fresh conversation over spec, change and evidence, in a sandbox of its own.
import { stripVTControlCharacters } from "node:util";
import type { Evidence } from "../../../src/domain/evidence.ts";
import type { Finding, Shown } from "../../../src/domain/finding.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import { visible } from "../../../src/domain/text.ts";
import type { HandIn } from "../../roles/ask-role.ts";
import type { Done } from "../../roles/done.ts";
import { review } from "../../roles/reviewer.ts";
import { styleText } from "../../roles/style.ts";
import { answeredText } from "../../roles/threads-text.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import { reviewerTools } from "../../tools/index.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { threadsIn } from "../decisions/direction.ts";
import { type EquipNeeds, equip } from "./equip.ts";
import { openOnDemand, openSandbox, type SandboxNeeds } from "./open-sandbox.ts";
import type { Plan } from "./work-order.ts";

/** `done`: what the coder said of it. */
export type Change = { patch: Patch; evidence: Evidence; done: Pick<Done, "answers"> };

export async function reviewChange(
  run: SandboxNeeds & EquipNeeds,
  plan: Plan,
  change: Change,
  before: Before | null,
): Promise<HandIn<Finding[]>> {
  const { ground, baseline, spec } = plan;
  const signal = run.claim.signal;
  const use = { layer: baseline.layer, patch: change.patch.diff, purpose: "review" } as const;
  await using sandbox = openOnDemand(run, ground, use, signal);
  const equipment = equip(run, ground.opening.rules, reviewerTools(sandbox), signal);
  return await review(equipment, {
    spec,
    diff: change.patch.diff,
    evidence: change.evidence,
    threads: answeredText(threadsIn(ground.opening), change.done.answers),
    style: styleText(ground.guides, ["code", "tests"]),
    before: await reviewedBefore(before, ground.workspace),
    changes: change.patch.changes,
    linesOf: await headLines(change.patch, ground.workspace),
    show: async (command) => {
      await using fresh = await openSandbox(run, ground, use, signal);
      return await showing(fresh, command, signal);
    },
  });
}

/** What was reviewed last, and what was found. */
export type Before = { findings: Finding[]; diff: Uint8Array };

async function reviewedBefore(before: Before | null, workspace: Workspace) {
  const applied = before === null ? null : await workspace.apply(before.diff);
  if (before === null || applied?.kind !== "applied") return null;
  return { findings: before.findings, changes: applied.patch.changes };
}

const SHOW_MS = 2 * 60_000;
const SHOWN_BYTES = 8 * 1024;
const SHOWN_CHARACTERS = 600;

async function showing(sandbox: Sandbox, line: string, signal: AbortSignal): Promise<Shown> {
  const result = await sandbox.run({ line, timeoutMs: SHOW_MS, outputBytes: SHOWN_BYTES, signal });
  signal.throwIfAborted();
  const { ending, exitStatus } = result;
  const output = visible(stripVTControlCharacters(result.output)).trim().slice(-SHOWN_CHARACTERS);
  return { ending: ending === "cancelled" ? "killed" : ending, exitStatus, output };
}

/** How many lines a text file has on the head: as the change leaves it, or as it was. */
async function headLines(
  patch: Patch,
  workspace: Workspace,
): Promise<(path: string) => Promise<number | null>> {
  const changed = new Map((await workspace.contents(patch)).map(({ path, content }) => [path, content]));
  return async (path) => {
    const content = changed.get(path);
    if (content === null) return null;
    const text = content === undefined ? await workspace.view.read(path) : Buffer.from(content).toString();
    return text === null ? null : linesIn(text);
  };
}

function linesIn(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}
