// Why a model gave no reply, as facts: what its endpoint did, and the endpoint's own words where it had some.
import { z } from "zod";
import { Role } from "./budget.ts";

/** `said`: the words of the endpoint or the network, on one line, without key and address; empty: there were none. */
const refused = { status: z.int().nullable(), said: z.string() };
/** For what may pass. `retryAfterMs`: how long the endpoint asked us to wait; null: it did not. */
const passing = { ...refused, retryAfterMs: z.number().nullable() };

/** What came of one request instead of a reply. */
export const NoReply = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("wrong-key"), ...refused }),
  z.object({ kind: z.literal("no-credit"), ...refused }),
  z.object({ kind: z.literal("no-such-model"), ...refused }),
  /** The conversation is longer than the model's context. */
  z.object({ kind: z.literal("too-long"), ...refused }),
  /** The endpoint's content filter took the request for harmful. */
  z.object({ kind: z.literal("filtered"), ...refused }),
  /** The model, or its server as it is set up, calls no tools. */
  z.object({ kind: z.literal("no-tools"), ...refused }),
  /** A page for people came instead: of a proxy, a firewall or a wrong address. `said`: its title. */
  z.object({ kind: z.literal("not-an-api"), ...refused }),
  /** The endpoint will never take this request, and only its words say why. */
  z.object({ kind: z.literal("refused"), ...refused }),
  z.object({ kind: z.literal("unreachable"), ...passing }),
  z.object({ kind: z.literal("rate-limited"), ...passing }),
  z.object({ kind: z.literal("server-error"), ...passing }),
  /** The reply ended in the middle. */
  z.object({ kind: z.literal("cut-off"), ...passing }),
  /** The answer is not in the form of the protocol. `said`: the parser's complaint. */
  z.object({ kind: z.literal("malformed"), ...passing }),
  z.object({ kind: z.literal("silent"), quietMs: z.number() }),
  /** Far longer than any model writes. */
  z.object({ kind: z.literal("endless"), maxCharacters: z.number() }),
]);
export type NoReply = z.infer<typeof NoReply>;

/** The variable by which the operator chooses each role's model. */
export const MODEL_VARIABLE = {
  architect: "ISSUEWRIGHT_ARCHITECT_MODEL",
  coder: "ISSUEWRIGHT_CODER_MODEL",
  reviewer: "ISSUEWRIGHT_REVIEWER_MODEL",
} as const satisfies Record<Role, string>;

/** Nobody chose a model for these roles. `offered`: names the endpoint offers; empty: it does not say. */
export const NotChosen = z.object({
  kind: z.literal("not-chosen"),
  roles: z.array(Role),
  offered: z.array(z.string()),
});
export type NotChosen = z.infer<typeof NotChosen>;

/** No evaluation that the operator accepted vouches for these models, and the operator asks for one. */
export const Unproven = z.object({
  kind: z.literal("unproven"),
  models: z.partialRecord(Role, z.string()),
  because: z.enum(["never-measured", "worse"]),
});
export type Unproven = z.infer<typeof Unproven>;

const ChosenIn = z.enum(["configuration", "rules"]);

export const ModelFailure = z.discriminatedUnion("kind", [
  NotChosen,
  Unproven,
  /** The model's provider is not set up. */
  z.object({
    kind: z.literal("no-provider"),
    role: Role,
    model: z.string(),
    provider: z.string(),
    chosenIn: ChosenIn,
  }),
  z.object({
    kind: z.literal("no-reply"),
    role: Role,
    /** As it was chosen. */
    model: z.string(),
    /** Null: the usual endpoint. */
    provider: z.string().nullable().default(null),
    chosenIn: ChosenIn,
    /** Address of the endpoint; null in what anyone may read, because the address is the operator's own business. */
    endpoint: z.string().nullable(),
    /** How often the model was asked. */
    attempts: z.int().positive(),
    cause: NoReply,
    /** Names the endpoint offers. Empty unless it does not know the model, and if it does not say. */
    offered: z.array(z.string()),
  }),
]);
export type ModelFailure = z.infer<typeof ModelFailure>;

/** Whether the same request may be answered later. */
export function mayPass({ kind }: NoReply): boolean {
  switch (kind) {
    case "unreachable":
    case "rate-limited":
    case "server-error":
    case "cut-off":
    case "malformed":
    case "silent":
    case "endless":
      return true;
    case "wrong-key":
    case "no-credit":
    case "no-such-model":
    case "too-long":
    case "filtered":
    case "no-tools":
    case "not-an-api":
    case "refused":
      return false;
    default:
      return kind satisfies never;
  }
}
