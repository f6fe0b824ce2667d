// Compiles the schemas of a large description one by one when they are needed, because compiling all would take seconds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { z } from "zod";

export type Schemas = {
  /** Compiles each schema once. */
  validator(schema: unknown): ValidateFunction;
};

export type SchemaSource = {
  /** Finds the name in a reference: `#/definitions/user`. */
  reference: RegExp;
  named(name: string): unknown;
};

const Node = z.record(z.string(), z.unknown());

export function compileLazily(source: SchemaSource): Schemas {
  // Each schema is judged a few times: what would make that fast costs three times what it saves. A named schema is compiled
  // once, and not again in every other one that holds it.
  const quick = { code: { optimize: false }, inlineRefs: false, validateSchema: false } as const;
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, ...quick });
  formats.default(ajv);
  const compiled = new Map<unknown, ValidateFunction>();
  const registered = new Set<string>();

  const register = (name: string) => {
    if (registered.has(name)) return;
    registered.add(name);
    ajv.addSchema(Node.parse(toJsonSchema(source.named(name))), address(name));
  };

  /** OpenAPI 3.0 writes `nullable` where JSON Schema allows null, and names schemas by their place in the file. */
  const toJsonSchema = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(toJsonSchema);
    if (typeof node !== "object" || node === null) return node;
    const { nullable, ...rest } = Node.parse(node);
    const entries = Object.entries(rest).map(([key, value]): [string, unknown] => {
      const [, name] = key === "$ref" ? (source.reference.exec(String(value)) ?? []) : [];
      if (name === undefined) return [key, toJsonSchema(value)];
      register(name);
      return [key, address(name)];
    });
    const schema = Object.fromEntries(entries);
    return nullable === true ? { anyOf: [schema, { type: "null" }] } : schema;
  };

  return {
    validator: (schema) => {
      const known = compiled.get(schema);
      if (known) return known;
      const made = ajv.compile(Node.parse(toJsonSchema(schema)));
      compiled.set(schema, made);
      return made;
    },
  };
}

function address(name: string): string {
  return `https://api.github.com/schemas/${encodeURIComponent(name)}`;
}

/** Reads a JSON file from an installed package. */
export function readPackageJson(specifier: string): unknown {
  const require = createRequire(import.meta.url);
  return JSON.parse(readFileSync(require.resolve(specifier), "utf8"));
}
