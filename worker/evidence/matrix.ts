// The evidence for a patch: its checks in fresh sandboxes, its tests against the old code, the old tests against the new.
import { brokenChecks } from "../../src/domain/broken-checks.ts";
import {
  type Check,
  type CheckResult,
  type Evidence,
  failedTests,
  type Mutant,
} from "../../src/domain/evidence.ts";
import type { NotRun } from "../../src/domain/not-run.ts";
import { NO_DIFF } from "../../src/domain/patch.ts";
import type { Announced, Rewritten } from "../../src/domain/rewritten.ts";
import type { Criterion } from "../../src/domain/spec.ts";
import { beginExperiment, type Experiment, experiment, NO_EXPERIMENT } from "./experiment/experiment.ts";
import { type HeadTexts, headTexts } from "./experiment/head-texts.ts";
import { heldBySupport } from "./experiment/old-support.ts";
import type { Experimenting } from "./experiment/subject.ts";
import { baseTestsOnHead, checksOn, repeatedOn, testsOf, withBuilds } from "./measure/arms.ts";
import { inBackground } from "./measure/background.ts";
import { brokenEarly } from "./measure/early.ts";
import type { Steady } from "./measure/flaky.ts";
import { startLanes } from "./measure/lanes.ts";
import { type Parts, partsOf } from "./prove/parts.ts";
import { prove } from "./prove/prove.ts";
import { redGreen } from "./prove/red-green.ts";
import type { Undecidable } from "./prove/trace.ts";
import { type Covered, unmeasured } from "./quality/coverage.ts";
import { whatDidNotRun } from "./quality/not-run.ts";
import { covered, triedMutants } from "./quality/test-quality.ts";
import { unnamedTestFiles } from "./reach/test-files.ts";
import { type AskedBy, askedBy } from "./scrutiny/asked-by.ts";
import { bothVersions } from "./scrutiny/both-versions.ts";
import type { Versions } from "./scrutiny/lost-assertions.ts";
import { goneTests, renamedTests, unsteadyTests } from "./scrutiny/renamed.ts";
import { rewrittenTests } from "./scrutiny/rewritten.ts";
import { suspicions, weakenings } from "./scrutiny/tampering.ts";

export type Measurement = Experimenting & {
  criteria: Criterion[];
  /** Where nothing is claimed. */
  undecidable: Undecidable[];
  /** The tests of the base that the order allows to alter. */
  announced: Announced;
};

/** In a bounded number of sandboxes at a time; all of them are closed when it ends. */
export async function measure(measurement: Measurement): Promise<Evidence> {
  await using lanes = startLanes(measurement.open);
  return await measured({ ...measurement, open: lanes.open });
}

/**
 * Where the head's own checks are broken, even in the touched packages alone, nothing else matters and what runs beside them is
 * stopped. A head that holds has run every check; only then is anything proven.
 */
async function measured(measurement: Measurement): Promise<Evidence> {
  const { patch, base, project, memory } = measurement;
  const before = memory.given();
  const on = (diff: Uint8Array, checks: Check[]) => checksOn(measurement, { diff, written: [] }, checks);
  const unnamed = await unnamedTestFiles({ ...measurement, checks: project.checks });
  const parts = await partsOf(patch, measurement.workspace, unnamed);
  const texts = await headTexts(measurement);
  const asked = await askedBy({ ...measurement, texts }, parts.isTest);
  const versions = await versionsOfTests(measurement, parts, texts);
  const told = (ran: Omit<Ran, "reused" | "asked" | "versions">, on = base) =>
    evidenceOf({ ...measurement, base: on }, { ...ran, asked, versions, reused: memory.given() - before });
  const early = await brokenEarly({ project, patch, base, on });
  if (early !== null) return told({ ...early, ...NO_MORE, parts }, early.base);
  const baseTests = (signal: AbortSignal) => baseTestsOnHead({ ...measurement, signal }, parts);
  await using running = inBackground(measurement.signal, baseTests);
  const results = await on(patch.diff, project.checks);
  const holds = brokenChecks(base, results).length === 0;
  if (!holds) await running[Symbol.asyncDispose]();
  const steady = await repeatedOn(measurement, { diff: patch.diff, results, alsoHolding: false });
  if (brokenChecks(base, steady.results).length > 0) return told({ ...steady, ...NO_MORE, parts });
  // A head that only failed by luck had the others stopped.
  const oldTests = holds ? running : inBackground(measurement.signal, baseTests);
  await using _ = oldTests;
  const { ran, quality, shown, leaning } = await tryOut(measurement, { parts, steady, holds });
  const oldRan = await oldTests.result();
  const altered = await rewrittenTests({
    ...{ patch, parts, base, baseTestsOnHead: oldRan },
    ...{ announced: measurement.announced, view: measurement.workspace.view },
  });
  const gone = { head: steady.results, baseTests: oldRan, rewritten: altered };
  const goneBy = await goneByName(measurement, gone);
  const rewritten = [...altered, ...leaning];
  const ablations = shown.ablations ?? [];
  const notRun = measurement.handedIn
    ? await whatDidNotRun({ ...measurement, ...quality, head: ran.results, parts, ablations })
    : [];
  return told({ ...ran, baseTests: oldRan, quality, parts, shown, rewritten, notRun, ...goneBy });
}

async function versionsOfTests({ patch, workspace }: Measurement, parts: Parts, texts: HeadTexts) {
  const { isTest, touched } = parts;
  const tests = patch.changes.filter(
    ({ path, isText }) => isText && (isTest(path) || touched.includes(path)),
  );
  return await bothVersions(tests, isTest, { view: workspace.view, texts });
}

type Trial = { parts: Parts; steady: Steady; holds: boolean };

/** What is tried on a head that holds: side by side, as far as nothing needs what something else shows. */
async function tryOut(measurement: Measurement, { parts, steady, holds }: Trial) {
  const { patch, signal, handedIn, qualityMs } = measurement;
  const head = steady.results;
  const coverMs = qualityMs - steady.spentMs;
  await using covering = inBackground(signal, (signal) =>
    covered({ ...measurement, signal }, { head, leftMs: coverMs, parts }),
  );
  const begun = await beginExperiment(measurement, head, parts);
  const { filesOf } = begun;
  await using leaning = inBackground(signal, async (signal) =>
    handedIn ? await heldBySupport({ ...measurement, signal }, { head, parts, filesOf }) : [],
  );
  await using repeating = inBackground(signal, async (signal) =>
    holds && parts.touched.length > 0
      ? await repeatedOn(
          { ...measurement, signal },
          { ...steady, diff: patch.diff, alsoHolding: true, filesOf },
        )
      : notRepeated(head),
  );
  const shown = await experiment(begun);
  const lasting = await repeating.result();
  const lines = await covering.result();
  const flaky = [...steady.flaky, ...lasting.flaky];
  const leftMs = coverMs - lasting.spentMs - lines.spentMs;
  const noticed = (shown.ablations ?? []).filter(({ ending }) => ending === "noticed");
  const own = noticed.map(({ place }) => place);
  const holding = { ...lasting, flaky, leftMs, parts, filesOf, own, ran: lines.ran };
  const quality = { covered: lines, mutants: await triedMutants(measurement, holding) };
  return { ran: { ...lasting, flaky }, quality, shown, leaning: await leaning.result() };
}

function notRepeated(results: CheckResult[]): Steady {
  return { results, flaky: [], spentMs: 0 };
}

type Names = Pick<Evidence, "renamed" | "unsteady">;

/** Only where names are missing that no renaming explains, the base runs once more. */
async function goneByName(
  measurement: Measurement,
  {
    head,
    baseTests,
    rewritten,
  }: { head: CheckResult[]; baseTests: CheckResult[] | null; rewritten: Rewritten[] },
): Promise<Names> {
  const { patch, base, project } = measurement;
  const gone = goneTests(base, head, rewritten);
  const renamed = renamedTests({ patch, gone, base, head, baseTestsOnHead: baseTests });
  const explained = new Set(renamed.flatMap(({ was }) => was));
  const left = gone
    .map(({ check, tests }) => ({ check, tests: tests.filter((name) => !explained.has(name)) }))
    .filter(({ tests }) => tests.length > 0);
  if (left.length === 0) return { renamed, unsteady: [] };
  const checks = testsOf(project).filter(({ name }) => left.some(({ check }) => check === name));
  const arm = { diff: NO_DIFF, written: [] };
  const again = await checksOn(measurement, arm, withBuilds(project, checks), { turn: 1 });
  return { renamed, unsteady: unsteadyTests(left, base, again, head) };
}

type Ran = Omit<Steady, "spentMs"> &
  Names & {
    parts: Parts;
    /** The base's tests on the new code. */
    baseTests: CheckResult[] | null;
    quality: { covered: Covered; mutants: Mutant[] };
    shown: Experiment;
    rewritten: Rewritten[];
    notRun: NotRun[];
    asked: AskedBy;
    versions: Versions;
    /** Results that were measured before. */
    reused: number;
  };

const NO_QUALITY = { covered: unmeasured("no-time"), mutants: [] };
const NO_MORE = {
  ...{ baseTests: null, quality: NO_QUALITY, shown: NO_EXPERIMENT },
  ...{ rewritten: [], notRun: [], renamed: [], unsteady: [] },
};

function evidenceOf(measurement: Measurement, ran: Ran): Evidence {
  const { patch, base, criteria, claims, project, undecidable } = measurement;
  const { results: head, flaky, parts, versions, reused, rewritten, notRun, renamed, unsteady } = ran;
  const { onBase, ablations, controls, placebos, held, given, byParts } = ran.shown;
  const { files } = parts;
  const known = new Set(base.flatMap(failedTests));
  const reds =
    onBase === null ? [] : testsOf(project).map(({ name }) => redGreen(name, files, { base, onBase, head }));
  const { covered, mutants } = ran.quality;
  return {
    version: 2,
    baseSha: patch.baseSha,
    treeSha: patch.treeSha,
    base,
    head,
    baseTestsOnHead: ran.baseTests,
    redGreen: reds,
    flaky,
    coverage: covered.coverage,
    mutants,
    knownFailures: [...known],
    newFailures: head.flatMap(failedTests).filter((name) => !known.has(name)),
    ...{ controls, placebos, ablations: ablations ?? [] },
    proofs: prove(
      criteria,
      claims,
      {
        ...{
          base,
          head,
          withTests: onBase,
          asked: ran.asked.doubts,
          rewritten,
          ablations,
          controls,
          placebos,
          held,
          given,
          byParts,
        },
        turnedGreen: reds.flatMap(({ turnedGreen }) => turnedGreen),
        touched: files,
      },
      undecidable,
    ),
    testsChanged: parts.touched.length === 0 ? "none" : parts.code.length === 0 ? "alone" : "with-code",
    notRun,
    rewritten,
    renamed,
    unsteady,
    followed: parts.followed,
    asksAsBefore: ran.asked.asBefore,
    weakened: weakenings(patch, { base, head, rewritten, renamed, unsteady }, parts, versions),
    suspicions: suspicions(patch),
    dependencies: [],
    leftOut: [],
    mended: [],
    reused,
  };
}
