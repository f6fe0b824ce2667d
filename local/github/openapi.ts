// GitHub's own OpenAPI description, and the operations in it.
import type { ValidateFunction } from "ajv";
import { z } from "zod";
import { openDescription } from "./description.ts";
import { compileLazily } from "./schemas.ts";

const Node = z.record(z.string(), z.unknown());
const Path = Node.optional();
const Content = z.object({ "application/json": z.object({ schema: z.unknown() }).optional() }).optional();
const Parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  schema: z.unknown(),
});
const RawOperation = z.object({
  parameters: z.array(Node).default([]),
  requestBody: z.object({ required: z.boolean().optional(), content: Content }).optional(),
  responses: z.record(z.string(), Node),
});
const Reference = z.object({ $ref: z.string().optional() });
const Response = z.object({ content: Content });

export type Operation = {
  parameters: z.infer<typeof Parameter>[];
  /** Undefined: the operation takes no body. */
  request: { required: boolean; schema: unknown } | undefined;
  /** The schema for each declared status; undefined if the answer has no JSON. */
  responses: Map<string, unknown>;
};

export type OpenApi = {
  operation(method: string, path: string): Operation | null;
  validator(schema: unknown): ValidateFunction;
  /** One of the description's named schemas. */
  component(name: string): unknown;
};

export function readOpenApi(): OpenApi {
  const part = openDescription();
  const component = (name: string) => part("schemas", name);
  const schemas = compileLazily({ reference: /^#\/components\/schemas\/(.+)$/, named: component });
  const resolve = (node: unknown): unknown => {
    const [, kind, name = ""] =
      /^#\/components\/(parameters|responses)\/(.+)$/.exec(Reference.parse(node).$ref ?? "") ?? [];
    return kind === "parameters" || kind === "responses" ? part(kind, name) : node;
  };
  return {
    component,
    validator: schemas.validator,
    operation: (method, path) => {
      const raw = RawOperation.safeParse(Path.parse(part("paths", path))?.[method.toLowerCase()]);
      return raw.success ? readOperation(raw.data, resolve) : null;
    },
  };
}

function readOperation(raw: z.infer<typeof RawOperation>, resolve: (node: unknown) => unknown): Operation {
  const schemaOf = (content: z.infer<typeof Content>) => content?.["application/json"]?.schema;
  const { parameters, requestBody, responses } = raw;
  return {
    parameters: parameters.map((parameter) => Parameter.parse(resolve(parameter))),
    request: requestBody && {
      required: requestBody.required ?? false,
      schema: schemaOf(requestBody.content),
    },
    responses: new Map(
      Object.entries(responses).map(([status, response]) => {
        return [status, schemaOf(Response.parse(resolve(response)).content)];
      }),
    ),
  };
}
