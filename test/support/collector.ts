// A collector of OpenTelemetry: takes spans by OTLP over HTTP, as JSON, and shows them as a tree.
// https://opentelemetry.io/docs/specs/otlp/#otlphttp-request
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { until } from "./redis.ts";

const Value = z.object({
  stringValue: z.string().optional(),
  intValue: z.coerce.number().optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
  arrayValue: z.object({ values: z.array(z.object({ stringValue: z.string().optional() })) }).optional(),
});
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().default(""),
  name: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: Value })).default([]),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
});
const Sent = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(Span) })) })),
});
export type SentSpan = z.infer<typeof Span>;

export type Collector = AsyncDisposable & {
  url: string;
  spans: SentSpan[];
  /** Everything that was sent, as text. */
  raw(): string;
  /** Waits for a span of this name. */
  span(name: string): Promise<SentSpan>;
};

export async function startCollector(): Promise<Collector> {
  const spans: SentSpan[] = [];
  const bodies: unknown[] = [];
  const server = createServer(async (request, response) => {
    const body = await json(request);
    bodies.push({ url: request.url, headers: request.headers, body });
    for (const { scopeSpans } of Sent.parse(body).resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    raw: () => JSON.stringify(bodies),
    async span(name) {
      await until(() => spans.some((span) => span.name === name));
      return named(spans, name);
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function named(spans: SentSpan[], name: string): SentSpan {
  const span = spans.find((each) => each.name === name);
  if (span === undefined) throw new Error(`no span ${name}`);
  return span;
}

export function attributesOf({ attributes }: SentSpan): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.arrayValue?.values.map(({ stringValue }) => stringValue) ??
        value.stringValue ??
        value.intValue ??
        value.doubleValue ??
        value.boolValue,
    ]),
  );
}

/** The names above a span, the nearest first. */
export function above(span: SentSpan, spans: readonly SentSpan[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? [] : [parent.name, ...above(parent, spans)];
}
