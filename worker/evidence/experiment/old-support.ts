// What tests stand on as it was before the change: a named test that fails so is held by what the change made of that, not by its code.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import { type Change, isFileMode } from "../../../src/domain/patch.ts";
import type { Announced, Rewritten } from "../../../src/domain/rewritten.ts";
import { holdsTitle } from "../../../src/domain/test-name.ts";
import { isCodePath } from "../../toolchains/paths.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Arms, testsOf } from "../measure/arms.ts";
import { limitOf, namedOn } from "../measure/named.ts";
import type { FilesOf } from "../measure/narrow.ts";
import type { Parts } from "../prove/parts.ts";
import { sightOf } from "../prove/sight.ts";
import { type Claim, proversOf } from "../prove/trace.ts";
import { editsIn } from "../scrutiny/edits.ts";
import { headTexts } from "./head-texts.ts";

export type Supporting = Arms & {
  workspace: Pick<Workspace, "contents" | "view">;
  claims: Claim[];
  announced: Announced;
};

/** One more run of the named tests, and none where the change alters nothing that only helps tests. */
export async function heldBySupport(
  supporting: Supporting,
  { head, parts, filesOf }: { head: CheckResult[]; parts: Parts; filesOf: FilesOf },
): Promise<Rewritten[]> {
  const { patch, project, workspace, claims, announced } = supporting;
  const provers = proversOf(claims, head, parts.files);
  const texts = await headTexts(supporting);
  const support = patch.changes.filter((change) =>
    isSupport(change, texts.changed(change.path), { head, parts }),
  );
  if (support.length === 0 || provers.length === 0) return [];
  const old = support.map(async ({ path }) => ({ path, content: (await workspace.view.read(path)) ?? "" }));
  const named = testsOf(project).filter(({ name }) => provers.some(({ check }) => check === name));
  const checks = { arms: supporting, view: workspace.view, named, filesOf };
  const results = await namedOn(checks, await Promise.all(old), limitOf(checks, head));
  const failing = provers.filter((by) => sightOf(by, results) === "failed-at-assertion");
  return failing.map((by) => {
    const test = by.kind === "test" ? by.test : null;
    const said = announced.find(({ file }) => support.some(({ path }) => path === file));
    return { check: by.check, test, ...placeIn(support), because: said?.because ?? null };
  });
}

/** The base has it, tests run it, and none stands in it. */
function isSupport(
  { kind, mode, isText, path }: Change,
  text: string | null,
  { head, parts }: { head: CheckResult[]; parts: Parts },
): boolean {
  if (kind !== "modified" || !isFileMode(mode) || !isText || text === null) return false;
  if (!isCodePath(path) || !parts.isTest(path)) return false;
  const tests = head.flatMap((result) => result.tests ?? []);
  return !tests.some(({ file, name }) => file === path || holdsTitle(text, name));
}

const MOST_LINES = 12;

function placeIn([change]: Change[]): Pick<Rewritten, "file" | "line" | "was" | "now"> {
  const [edit] = change === undefined ? [] : editsIn(change);
  const shown = (lines: string[]) => lines.slice(0, MOST_LINES).map((line) => line.trim());
  return {
    file: change?.path ?? "",
    line: edit?.newFrom ?? 1,
    was: shown(edit?.was ?? []),
    now: shown(edit?.now ?? []),
  };
}
