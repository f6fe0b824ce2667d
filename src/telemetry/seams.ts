// The ports of the server, watched: what is stored gets the trace that it came in, and what passes is told.
import type { LedgerWriter } from "../ledger/ledger.ts";
import type { Deliveries, SignedDelivery } from "../queue/deliveries.ts";
import type { Queue } from "../queue/queue.ts";
import type { Standing, Telemetry } from "./telemetry.ts";

export function watchedDeliveries(
  { store }: Pick<Deliveries, "store">,
  telemetry: Telemetry,
): Pick<Deliveries, "store"> {
  return {
    store: (delivery: SignedDelivery) =>
      telemetry.during({ kind: "webhook", delivery: delivery.delivery, event: delivery.name }, () =>
        store({ ...delivery, ...telemetry.trace() }),
      ),
  };
}

export function watchedQueue(queue: Queue, telemetry: Telemetry): Queue {
  telemetry.watch(() => standingOf(queue));
  return {
    ...queue,
    submit: (job, options) => queue.submit({ ...job, ...telemetry.trace() }, options),
  };
}

export function watchedLedger<L extends LedgerWriter>(ledger: L, telemetry: Telemetry): L {
  return {
    ...ledger,
    append(event) {
      telemetry.tell(event);
      return ledger.append(event);
    },
  };
}

async function standingOf(queue: Pick<Queue, "machine" | "queued">): Promise<Standing | null> {
  const [looked] = await Promise.allSettled([Promise.all([queue.machine(), queue.queued()])]);
  if (looked.status === "rejected") return null;
  const [machine, queued] = looked.value;
  const since = queued.map(({ sinceMs }) => sinceMs);
  return {
    waiting: machine.waiting,
    running: Object.values(machine.running).reduce((sum, runs) => sum + runs, 0),
    oldestSinceMs: since.length === 0 ? null : Math.min(...since),
    deliveries: machine.deliveries.open,
    words: machine.words.open,
    givenUp: machine.deliveries.givenUp + machine.words.givenUp,
    workers: machine.places.workers,
    places: machine.places.all,
  };
}
