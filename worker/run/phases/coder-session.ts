// The coder's sandbox and conversation: opened when the coder first works, and never where a kept change needs no more work.
import { ticketText } from "../../../src/domain/ticket.ts";
import { checksText } from "../../roles/checks-text.ts";
import { redJobsText } from "../../roles/ci-text.ts";
import { openCoder } from "../../roles/coder.ts";
import { placesText } from "../../roles/places-text.ts";
import { styleText } from "../../roles/style.ts";
import { threadsText } from "../../roles/threads-text.ts";
import { threadsIn } from "../decisions/direction.ts";
import type { Run } from "../state/begin.ts";
import type { Session } from "./attempt.ts";
import { openSandbox, type SandboxNeeds } from "./open-sandbox.ts";
import type { Stand } from "./stand.ts";
import { madeIn } from "./suggested.ts";
import { treeOf } from "./territory.ts";
import type { Plan } from "./work-order.ts";

export type Coder = AsyncDisposable & { session(): Promise<Session> };

/** `stand`: where an earlier execution stopped. The coder then begins from its change, and is told what it was told last. */
export function coderFor(run: SandboxNeeds & Pick<Run, "settings">, plan: Plan, stand: Stand | null): Coder {
  const held = new AsyncDisposableStack();
  let session: Promise<Session> | null = null;
  const open = async (): Promise<Session> => {
    const { ground, baseline, spec, order } = plan;
    const patch = stand === null ? ground.existing : stand.diff;
    const use = { layer: baseline.layer, patch, purpose: "coder" } as const;
    const sandbox = held.use(await openSandbox(run, ground, use, run.claim.signal));
    const tree = await treeOf(ground.workspace, patch);
    const transcript = await openCoder({
      ...{ spec, order, style: styleText(ground.guides, ["code", "tests"]) },
      places: await placesText(order.context, tree.read),
      checks: checksText({
        project: ground.project,
        results: baseline.results,
        paths: tree.paths,
        near: order.footprint,
      }),
      threads: threadsText(threadsIn(ground.opening), madeIn(ground)),
      redJobs: redJobsText(ground.opening.red),
      existingChange: patch !== null,
      pictures: ground.opening.pictures,
      issue: run.settings.architect === "off" ? ticketText(ground.opening.ticket) : "",
    });
    if (stand !== null && stand.said !== null) transcript.user(stand.said);
    return { sandbox, transcript, written: new Set() };
  };
  return {
    session: () => {
      session ??= open();
      return session;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
