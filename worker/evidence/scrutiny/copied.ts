// Finds the lines of a patch that repeat other code, and adds them to its evidence.
import { brokenChecks } from "../../../src/domain/broken-checks.ts";
import type { Evidence } from "../../../src/domain/evidence.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { findRepeats, type HeadFile } from "./repeats.ts";

/** Each repeat becomes a suspicion. Where checks are broken nothing else matters, and the evidence stays as it was. */
export async function withCopies(
  evidence: Evidence,
  patch: Patch,
  workspace: Pick<Workspace, "contents" | "view">,
): Promise<Evidence> {
  if (brokenChecks(evidence.base, evidence.head).length > 0) return evidence;
  const gone = new Set(patch.changes.filter(({ kind }) => kind === "deleted").map(({ path }) => path));
  const repeats = await findRepeats(await headFiles(patch, workspace), gone, workspace.view);
  return {
    ...evidence,
    suspicions: [
      ...evidence.suspicions,
      ...repeats.map((repeat) => ({ kind: "copied" as const, ...repeat })),
    ],
  };
}

const MOST_LINES = 50_000;

async function headFiles(patch: Patch, workspace: Pick<Workspace, "contents">): Promise<HeadFile[]> {
  const contents = new Map((await workspace.contents(patch)).map(({ path, content }) => [path, content]));
  return patch.changes.flatMap(({ path, added }) => {
    const content = contents.get(path) ?? null;
    if (content === null || added.length === 0) return [];
    const lines = Buffer.from(content).toString().split("\n").slice(0, MOST_LINES);
    return [{ path, lines, added: new Set(added.map(({ number }) => number)) }];
  });
}
