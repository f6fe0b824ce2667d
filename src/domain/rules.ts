// The repository's own `.github/issuewright.yml`, read from the default branch only. Strict: an unknown key is an error.
import { z } from "zod";
import { Budget } from "./budget.ts";
import { MAX_SERVICES, Services } from "./rules-services.ts";

export const RULES_PATH = ".github/issuewright.yml";

/** What rules can hold: commands of a list, characters of a command and of a check's name, minutes of a check, services. */
export const RULE_LIMITS = {
  commands: 20,
  command: 2000,
  name: 31,
  minutes: 120,
  services: MAX_SERVICES,
} as const;

const Command = z.string().min(1).max(RULE_LIMITS.command);
const Model = z.string().min(1);

export const CheckRule = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, "lower-case letters, digits and dashes")
    .max(RULE_LIMITS.name),
  run: Command,
  kind: z.enum(["build", "test", "lint"]).default("test"),
  minutes: z.number().positive().max(RULE_LIMITS.minutes).default(10),
});

/** A command alone is a check of kind `test`, whose name is made of its words. */
const Checks = z.preprocess(
  (said: unknown) => (Array.isArray(said) ? withNames(said) : said),
  z.array(CheckRule).max(RULE_LIMITS.commands),
);

function withNames(checks: readonly unknown[]): unknown[] {
  const written = checks.map((check) => Named.safeParse(check).data?.name);
  const taken = new Set(written.filter((name) => name !== undefined));
  return checks.map((check) => {
    if (typeof check !== "string") return check;
    const name = freeName(check, "test", taken);
    taken.add(name);
    return { name, run: check };
  });
}

const Named = z.object({ name: z.string() });

/** A name for a check, made of a text or of `otherwise`, that the rules accept and that none of `taken` is. */
export function freeName(text: string, otherwise: string, taken: ReadonlySet<string>): string {
  const fitting = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, RULE_LIMITS.name)
    .replace(/-+$/, "");
  const base = fitting === "" ? otherwise : fitting;
  for (let n = 1; ; n++) {
    const end = n === 1 ? "" : `-${n}`;
    const free = `${base.slice(0, RULE_LIMITS.name - end.length)}${end}`;
    if (!taken.has(free)) return free;
  }
}

export const Rules = z.strictObject({
  /** Commands that prepare the repository; default: what the toolchain says. */
  setup: z.array(Command).max(RULE_LIMITS.commands).optional(),
  /** Commands that must pass; default: what the toolchain says. */
  checks: Checks.optional(),
  /** Exact host:port pairs set-up may reach; default: where the package client says it goes. */
  registries: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9.-]{0,250}:\d{1,5}$/, "must look like packages.example.com:443"))
    .max(30)
    .optional(),
  /** Container image for this repository; default: the toolchain's. */
  image: z
    .string()
    .regex(/^[a-z0-9][a-zA-Z0-9._/:@-]{0,250}$/, "must look like node or ghcr.io/owner/image:1.2")
    .optional(),
  /** What checks need beside them, by name. */
  services: Services.default({}),
  /** Whether submodules are fetched where they are reachable: on the same GitHub, and on the hosts of `registries`. */
  submodules: z.boolean().default(false),
  /** Branch to build on; default: the default branch. */
  base: z
    .string()
    .regex(/^(?!-)[A-Za-z0-9._/-]{1,200}$/, "must be the name of a branch")
    .optional(),
  /** Where GitHub has no drafts, for private repositories on some plans: nothing is begun, or the pull request is no draft. */
  draft: z.enum(["required", "preferred"]).default("required"),
  /** Whether a draft is marked as ready by itself: never, or where every criterion is proven and nothing is in doubt. */
  ready: z.enum(["never", "when-proved", "when-green"]).default("never"),
  /** What becomes of the branch of a pull request that was merged. */
  merged: z.enum(["keep-branch", "delete-branch"]).default("keep-branch"),
  /** Logins of the bots whose reviews are heard like those of a person with write access. */
  hear: z
    .array(z.string().regex(/^[A-Za-z0-9-]{1,80}\[bot\]$/, "must look like name[bot]"))
    .max(20)
    .default([]),
  /**
   * How a review comes to its end: after `most` rounds a person decides, from round `blockingFrom` on only findings of our
   * reviewer that block go on, and the change may grow by so many percent of what it was before the first round.
   */
  rounds: z
    .strictObject({
      most: z.int().min(1).max(50).default(6),
      blockingFrom: z.int().min(1).max(50).default(3),
      source: z.int().min(0).max(10_000).default(100),
      tests: z.int().min(0).max(10_000).default(200),
    })
    .prefault({}),
  /** How many requests for one issue are taken within an hour: by anybody, and of these by bots. */
  requests: z
    .strictObject({ hour: z.int().min(1).max(200).default(20), bots: z.int().min(1).max(50).default(4) })
    .prefault({}),
  /** For so many hours after a merge what is red on the base is tried here, with the merge and without it. 0: never. */
  watch: z.number().min(0).max(168).default(24),
  /** Whether we work where our app may bypass a ruleset, which people have to meet. */
  bypass: z.enum(["refused", "accepted"]).default("refused"),
  /** Paths the bot may never touch, on top of the built-in ones; gitignore patterns. */
  protect: z.array(z.string().min(1).max(300)).max(100).default([]),
  /** Protected paths the bot may touch all the same; gitignore patterns. */
  allow: z.array(z.string().min(1).max(300)).max(100).default([]),
  budget: Budget.partial().strict().default({}),
  models: z.strictObject({ architect: Model, coder: Model, reviewer: Model }).partial().default({}),
  labels: z
    .strictObject({
      ready: z.string().min(1).max(50),
      needsInfo: z.string().min(1).max(50),
      working: z.string().min(1).max(50),
      inReview: z.string().min(1).max(50),
      blocked: z.string().min(1).max(50),
    })
    .partial()
    .refine(areApart, "each label needs a name of its own")
    .default({}),
});
export type Rules = z.infer<typeof Rules>;

export const NO_RULES: Rules = Rules.parse({});

/** A label that stands for two things would come and go with either. */
function areApart(labels: { [label in keyof Labels]?: string | undefined }): boolean {
  const names = Object.values(labels).flatMap((name) => name?.toLowerCase() ?? []);
  return new Set(names).size === names.length;
}

/** The label names in force; every one can be renamed by the rules. */
export const Labels = z.object({
  ready: z.string(),
  needsInfo: z.string(),
  working: z.string(),
  inReview: z.string(),
  blocked: z.string(),
});
export type Labels = z.infer<typeof Labels>;

export const DEFAULT_LABELS: Labels = {
  ready: "ai-ready",
  needsInfo: "ai-needs-info",
  working: "ai-working",
  inReview: "ai-in-review",
  blocked: "ai-blocked",
};

/** To GitHub `Bug` and `bug` are one label, however it was first written. */
export function hasLabel(labels: readonly string[], name: string): boolean {
  return labels.some((label) => isLabel(label, name));
}

export function isLabel(label: string, name: string): boolean {
  return label.toLowerCase() === name.toLowerCase();
}

/** The names in force: the repository's own, else the operator's. */
export function labelsIn(rules: Rules, defaults: Labels): Labels {
  return {
    ready: rules.labels.ready ?? defaults.ready,
    needsInfo: rules.labels.needsInfo ?? defaults.needsInfo,
    working: rules.labels.working ?? defaults.working,
    inReview: rules.labels.inReview ?? defaults.inReview,
    blocked: rules.labels.blocked ?? defaults.blocked,
  };
}

const line = { line: z.int() };

/** One fault in a YAML file of settings: the rules, or a file of an evaluation's case. `line` counts from 1. */
export const RulesFault = z.discriminatedUnion("kind", [
  z.object({ ...line, kind: z.literal("too-large"), maxBytes: z.int() }),
  /** `parserSaid`: the YAML parser's words, one line. */
  z.object({ ...line, kind: z.literal("not-yaml"), parserSaid: z.string() }),
  z.object({ ...line, kind: z.literal("alias") }),
  /** `path`: the setting that `name` was written in; empty: the file itself. `known`: the names it may have there. */
  z.object({
    ...line,
    kind: z.literal("unknown-setting"),
    name: z.string(),
    path: z.array(z.string()),
    known: z.array(z.string()),
  }),
  /** `schemaSaid`: what the schema's check answered. */
  z.object({ ...line, kind: z.literal("wrong-value"), path: z.array(z.string()), schemaSaid: z.string() }),
]);
export type RulesFault = z.infer<typeof RulesFault>;
export type RulesReading = { kind: "read"; rules: Rules } | { kind: "invalid"; faults: RulesFault[] };
