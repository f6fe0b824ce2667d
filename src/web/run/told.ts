// All that the ledger tells of a run, gathered for its pages.
import type { RunPart } from "../../domain/run-part.ts";
import type { Spec } from "../../domain/spec.ts";
import type { KeptEvent, KeptReport } from "../../ledger/ledger.ts";
import type { RunRow, Standing } from "../../ledger/rows.ts";
import { withoutSecretsIn } from "../../secrets.ts";
import type { Sources } from "../sources.ts";

export type Told = {
  row: RunRow;
  /** Where its issue stands; null: that is not known any more. */
  standing: Standing | null;
  /** Of its issue, newest first, itself among them. */
  runs: RunRow[];
  events: KeptEvent[];
  report: KeptReport | null;
  order: Part<"order"> | null;
  evidence: Part<"evidence"> | null;
  diff: Part<"diff"> | null;
  /** What is built, and the version before it, as older runs of the issue had it. */
  spec: Spec | null;
  specBefore: Spec | null;
};

type Part<K extends RunPart["kind"]> = Extract<RunPart, { kind: K }>;

/** Null: no such run is known. */
export async function toldOf(runId: string, { ledger }: Pick<Sources, "ledger">): Promise<Told | null> {
  const row = await ledger.run(runId);
  if (row === null) return null;
  const [standing, runs, events, report, parts] = await Promise.all([
    ledger.issue(row.issue),
    ledger.runsOf(row.issue),
    ledger.events(runId),
    ledger.readReport(runId),
    ledger.parts(runId),
  ]);
  const part = <K extends RunPart["kind"]>(kind: K) =>
    parts.find((each): each is Part<K> => each.kind === kind) ?? null;
  const spec = report?.spec ?? specIn(events);
  const specBefore = spec === null ? null : await olderSpec(spec, runs, runId, ledger);
  // What was never published was not looked through for secrets yet, and a model may quote what it read.
  const { telling, ...safe } = await withoutSecretsIn({
    ...{ row, report, spec, specBefore },
    ...{ order: part("order"), diff: part("diff"), evidence: part("evidence") },
    telling: events.filter(tells),
  });
  const shown = telling.values();
  return {
    standing,
    runs,
    ...safe,
    events: events.map((each) => (tells(each) ? (shown.next().value ?? each) : each)),
  };
}

/** It holds words of other people, models or programs. There are many of the others. */
function tells({ kind }: KeptEvent): boolean {
  return kind !== "stepped" && kind !== "phase-started" && kind !== "phase-ended";
}

function specIn(events: KeptEvent[]): Spec | null {
  return events.findLast((event) => event.kind === "specified")?.spec ?? null;
}

/** So many older runs are looked through. */
const MOST_OLDER = 5;

async function olderSpec(
  spec: Spec,
  runs: RunRow[],
  runId: string,
  ledger: Sources["ledger"],
): Promise<Spec | null> {
  const at = runs.findIndex((run) => run.runId === runId);
  for (const { runId: older } of runs.slice(at + 1, at + 1 + MOST_OLDER)) {
    const known = (await ledger.readReport(older))?.spec ?? null;
    if (known !== null && known.version < spec.version) return known;
  }
  return null;
}
