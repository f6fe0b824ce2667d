// Spans on their way to a collector. One that is away costs nothing but the spans, and the log says once that it is away.
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { BatchSpanProcessor, type SpanExporter, type SpanProcessor } from "@opentelemetry/sdk-trace";
import type { Log } from "../../log.ts";

const TIMEOUT_MS = 5_000;
/** More than these wait for no collector. */
const MOST_WAITING = 4_096;
const DELAY_MS = 2_000;

export function sendingTo(collector: string, log: Log): SpanProcessor {
  const exporter = sayingOnce(
    new OTLPTraceExporter({ url: `${collector}/v1/traces`, timeoutMillis: TIMEOUT_MS }),
    log,
  );
  return new BatchSpanProcessor({
    exporter,
    maxQueueSize: MOST_WAITING,
    scheduledDelayMillis: DELAY_MS,
    exportTimeoutMillis: TIMEOUT_MS,
  });
}

function sayingOnce(exporter: SpanExporter, log: Log): SpanExporter {
  let isAway = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        // Its words may repeat what it was sent.
        if (failed && !isAway) log.warn({ spans: spans.length }, "the collector of telemetry takes no spans");
        if (!failed && isAway) log.info({}, "the collector of telemetry takes spans again");
        isAway = failed;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
