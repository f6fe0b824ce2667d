// One GitHub event from door to queue: trigger → Intent → admission → what follows. Decides nothing by itself.

import { finish } from "./announcers/finish.ts";
import { announcersOver } from "./announcers/index.ts";
import { type Clock, isoNow } from "./clock.ts";
import { type Admission, admit, BREAKER_WINDOW_MS, type Facts } from "./domain/admission.ts";
import { PermanentError } from "./domain/errors.ts";
import type { Intent } from "./domain/intent.ts";
import { type IssueRef, issueName, type Repository } from "./domain/repository.ts";
import { type Labels, labelsIn, RULES_PATH } from "./domain/rules.ts";
import type { Stop } from "./domain/stop.ts";
import type { Permission } from "./domain/ticket.ts";
import type { GitHub } from "./github/github.ts";
import type { Log } from "./log.ts";
import { renderHelp, renderRefusal } from "./messages/refusal.ts";
import type { Queue } from "./queue/queue.ts";
import { parseRules } from "./rules.ts";
import { triggers } from "./triggers/index.ts";
import { EventHead } from "./triggers/trigger.ts";

export type Delivery = {
  /** As in `X-GitHub-Event`. */
  name: string;
  delivery: string;
  payload: unknown;
};

export type DispatchDeps = {
  queue: Queue;
  github(installationId: number): Promise<GitHub>;
  appSlug: string;
  /** The operator's label names; a repository's rules may rename them. */
  labels: Labels;
  clock: Clock;
  log: Log;
};

/** Throws when GitHub or Redis failed: the delivery is then answered 5xx and can be delivered again. */
export async function dispatch(
  delivery: Delivery,
  deps: DispatchDeps,
): Promise<Admission["kind"] | "nothing"> {
  const head = EventHead.safeParse(delivery.payload).data;
  if (head === undefined) return "nothing";
  const isOurs = head.sender.login === `${deps.appSlug}[bot]`;
  const matching = triggers.filter(
    ({ events, asker }) => events.includes(eventName(delivery)) && !(isOurs && asker === "person"),
  );
  if (matching.length === 0) return "nothing";
  const github = await deps.github(head.installation.id);
  const repository = { owner: head.repository.owner.login, name: head.repository.name };
  const labels = await labelsOf(repository, github, deps.labels);
  const context = { delivery: delivery.delivery, appSlug: deps.appSlug, labels };
  for (const trigger of matching) {
    const intent = trigger.intent(delivery.payload, context);
    if (intent === null) continue;
    const admission = admit(intent, await gatherFacts(intent, { ...deps, github, labels }));
    deps.log.info({ issue: issueName(intent.issue), intent: intent.kind, admission }, "intent judged");
    await act(intent, admission, { ...deps, github, labels });
    return admission.kind;
  }
  return "nothing";
}

function eventName(delivery: Delivery): string {
  const payload = delivery.payload;
  const action = typeof payload === "object" && payload !== null && "action" in payload ? payload.action : "";
  return `${delivery.name}.${String(action)}`;
}

/** A rules file that cannot be read does not stop the door; the run will say on the issue what is wrong with it. */
async function labelsOf(repository: Repository, github: GitHub, defaults: Labels): Promise<Labels> {
  const [text] = await Promise.allSettled([github.source.readFile(repository, RULES_PATH)]);
  if (text.status === "rejected" && text.reason instanceof PermanentError) return defaults;
  if (text.status === "rejected") throw text.reason;
  const reading = parseRules(text.value);
  return reading.kind === "read" ? labelsIn(reading.rules, defaults) : defaults;
}

type Acting = Omit<DispatchDeps, "github"> & { github: GitHub };

async function gatherFacts(intent: Intent, deps: Acting): Promise<Facts> {
  const [permission, issue, running, recent] = await Promise.all([
    permissionOf(intent, deps.github),
    deps.github.tickets.state(intent.issue),
    deps.queue.isRunning(intent.issue),
    deps.queue.countRecent(intent.issue, BREAKER_WINDOW_MS),
  ]);
  return {
    permission,
    labels: issue?.labels ?? [],
    state: issue?.state ?? "closed",
    running,
    recent,
    names: deps.labels,
    now: isoNow(deps.clock),
  };
}

/** A machine of ours is nobody on GitHub; what it may do does not hang on a permission. */
async function permissionOf({ issue, asker }: Intent, github: GitHub): Promise<Permission> {
  return asker.kind === "person" ? github.access.permission(issue.repository, asker.login) : "none";
}

async function act(intent: Intent, admission: Admission, deps: Acting): Promise<void> {
  const { issue } = intent;
  switch (admission.kind) {
    case "admitted":
      await deps.queue.submit(admission.job, { supersedes: admission.supersedes });
      return;
    case "cancel":
      await cancel(issue, admission.stop, deps);
      return;
    case "answer":
      await deps.github.status.writeNotice(issue, renderHelp(issue.number, deps.labels));
      return;
    case "refused":
      await deps.github.status.writeNotice(issue, renderRefusal(issue.number, admission.refusal));
      return;
    case "ignored":
      return;
    default:
      admission satisfies never;
  }
}

/** An active run ends by itself; one that never began has nobody else to say so. */
async function cancel(issue: IssueRef, stop: Stop, { queue, github, log }: Acting): Promise<void> {
  if ((await queue.cancel(issue, stop)) !== "waiting") return;
  const announcers = announcersOver({ github });
  const untold = await finish({ kind: "never-began", issue, stop }, { announcers, ledger: null, log });
  if (untold.length > 0) throw new Error(`could not tell that a run never began: ${untold.join(", ")}`);
}
