// Measures one case as a run would, from the guard to the badge, and says the first reason in the words of the report.
import { brokenChecks } from "../../src/domain/broken-checks.ts";
import { type Conclusion, conclusionOf, doubtsAbout } from "../../src/domain/conclusion.ts";
import { failedTests } from "../../src/domain/evidence.ts";
import { type Rules, Rules as RulesShape } from "../../src/domain/rules.ts";
import { doubtText } from "../../src/messages/doubt.ts";
import { emptyRepository } from "../../test/support/git.ts";
import { openOptions } from "../../test/support/trees.ts";
import { type Measurement, measure } from "../../worker/evidence/matrix.ts";
import { runEach } from "../../worker/evidence/measure/check.ts";
import { startMemory } from "../../worker/evidence/measure/memory.ts";
import { setUp } from "../../worker/evidence/measure/set-up.ts";
import { withCopies } from "../../worker/evidence/scrutiny/copied.ts";
import { startParser } from "../../worker/map/parser.ts";
import { guardFaults } from "../../worker/run/phases/guard.ts";
import type { Sandboxes, Trust } from "../../worker/sandboxes/sandbox.ts";
import { recognise } from "../../worker/toolchains/recognise.ts";
import type { Workspaces } from "../../worker/workspace/workspace.ts";
import type { Case } from "./case.ts";

export type Outcome = { badge: Conclusion | "refused"; reason: string };

export type Ground = { sandboxes: Sandboxes; workspaces: Workspaces; signal: AbortSignal };

const QUALITY_MS = 60_000;

export async function outcomeOf(one: Case, { sandboxes, workspaces, signal }: Ground): Promise<Outcome> {
  using repository = emptyRepository();
  const sha = repository.commit(one.base);
  const source = { url: repository.path, authorization: async () => null };
  await using workspace = await workspaces.open("cheats", source, sha, signal);
  const rules: Rules = RulesShape.parse(one.checks === null ? {} : { checks: one.checks });
  const project = await recognise(workspace.view, rules);
  if (project === null) throw new Error(`${one.name}: the repository was not recognised`);
  const applied = await workspace.apply(repository.patch(one.change));
  if (applied.kind !== "applied") throw new Error(`${one.name}: ${JSON.stringify(applied.fault)}`);
  const { patch } = applied;
  const [fault] = await guardFaults({ ground: { workspace, opening: { rules }, onBranch: null } }, patch);
  if (fault !== undefined) return { badge: "refused", reason: `guard: ${fault.kind}` };
  const onRefusal = () => {};
  const place = {
    tree: workspace.tree,
    view: workspace.view,
    trust: TRUST,
    limits: LIMITS,
    runId: "cheats",
    onRefusal,
  };
  const made = await setUp(sandboxes, project, place, signal);
  if (made.kind === "failed") throw new Error(`${one.name}: ${made.log}`);
  await using layer = made.layer;
  const blinding = { at: Math.floor(Date.now() / 1000), paths: patch.changes.map(({ path }) => path) };
  const open = (diff: Uint8Array | null) =>
    sandboxes.open(
      openOptions(workspace.tree, {
        image: project.image,
        layer,
        patch: diff,
        blinding,
        purpose: "verify",
        limits: LIMITS,
      }),
      signal,
    );
  const criteria = one.proofs.map((_, at) => ({ id: `AC${at + 1}`, text: "as the case says" }));
  const base = await runEach(() => open(null), project, project.checks, signal);
  const memory = startMemory();
  await using parser = startParser();
  const measuredIn = async (qualityMs: number) => {
    const measurement: Measurement = {
      ...{
        project,
        workspace,
        patch,
        base,
        memory,
        parser,
        criteria,
        qualityMs,
        open,
        signal,
        handedIn: true,
      },
      announced: [],
      undecidable: [],
      claims: one.proofs.map((by, at) => ({ criterion: `AC${at + 1}`, by })),
    };
    return await withCopies(await measure(measurement), patch, workspace);
  };
  // A doubt is enough, and mutants and repeats add only doubts: they are tried on what is a success without them.
  const quick = await measuredIn(0);
  const evidence = conclusionOf(quick, criteria) === "success" ? await measuredIn(QUALITY_MS) : quick;
  const [doubt] = doubtsAbout(evidence, criteria);
  const [broken] = brokenChecks(evidence.base, evidence.head);
  const reason =
    broken !== undefined
      ? `${broken.check.name}: ${broken.ending} ${failedTests(broken).join(", ")}`
      : doubt === undefined
        ? ""
        : doubtText(doubt);
  return { badge: conclusionOf(evidence, criteria), reason };
}

const TRUST: Trust = { domain: "bench/cheats", ref: "trusted" };
const LIMITS = { memoryBytes: 1024 ** 3, pids: 256, cpuShares: 512, diskBytes: 512 * 1024 ** 2 };
