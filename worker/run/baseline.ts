// Set-up and every check on the untouched base, before the coder spends a token. A red base stops the run loudly.
import type { CheckResult } from "../../src/domain/evidence.ts";
import { slug } from "../../src/domain/repository.ts";
import { duration } from "../../src/messages/words.ts";
import { runChecks } from "../evidence/measure/check.ts";
import { type SetUp, setUp } from "../evidence/measure/set-up.ts";
import type { Layer, Refusal } from "../sandboxes/sandbox.ts";
import type { Run } from "./context.ts";
import { failed } from "./endings.ts";
import type { Ground } from "./open-ground.ts";
import { openSandbox } from "./open-sandbox.ts";
import { end, go, type Step } from "./step.ts";

export type Baseline = { layer: Layer | null; results: CheckResult[] };

export async function measureBaseline(
  run: Run,
  ground: Ground,
  signal: AbortSignal,
): Promise<Step<Baseline>> {
  const { project, workspace } = ground;
  const { sandboxes, settings } = run.ports;
  const { tree, view } = workspace;
  // What a run builds on is a commit of the base branch, where only people with write access put anything.
  const trust = { domain: slug(run.job.issue.repository), ref: "trusted" } as const;
  const refused = new Set<string>();
  const onRefusal = (refusal: Refusal) => {
    refused.add(readable(refusal.target));
    run.ports.log.info(refusal, "set-up was not let through");
  };
  const place = { tree, view, trust, limits: settings.limits, runId: run.claim.runId, onRefusal };
  const ready = await setUp(sandboxes, project, place, signal);
  if (ready.kind === "failed") return end(notSetUp(ready, [...refused]));
  const { layer } = ready;
  if (layer !== null) ground.held.use(layer);
  await using sandbox = await openSandbox(run, ground, { layer, patch: null, purpose: "baseline" }, signal);
  const results = await runChecks(sandbox, project, project.checks, signal);
  const unbuilt = results.find((result) => result.check.kind === "build" && result.ending !== "passed");
  if (unbuilt === undefined) return go({ layer, results });
  return end(
    failed(
      "The base does not build, so nothing was begun",
      `\`${unbuilt.check.command}\` ${endingOf(unbuilt)} before any change`,
      "Mend the base branch, then comment `/ai retry`",
      unbuilt.output,
    ),
  );
}

/** Whatever was sent to the proxy comes here; only what could stand in the rules is worth showing. */
function readable(target: string): string {
  return /^[a-z0-9.-]{1,253}:\d{1,5}$/i.test(target) ? `\`${target}\`` : "something that is no host:port";
}

const MAX_REFUSED = 10;

function notSetUp({ command, exitStatus, log }: Extract<SetUp, { kind: "failed" }>, refused: string[]) {
  const ended = `\`${command}\` ended with ${exitStatus ?? "no exit status"} on the untouched base`;
  const mend = "it on the base branch, or correct `setup:` in the rules, then comment `/ai retry`";
  const what = "The repository could not be set up, so nothing was begun";
  if (refused.length === 0) return failed(what, ended, `Mend ${mend}`, log);
  const more = refused.length > MAX_REFUSED ? " and others" : "";
  return failed(
    what,
    `${ended}. It was not let through to ${refused.slice(0, MAX_REFUSED).join(", ")}${more}`,
    `Name those it needs under \`registries:\` in the rules, or mend ${mend}`,
    log,
  );
}

function endingOf({ ending, check, exitStatus }: CheckResult): string {
  if (ending === "timed-out") return `did not end within ${duration(check.timeoutMs)}`;
  return `ended with ${exitStatus ?? "no exit status"}`;
}
