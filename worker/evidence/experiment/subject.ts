// What an experiment is about: the change, what its head showed, and what is named for criteria there.
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import type { Parser } from "../../map/parser.ts";
import { isCodePath } from "../../toolchains/paths.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Arms, testsOf } from "../measure/arms.ts";
import type { NamedChecks } from "../measure/named.ts";
import type { FilesOf } from "../measure/narrow.ts";
import type { Parts } from "../prove/parts.ts";
import type { Claim } from "../prove/trace.ts";
import type { HeadTexts } from "./head-texts.ts";
import type { Named } from "./named-files.ts";

export type Experimenting = Arms & {
  workspace: Pick<Workspace, "contents" | "view">;
  /** Reads the texts of this repository alone. */
  parser: Parser;
  claims: Claim[];
  /** Whether the change may be published as it is; otherwise nothing is done for its proof. */
  handedIn: boolean;
};

export type Subject = {
  arms: Experimenting;
  head: CheckResult[];
  parts: Parts;
  texts: HeadTexts;
  provers: Prover[];
};

/** The checks in which something is named. */
export function namedChecks({ arms, provers }: Subject): Check[] {
  return testsOf(arms.project).filter(({ name }) => provers.some(({ check }) => check === name));
}

/** How they run on a head in which some files read otherwise. `filesOf`: what is enough to see what is named. */
export function runsOf(of: Subject, filesOf: FilesOf): NamedChecks {
  const { arms } = of;
  return { arms, view: arms.workspace.view, named: namedChecks(of), filesOf };
}

/** The code of the change, without its tests. */
export function changedCode({ arms, parts }: Subject) {
  return arms.patch.changes.filter(({ path }) => isCodePath(path) && !parts.isTest(path));
}

/** What is known of the files of the named tests. */
export function ofTests({ head, parts, texts, provers }: Subject): Named {
  const changed = new Map(parts.files.map((path) => [path, texts.changed(path) ?? ""]));
  return { provers, head, paths: texts.paths, changed };
}
