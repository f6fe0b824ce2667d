// Tries set-up and checks of a repository in sandboxes, as a run does before it changes anything.
import { systemClock } from "../../src/clock.ts";
import type { CheckResult } from "../../src/domain/evidence.ts";
import type { Note } from "../../src/domain/note.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import type { IssueRef } from "../../src/domain/repository.ts";
import type { Rules } from "../../src/domain/rules.ts";
import type { Log } from "../../src/log.ts";
import { localClaim, localJob } from "../../worker/run/local.ts";
import { measureBaseline } from "../../worker/run/phases/baseline.ts";
import type { SandboxConfig } from "../../worker/sandbox-config.ts";
import type { Sandboxes } from "../../worker/sandboxes/sandbox.ts";
import type { Project } from "../../worker/toolchains/toolchain.ts";
import type { Workspace } from "../../worker/workspace/workspace.ts";

/** `setup`: the commands that ran first, each of which ended with 0. */
export type Trial =
  | { kind: "ran"; setup: string[]; results: CheckResult[]; notes: Note[] }
  | { kind: "stopped"; outcome: Outcome };

type Tried = { issue: IssueRef; workspace: Workspace; project: Project; rules: Rules };
type Place = { sandboxes: Sandboxes; limits: SandboxConfig["limits"]; log: Log };

export async function tryOut(
  { issue, workspace, project, rules }: Tried,
  { sandboxes, limits, log }: Place,
  signal: AbortSignal,
): Promise<Trial> {
  using claim = localClaim(`init-${systemClock.now()}`, signal);
  await using held = new AsyncDisposableStack();
  const notes: Note[] = [];
  const run = {
    job: localJob(issue, systemClock),
    claim,
    sandboxes,
    settings: { limits },
    log,
    clock: systemClock,
    note: (more: readonly Note[]) => void notes.push(...more),
  };
  const measured = await measureBaseline(
    run,
    { workspace, project, held, opening: { rules } },
    null,
    claim.signal,
  );
  return measured.kind === "ended"
    ? { kind: "stopped", outcome: measured.outcome }
    : { kind: "ran", setup: project.setup, results: measured.value.results, notes };
}
