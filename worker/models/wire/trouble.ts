// What can go wrong between a request and its reply, as the errors that protocols throw, and what each means.
import { ZodError } from "zod";
import type { NoReply } from "../../../src/domain/model-failure.ts";
import type { Endpoint } from "../protocol.ts";
import { causeOf, retryAfterMs, wordsOf } from "../refusal.ts";
import type { Complaint } from "./complaint.ts";

/** A failure with words of the endpoint, from which there may be something to learn. */
export type Refused = Extract<NoReply, { said: string }>;

/** The endpoint stated an error. `status` is that of the response, else the one it stated; `headers` null: none of its own. */
export class Declined extends Error {
  override name = "Declined";
  readonly stated: Complaint & { headers: Headers | null };
  constructor(stated: Complaint & { headers: Headers | null }) {
    super(stated.said);
    this.stated = stated;
  }
}

/** The answer is a web page, or JSON that ends in the middle. */
export class NotOurProtocol extends Error {
  override name = "NotOurProtocol";
  readonly form: "page" | "broken";
  constructor(form: "page" | "broken", said: string) {
    super(said);
    this.form = form;
  }
}

/** The answer has no end. */
export class EndlessAnswer extends Error {
  override name = "EndlessAnswer";
  readonly maxCharacters: number;
  constructor(maxCharacters: number) {
    super(`more than ${maxCharacters} characters`);
    this.maxCharacters = maxCharacters;
  }
}

/** What the endpoint stated in whatever a protocol caught. SDKs wrap what their `fetch` throws. */
export function declinedIn(thrown: unknown): Declined | null {
  return found(thrown, (each) => each instanceof Declined);
}

/** The cause of whatever a protocol caught. */
export function noReplyOf(thrown: unknown, { apiKey, clock }: Endpoint): NoReply {
  const key = apiKey ?? "";
  const own = declinedIn(thrown);
  if (own !== null) {
    const { said, codes, status, headers } = own.stated;
    return causeOf({
      ...{ status, codes, said: wordsOf(said, key) },
      retryAfterMs: retryAfterMs(headers, clock.now()),
    });
  }
  const passing = { status: null, said: wordsOf(thrown, key), retryAfterMs: null };
  if (thrown instanceof EndlessAnswer) return { kind: "endless", maxCharacters: thrown.maxCharacters };
  if (thrown instanceof NotOurProtocol) {
    return thrown.form === "page"
      ? { kind: "not-an-api", status: 200, said: passing.said }
      : { kind: "malformed", ...passing };
  }
  if (thrown instanceof ZodError || thrown instanceof SyntaxError) return { kind: "malformed", ...passing };
  if (isConnectionError(thrown)) return { kind: "unreachable", ...passing };
  return { kind: "cut-off", ...passing };
}

/** The error itself or one of its causes. */
function found<E extends Error>(thrown: unknown, is: (error: unknown) => error is E): E | null {
  for (let error: unknown = thrown; error instanceof Error; error = error.cause) if (is(error)) return error;
  return null;
}

/** Both SDKs name it so; it comes before a response did. */
function isConnectionError(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.constructor.name.startsWith("APIConnection");
}
