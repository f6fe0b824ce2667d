// OpenTelemetry: spans to a collector by OTLP over HTTP, metrics for Prometheus to fetch. Registers nothing globally.
import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { PrometheusExporter } from "@opentelemetry/exporter-prometheus";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import manifest from "../../../package.json" with { type: "json" };
import { systemClock } from "../../clock.ts";
import { reasonOf } from "../../domain/errors.ts";
import type { Log } from "../../log.ts";
import { withoutSecrets } from "../../secrets.ts";
import type { Found, Task, Telemetry, TelemetryConfig } from "../telemetry.ts";
import { sendingTo } from "./exporter.ts";
import { type Ids, idsOfRun, readTrace, spanIds, writeTrace } from "./ids.ts";
import { type Instruments, instrumentsOn } from "./metrics.ts";
import { attributesOf, contentIn, lookOf } from "./spans.ts";

/** Whoever goes down waits for a collector no longer than this. */
const LEAVE_MS = 2_000;
/** Of one text that is told. */
const MOST_CHARACTERS = 32_768;
const LONGEST_SECRET = 4_096;

type Parts = { tracer: Tracer; ids: Ids; instruments: Instruments; content: boolean };

export async function startOtel(config: TelemetryConfig, log: Log): Promise<Telemetry> {
  const { collector, metrics, content } = config;
  const service = { "service.name": "issuewright", "service.version": manifest.version };
  const resource = resourceFromAttributes(service);
  const ids = spanIds();
  const tracers = new TracerProvider({
    resource,
    idGenerator: ids,
    spanProcessors: [sendingTo(collector, log)],
    spanLimits: { attributeValueLengthLimit: MOST_CHARACTERS },
  });
  const exporter = new PrometheusExporter({ ...metrics, preventServerStart: true, withoutScopeInfo: true });
  const meters = new MeterProvider({ resource, readers: [exporter] });
  const [served] = await Promise.allSettled([exporter.startServer()]);
  if (served.status === "rejected")
    log.warn({ ...metrics, reason: reasonOf(served.reason) }, "metrics cannot be served");
  const tracer = tracers.getTracer("issuewright", manifest.version);
  const instruments = instrumentsOn(meters.getMeter("issuewright", manifest.version), systemClock);
  const { closed, ...telemetry } = tracing({ tracer, ids, instruments, content });
  return {
    ...telemetry,
    tell: instruments.tell,
    watch: instruments.watch,
    async [Symbol.asyncDispose]() {
      const late = new AbortController();
      const left = closed().then(() => Promise.allSettled([tracers.shutdown(), meters.shutdown()]));
      const cut = systemClock
        .sleep(LEAVE_MS, late.signal)
        .then(() => log.warn({}, "the collector of telemetry took no spans before the end"));
      await Promise.race([left, Promise.allSettled([cut])]);
      late.abort();
    },
  };
}

function tracing({ tracer, ids, instruments, content }: Parts) {
  const inside = new AsyncLocalStorage<Context>();
  const here = () => inside.getStore() ?? ROOT_CONTEXT;
  const closing = new Set<Promise<unknown>>();

  const during: Telemetry["during"] = async (task, work, look) => {
    const startedAt = systemClock.now();
    const span = startSpan(task, { tracer, ids, startedAt, parent: here() });
    const [ended] = await Promise.allSettled([inside.run(trace.setSpan(here(), span), async () => work())]);
    const endedAt = systemClock.now();
    const found = ended.status === "fulfilled" ? (look?.(ended.value) ?? null) : null;
    const thrown = ended.status === "rejected" ? nameOf(ended.reason) : null;
    instruments.ended(task, { found, thrown, seconds: (endedAt - startedAt) / 1000 });
    if (thrown !== null) span.setAttribute("error.type", thrown);
    // A run that throws goes on in another execution.
    if (thrown !== null && task.kind !== "run") span.setStatus({ code: SpanStatusCode.ERROR });
    const closed = close(span, found, content).finally(() => {
      span.end(endedAt);
      closing.delete(closed);
    });
    closing.add(closed);
    if (ended.status === "rejected") throw ended.reason;
    return ended.value;
  };

  return {
    during,
    trace: () => {
      const context = trace.getSpanContext(here());
      return context === undefined ? {} : { trace: writeTrace(context) };
    },
    closed: async () => void (await Promise.allSettled([...closing])),
  };
}

type Starting = Pick<Parts, "tracer" | "ids"> & { startedAt: number; parent: Context };

function startSpan(task: Task, { tracer, ids, startedAt, parent }: Starting): Span {
  const { name, ...look } = lookOf(task);
  const options = { ...look, startTime: startedAt };
  const carried = "trace" in task ? readTrace(task.trace) : undefined;
  const from = carried === undefined ? parent : trace.setSpanContext(ROOT_CONTEXT, carried);
  if (task.kind !== "run") return tracer.startSpan(name, options, from);
  const { runId, retry } = task;
  const links = retry === 0 ? [] : [{ context: idsOfRun(runId, retry - 1, carried) }];
  return ids.as(idsOfRun(runId, retry, carried), () => tracer.startSpan(name, { ...options, links }, from));
}

/** Hides what looks like a secret in content, behind the work. Never rejects. */
async function close(span: Span, found: Found | null, content: boolean): Promise<void> {
  if (found === null) return;
  span.setAttributes(attributesOf(found));
  if (!content || !("content" in found)) return;
  const texts = Object.entries(contentIn(found.content()));
  await Promise.allSettled(
    texts.map(async ([name, text]) =>
      // What begins before the end is looked at beyond it: a part of a secret looks like none.
      span.setAttribute(name, await withoutSecrets(text.slice(0, MOST_CHARACTERS + LONGEST_SECRET))),
    ),
  );
}

/** Its words are told to nobody: they may hold what was sent. */
function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : "unknown";
}
