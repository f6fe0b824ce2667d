// Ids of spans. Those of a run follow from its id and the number of its execution, so that a later execution, also in another
// process, knows the span of the one before it and links to it.
import { createHash } from "node:crypto";
import type { SpanContext } from "@opentelemetry/api";
import { type IdGenerator, RandomIdGenerator } from "@opentelemetry/sdk-trace";

export type Ids = IdGenerator & {
  /** The spans that are started meanwhile have these ids. */
  as<T>(ids: SpanContext, start: () => T): T;
};

export function spanIds(): Ids {
  const random = new RandomIdGenerator();
  let chosen: SpanContext | null = null;
  return {
    generateTraceId: () => chosen?.traceId ?? random.generateTraceId(),
    generateSpanId: () => chosen?.spanId ?? random.generateSpanId(),
    as(ids, start) {
      chosen = ids;
      try {
        return start();
      } finally {
        chosen = null;
      }
    },
  };
}

/** `trace` undefined: the run begins a trace of its own, which all of its executions share. */
export function idsOfRun(runId: string, retry: number, trace: SpanContext | undefined): SpanContext {
  const traceId = trace?.traceId ?? hexOf(runId, 32);
  return { traceId, spanId: hexOf(`${runId} ${retry}`, 16), traceFlags: 1 };
}

function hexOf(text: string, digits: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, digits);
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** A trace as W3C's `traceparent`: https://www.w3.org/TR/trace-context/#traceparent-header. Undefined where it is none. */
export function readTrace(trace: string | undefined): SpanContext | undefined {
  const [, traceId, spanId] = TRACEPARENT.exec(trace ?? "") ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  return { traceId, spanId, traceFlags: 1, isRemote: true };
}

export function writeTrace({ traceId, spanId }: SpanContext): string {
  return `00-${traceId}-${spanId}-01`;
}
