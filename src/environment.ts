// Reads an environment by a schema whose variables say what they mean, for complaints and for docs/configuration.md.
import { z } from "zod";
import type { Complaint, Form } from "./domain/complaint.ts";

export type Environment = Record<string, string | undefined>;
/** Either the whole configuration or everything that is wrong with it. */
export type ConfigReading<T> = { kind: "read"; config: T } | { kind: "invalid"; complaints: Complaint[] };

/** `means` is markdown for the operator. `unset`: what happens without it, where the default does not show it. */
type About = { form: Form; means: string; unset?: string };
export type Variable = About & { name: string; required: boolean; default: string | null };

/** Variables that are read together. `readBy` names commands. */
export type Section = { title: string; readBy: string[]; variables: Variable[] };

const about = z.registry<About>();

/** Names what a variable means beside its schema. */
export function variable<S extends z.ZodType>(schema: S, facts: About): S {
  about.add(schema, facts);
  return schema;
}

/** Without a user name or a password, which would be shown with it. `fetch` takes no other, either. */
export const webAddress = z.url({ protocol: /^https?$/ }).refine((address) => {
  const url = URL.parse(address);
  return url?.username === "" && url.password === "";
});

/** An empty variable counts as unset, because a compose file leaves unset ones empty. */
export function readEnvironment<S extends z.ZodObject>(
  schema: S,
  environment: Environment,
): ConfigReading<z.infer<S>> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = schema.safeParse(set);
  if (parsed.success) return { kind: "read", config: parsed.data };
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  const complaints = [...wrong].map((name): Complaint => {
    if (!Object.hasOwn(set, name)) return { kind: "unset", variable: name };
    return { kind: "malformed", variable: name, form: aboutOf(schema, name).form };
  });
  return { kind: "invalid", complaints };
}

export function complaintsOf(readings: ConfigReading<unknown>[]): Complaint[] {
  return readings.flatMap((reading) => (reading.kind === "invalid" ? reading.complaints : []));
}

/** Everything the reference says of the variables of a schema, in their order. */
export function variablesOf(schema: z.ZodObject): Variable[] {
  return Object.entries(schema.shape).map(([name, each]) => {
    const unset = z.safeParse(each, undefined);
    const value = unset.success ? unset.data : null;
    const shown = typeof value === "string" || typeof value === "number" ? String(value) : null;
    return { ...aboutOf(schema, name), name, required: !unset.success, default: shown };
  });
}

function aboutOf(schema: z.ZodObject, name: string): About {
  const each = schema.shape[name];
  const facts = each === undefined ? undefined : about.get(each);
  if (facts === undefined) throw new Error(`${name} has no meaning beside its schema`);
  return facts;
}
