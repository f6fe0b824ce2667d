// The evidence for a patch: its checks in fresh sandboxes, its tests against the old code, the old tests against the new.
import {
  brokenChecks,
  type Check,
  type Evidence,
  failedTests,
  type Mutant,
} from "../../src/domain/evidence.ts";
import type { Announced, Rewritten } from "../../src/domain/rewritten.ts";
import type { Criterion } from "../../src/domain/spec.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Experiment, experiment, NO_EXPERIMENT } from "./experiment/experiment.ts";
import {
  type Arms,
  checksOn,
  NO_OTHER_ARMS,
  type OtherArms,
  otherArms,
  repeatedOn,
  testsOf,
} from "./measure/arms.ts";
import { inBackground } from "./measure/background.ts";
import { brokenEarly } from "./measure/early.ts";
import type { Steady } from "./measure/flaky.ts";
import { type Parts, partsOf } from "./prove/parts.ts";
import { prove } from "./prove/prove.ts";
import { redGreen } from "./prove/red-green.ts";
import type { Claim } from "./prove/trace.ts";
import { type Covered, unmeasured } from "./quality/coverage.ts";
import { testQuality } from "./quality/test-quality.ts";
import { asks } from "./scrutiny/asks.ts";
import { rewrittenTests } from "./scrutiny/rewritten.ts";
import { suspicions, weakenings } from "./scrutiny/tampering.ts";

export type Measurement = Arms & {
  workspace: Pick<Workspace, "contents" | "view">;
  criteria: Criterion[];
  /** Where to look for the proof of a criterion; looked up, never believed. */
  claims: Claim[];
  /** The tests of the base that the order allows to alter. */
  announced: Announced;
  /** Whether the change may be published as it is; otherwise no part of it is taken out to see what notices. */
  handedIn: boolean;
};

/**
 * The head, the old tests and the new tests run side by side. Where the head's own checks are broken, even in the touched
 * packages alone, nothing else matters and the others are stopped. A head that holds has run every check.
 */
export async function measure(measurement: Measurement): Promise<Evidence> {
  const { patch, base, project, qualityMs } = measurement;
  const on = (diff: Uint8Array, checks: Check[]) => checksOn(measurement, diff, checks);
  const parts = await partsOf(patch, measurement.workspace);
  const early = await brokenEarly({ project, patch, base, on });
  if (early !== null)
    return evidenceOf({ ...measurement, base: early.base }, { ...early, ...NO_MORE, parts });
  await using running = inBackground(measurement.signal, (signal) =>
    otherArms({ ...measurement, signal }, parts),
  );
  const results = await on(patch.diff, project.checks);
  const holds = brokenChecks(base, results).length === 0;
  if (!holds) await running[Symbol.asyncDispose]();
  const ran = holds ? await running.result() : null;
  const alsoHolding = holds && parts.touched.length > 0;
  const steady = await repeatedOn(measurement, { diff: patch.diff, results, alsoHolding });
  if (brokenChecks(base, steady.results).length > 0)
    return evidenceOf(measurement, { ...steady, ...NO_MORE, parts });
  // A head that only failed by luck had the others stopped.
  const others = ran ?? (await otherArms(measurement, parts));
  const { baseTestsOnHead } = others;
  const rewritten = await rewrittenTests({
    ...{ patch, parts, base, baseTestsOnHead },
    ...{ announced: measurement.announced, view: measurement.workspace.view },
  });
  const shown = measurement.handedIn ? await experiment(measurement, steady.results, parts) : NO_EXPERIMENT;
  const leftMs = qualityMs - steady.spentMs;
  const quality = leftMs <= 0 ? null : await testQuality(measurement, { ...steady, leftMs, parts });
  return evidenceOf(measurement, { ...steady, others, quality, parts, shown, rewritten });
}

type Ran = Omit<Steady, "spentMs"> & {
  parts: Parts;
  others: OtherArms;
  /** Null where there was no time for it. */
  quality: { covered: Covered; mutants: Mutant[] } | null;
  shown: Experiment;
  rewritten: Rewritten[];
};

const NO_MORE = { others: NO_OTHER_ARMS, quality: null, shown: NO_EXPERIMENT, rewritten: [] };

function evidenceOf({ patch, base, criteria, claims, project }: Measurement, ran: Ran): Evidence {
  const { results: head, flaky, parts, others, quality, rewritten } = ran;
  const { files, onBase, baseTestsOnHead } = others;
  const known = new Set(base.flatMap(failedTests));
  const reds =
    onBase === null ? [] : testsOf(project).map(({ name }) => redGreen(name, files, { base, onBase, head }));
  const { covered, mutants } = quality ?? { covered: unmeasured("no-time"), mutants: [] };
  const seen = ran.shown;
  return {
    version: 2,
    baseSha: patch.baseSha,
    treeSha: patch.treeSha,
    base,
    head,
    baseTestsOnHead,
    redGreen: reds,
    flaky,
    coverage: covered.coverage,
    mutants,
    knownFailures: [...known],
    newFailures: head.flatMap(failedTests).filter((name) => !known.has(name)),
    ...seen,
    proofs: prove(criteria, claims, {
      ...{ base, head, withTests: onBase, asked: asks(patch), rewritten },
      ...seen,
      turnedGreen: reds.flatMap(({ turnedGreen }) => turnedGreen),
    }),
    testsChanged: parts.touched.length === 0 ? "none" : parts.code.length === 0 ? "alone" : "with-code",
    rewritten,
    weakened: weakenings(patch, { base, head, rewritten }),
    suspicions: suspicions(patch),
    dependencies: [],
    leftOut: [],
  };
}
