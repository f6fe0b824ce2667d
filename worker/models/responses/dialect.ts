// What a server of the responses protocol understands, learned from what it refuses. Pure.
import type { Request } from "../model.ts";
import { type Limiting, limitNamedIn, sentLimit } from "../wire/output-limit.ts";
import { SCHEMA_WORDS } from "../wire/plain-schema.ts";
import type { Refused } from "../wire/trouble.ts";

export type Dialect = Limiting & {
  streams: boolean;
  takesPictures: boolean;
  /** Whether the model's reasoning is asked for, encrypted. */
  asksForReasoning: boolean;
  /** Whether items of its own are sent back. */
  takesOwnParts: boolean;
  /** Whether a limit is sent. */
  limits: boolean;
  schemaWithout: string[];
};

export const USUAL_DIALECT: Dialect = {
  streams: true,
  takesPictures: true,
  asksForReasoning: true,
  takesOwnParts: true,
  limits: true,
  mostOutputTokens: null,
  schemaWithout: [],
};

/** Null: the refusal teaches nothing. A request that is too long teaches only of the limit. */
export function otherDialect(
  dialect: Dialect,
  { kind, said }: Pick<Refused, "kind" | "said">,
  request: Pick<Request, "tools" | "maxOutputTokens">,
): Dialect | null {
  if (dialect.limits && /max_(output_)?tokens|output tokens/i.test(said)) {
    const most = limitNamedIn(said, sentLimit(dialect, request));
    return most === null ? { ...dialect, limits: false } : { ...dialect, mostOutputTokens: most };
  }
  if (kind === "too-long") return null;
  if (dialect.asksForReasoning && /\binclude\b|encrypted content is not supported/i.test(said))
    return { ...dialect, asksForReasoning: false };
  if (dialect.takesOwnParts && /encrypted|reasoning|item with id|\brs_|\bid\b.{0,40}not found/i.test(said))
    return { ...dialect, takesOwnParts: false };
  if (dialect.streams && /\bstream(ing)?\b.{0,60}(support|allow|false|unknown|invalid)/is.test(said))
    return { ...dialect, streams: false };
  const sent = JSON.stringify(request.tools.map(({ parameters }) => parameters));
  const named = SCHEMA_WORDS.filter(
    (word) => !dialect.schemaWithout.includes(word) && sent.includes(`"${word}":`) && said.includes(word),
  );
  return named.length === 0 ? null : { ...dialect, schemaWithout: [...dialect.schemaWithout, ...named] };
}
