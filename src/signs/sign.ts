// Signs: what a process of ours does or sees just now, as facts for people to look at. A sign fades by itself.
import { z } from "zod";
import { Role } from "../domain/budget.ts";

const Moment = z.int().nonnegative();
const Count = z.int().nonnegative();
const Models = z.partialRecord(Role, z.string());

/** A sandbox that is open. */
const OpenSandbox = z.object({
  kind: z.literal("sandbox"),
  id: z.string(),
  runId: z.string(),
  /** What it is opened for, such as `coder`. */
  purpose: z.string(),
  /** The name of a purpose, or a reference. */
  image: z.string(),
  sinceMs: Moment,
});

/** What GitHub's last answer said of a limit. */
const GitHubLimit = z.object({
  kind: z.literal("github-limit"),
  /** Null: the App itself. */
  installationId: z.int().nullable(),
  /** As GitHub calls it: `core`, `graphql`. */
  resource: z.string(),
  limit: Count,
  left: Count,
  resetsAtMs: Moment,
  atMs: Moment,
});

/** What the endpoint of a model last said of a limit. */
const ModelLimit = z.object({
  kind: z.literal("model-limit"),
  /** The host of the endpoint. */
  host: z.string(),
  model: z.string(),
  of: z.enum(["requests", "tokens", "input-tokens", "output-tokens"]),
  /** Null: it did not say. */
  limit: Count.nullable(),
  left: Count,
  resetsAtMs: Moment.nullable(),
  atMs: Moment,
});

/** The last look of a sweep. */
const SweepLook = z.object({
  kind: z.literal("sweep"),
  name: z.string(),
  beganAtMs: Moment,
  tookMs: Count,
  everyMs: Count,
  result: z.discriminatedUnion("kind", [
    /** `among`: so many repositories or deliveries were looked at. */
    z.object({
      ...{ kind: z.literal("looked"), found: Count, among: Count },
      installations: z.array(z.object({ id: z.int(), account: z.string() })),
    }),
    z.object({ kind: z.literal("failed"), programSaid: z.string() }),
  ]),
});

/** What `doctor` found last. */
const Examination = z.object({
  kind: z.literal("doctor"),
  atMs: Moment,
  parts: z.array(
    z.object({
      part: z.enum(["configuration", "sandbox", "Redis", "endpoint", "models", "GitHub App", "webhooks"]),
      /** Which one of several, such as a role. */
      about: z.string().nullable(),
      state: z.enum(["ok", "wrong", "unknown"]),
    }),
  ),
});

/** The models of a worker's environment beside those of the last accepted evaluation. */
const ModelsInUse = z.object({
  kind: z.literal("models"),
  worker: z.string(),
  now: Models,
  /** Null: none was accepted yet. */
  accepted: z.object({ label: z.string(), models: Models, resolved: Count, settled: Count }).nullable(),
  standing: z.enum(["same", "other", "worse", "never-measured"]),
});

export const Sign = z.discriminatedUnion("kind", [
  OpenSandbox,
  GitHubLimit,
  ModelLimit,
  SweepLook,
  Examination,
  ModelsInUse,
]);
export type Sign = z.infer<typeof Sign>;
export type SignOf<K extends Sign["kind"]> = Extract<Sign, { kind: K }>;

/** A later sign of the same name takes the place of an earlier one. */
export function nameOf(sign: Sign): string {
  switch (sign.kind) {
    case "sandbox":
      return `${sign.kind}:${sign.id}`;
    case "github-limit":
      return `${sign.kind}:${sign.installationId ?? "app"}:${sign.resource}`;
    case "model-limit":
      return `${sign.kind}:${sign.host}:${sign.model}:${sign.of}`;
    case "sweep":
      return `${sign.kind}:${sign.name}`;
    case "doctor":
      return sign.kind;
    case "models":
      return `${sign.kind}:${sign.worker}`;
    default:
      return sign satisfies never;
  }
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Whoever gives such a sign renews it more often than that. */
const RENEWED_MS = 45_000;

/** So long after it was given a sign says something of now. */
export function lifeMs(sign: Sign): number {
  switch (sign.kind) {
    case "sandbox":
    case "models":
      return RENEWED_MS;
    case "github-limit":
      return Math.max(MINUTE_MS, sign.resetsAtMs - sign.atMs);
    case "model-limit":
      return Math.max(60 * MINUTE_MS, (sign.resetsAtMs ?? 0) - sign.atMs);
    case "sweep":
      return Math.max(DAY_MS, 4 * sign.everyMs);
    case "doctor":
      return 30 * DAY_MS;
    default:
      return sign satisfies never;
  }
}
