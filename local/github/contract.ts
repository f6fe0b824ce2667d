// The contract: checks that every request, answer and webhook is one that GitHub's own descriptions allow.
import type { ErrorObject, ValidateFunction } from "ajv";
import { z } from "zod";
import type { Exchange } from "./exchange.ts";
import { type OpenApi, type Operation, readOpenApi } from "./openapi.ts";
import { compileLazily, readPackageJson } from "./schemas.ts";
import type { Delivery } from "./webhooks.ts";

export type Contract = {
  /** The faults of a request and its answer, in sentences; empty if there is none. */
  judgeExchange(exchange: Exchange): string[];
  /** The faults of a webhook's payload. */
  judgeDelivery(delivery: Pick<Delivery, "event" | "action" | "payload">): string[];
  /** True if GitHub has such an operation. */
  knows(method: string, route: string): boolean;
};

/** Any operation may answer with these statuses, declared or not. */
const UNIVERSAL = ["400", "401", "403", "404", "410", "422", "429"];
/** Here the description contradicts itself: every account would be a user and an enterprise at once. */
const CORRECTED: Record<string, unknown> = {
  "GET /app/installations": { type: "array", items: { $ref: "#/components/schemas/installation" } },
};
/** A refused request may break the description: that is why it was refused, and the caller handles it. */
const REFUSED = [400, 422];

export function createContract(): Contract {
  const api = readOpenApi();
  const webhooks = readWebhookSchemas();
  return {
    knows: (method, route) => api.operation(method, route) !== null,
    judgeExchange: (exchange) => {
      if (exchange.faulty) return [];
      const name = `${exchange.method} ${exchange.route ?? exchange.path}`;
      const operation = exchange.route === null ? null : api.operation(exchange.method, exchange.route);
      if (!operation) return [`${name}: there is no such operation`];
      const request = REFUSED.includes(exchange.status) ? [] : judgeRequest(api, operation, exchange);
      return [...request, ...judgeAnswer(api, operation, exchange)].map((words) => `${name}: ${words}`);
    },
    judgeDelivery: ({ event, action, payload }) => {
      const validate = webhooks(event, action);
      if (!validate) return [`webhook ${event}.${action}: there is no such webhook`];
      return complaints(validate, payload).map((words) => `webhook ${event}.${action}: ${words}`);
    },
  };
}

function judgeRequest(api: OpenApi, operation: Operation, exchange: Exchange): string[] {
  const { query, params, requestBody } = exchange;
  const declared = new Set(operation.parameters.filter((p) => p.in === "query").map((p) => p.name));
  const strangers = Object.keys(query).filter((name) => !declared.has(name));
  const wrong = operation.parameters.flatMap((parameter) => {
    const value = parameter.in === "path" ? params[parameter.name] : query[parameter.name];
    if (value === undefined) return parameter.required ? [`the request lacks ${parameter.name}`] : [];
    const validate = api.validator(parameter.schema);
    if ([value, Number(value), value === "true"].some((reading) => validate(reading))) return [];
    return [`the request says ${parameter.name}=${value}, which is not allowed`];
  });
  return [
    ...strangers.map((name) => `the request has the unknown parameter ${name}`),
    ...wrong,
    ...judgeBody(api, operation, requestBody),
  ];
}

const Shape = z.object({
  properties: z.record(z.string(), z.unknown()),
  additionalProperties: z.unknown().optional(),
});

function judgeBody(api: OpenApi, operation: Operation, body: unknown): string[] {
  const { request } = operation;
  if (body === undefined) return request?.required ? ["the request lacks its body"] : [];
  if (request?.schema === undefined) return ["the request has a body where none is taken"];
  const shape = Shape.safeParse(request.schema);
  const strangers =
    shape.success && typeof body === "object" && body !== null && !shape.data.additionalProperties
      ? Object.keys(body).filter((key) => !(key in shape.data.properties))
      : [];
  return [
    ...strangers.map((key) => `the request body has the unknown field ${key}`),
    ...complaints(api.validator(request.schema), body).map((words) => `the request body ${words}`),
  ];
}

function judgeAnswer(api: OpenApi, operation: Operation, exchange: Exchange): string[] {
  const status = String(exchange.status);
  // A redirect, as of a repository that was renamed, is declared for few operations and may answer any.
  if (["301", "304", "307"].includes(status) || typeof exchange.responseBody === "string") return [];
  const declared = operation.responses.has(status);
  if (!declared && !UNIVERSAL.includes(status)) return [`the answer has the undeclared status ${status}`];
  const corrected = CORRECTED[`${exchange.method} ${exchange.route}`];
  const described = status === "200" && corrected ? corrected : operation.responses.get(status);
  const schema = declared ? described : api.component("basic-error");
  if (schema === undefined) return exchange.responseBody === null ? [] : ["the answer has a body"];
  return complaints(api.validator(schema), exchange.responseBody).map((words) => `the answer ${words}`);
}

/** Finds the schema of an event and action. */
function readWebhookSchemas(): (event: string, action: string | null) => ValidateFunction | null {
  const text = readPackageJson("@octokit/webhooks-schemas/schema.json");
  const { definitions } = z.object({ definitions: z.record(z.string(), z.unknown()) }).parse(text);
  const named = (name: string) => definitions[decodeURIComponent(name)];
  const schemas = compileLazily({ reference: /^#\/definitions\/(.+)$/, named });
  return (event, action) => {
    const schema = named(`${event}$${action ?? "event"}`);
    return schema === undefined ? null : schemas.validator(schema);
  };
}

const MOST_COMPLAINTS = 5;

function complaints(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, MOST_COMPLAINTS).map(complaint);
}

function complaint({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || "/"} ${message ?? "is wrong"} ${JSON.stringify(params)}`;
}
