// What a server of the messages protocol understands, learned from what it refuses. Pure.
import type { Request } from "../model.ts";
import { type Limiting, limitNamedIn, sentLimit } from "../wire/output-limit.ts";
import { SCHEMA_WORDS } from "../wire/plain-schema.ts";
import type { Refused } from "../wire/trouble.ts";

export type Dialect = Limiting & {
  streams: boolean;
  takesPictures: boolean;
  /** `whole`: the endpoint finds the end of the prefix itself. `blocks`: it is marked. */
  caches: "whole" | "blocks" | "unmarked";
  /** Whether thoughts are sent back. */
  takesOwnParts: boolean;
  schemaWithout: string[];
};

export const USUAL_DIALECT: Dialect = {
  streams: true,
  takesPictures: true,
  caches: "whole",
  takesOwnParts: true,
  mostOutputTokens: null,
  schemaWithout: [],
};

/** Null: the refusal teaches nothing. A request that is too long teaches only of the limit. */
export function otherDialect(
  dialect: Dialect,
  { kind, said }: Pick<Refused, "kind" | "said">,
  request: Pick<Request, "tools" | "maxOutputTokens">,
): Dialect | null {
  const most = /max_tokens/.test(said) ? limitNamedIn(said, sentLimit(dialect, request)) : null;
  if (most !== null) return { ...dialect, mostOutputTokens: most };
  if (kind === "too-long") return null;
  if (/cache_control/.test(said) && dialect.caches !== "unmarked")
    return { ...dialect, caches: dialect.caches === "whole" ? "blocks" : "unmarked" };
  if (dialect.streams && /\bstream(ing)?\b.{0,60}(support|allow|false|unknown|invalid)/is.test(said))
    return { ...dialect, streams: false };
  if (dialect.takesOwnParts && /thinking|signature|reasoning/i.test(said))
    return { ...dialect, takesOwnParts: false };
  return schemaWord(dialect, said, request);
}

function schemaWord(dialect: Dialect, said: string, { tools }: Pick<Request, "tools">): Dialect | null {
  const sent = JSON.stringify(tools.map(({ parameters }) => parameters));
  const named = SCHEMA_WORDS.filter(
    (word) => !dialect.schemaWithout.includes(word) && sent.includes(`"${word}":`) && said.includes(word),
  );
  return named.length === 0 ? null : { ...dialect, schemaWithout: [...dialect.schemaWithout, ...named] };
}
