// Why a run ended without a pull request, as facts. Sentences are made of them where somebody reads them. A field called
// `said` holds the words of somebody else: a model, git, an endpoint, the engine.
import { z } from "zod";
import { Cap, Role } from "./budget.ts";
import { Cause, Fault } from "./fault.ts";
import { Finding } from "./finding.ts";
import { GuardFault } from "./guard-fault.ts";
import { Hint } from "./hint.ts";
import { ModelFailure } from "./model-failure.ts";
import { PatchFault } from "./patch-fault.ts";
import { Recipe } from "./recipe.ts";
import { RulesFault } from "./rules.ts";
import { SandboxFault } from "./sandbox-fault.ts";
import { Wall } from "./wall.ts";

/** What a run, or a role in it, was about to do. */
export const Task = z.enum([
  "write-spec",
  "write-order",
  "carry-out-order",
  "finish-change",
  "review-change",
  "pass-checks",
  "go-on",
  "end",
]);
export type Task = z.infer<typeof Task>;

/** How a conversation ended without its result. */
export const Silence = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("out-of-steps"), steps: z.int() }),
  z.object({ kind: z.literal("halted") }),
  /**
   * The model stopped without calling the tool that hands its result in. `said`: its last words. `asText`: they hold a
   * call that the model's server did not parse, how it looks, and the name of vLLM's parser for it.
   */
  z.object({
    kind: z.literal("not-handed-in"),
    tool: z.string(),
    said: z.string().default(""),
    asText: z.object({ wrapper: z.string(), parser: z.string().nullable() }).nullable().default(null),
  }),
  /** The model, or a filter of its endpoint, declined to answer again and again. `said`: its last words. */
  z.object({ kind: z.literal("declined"), said: z.string() }),
  /** The model's server left out a part of the conversation without an error. `sentTokens`: an estimate. */
  z.object({ kind: z.literal("cut"), sentTokens: z.number(), countedTokens: z.number() }),
  /** Replies in a row were cut, the last after `outputTokens`. `tool`: in whose call; null: in its words. */
  z.object({
    kind: z.literal("cut-short"),
    times: z.int(),
    outputTokens: z.number(),
    tool: z.string().nullable(),
  }),
  /** The model made one failing call again and again. `refused`: what the tool told it. `said`: its last words. */
  z.object({
    kind: z.literal("stuck"),
    tool: z.string(),
    times: z.int(),
    refused: z.string(),
    said: z.string(),
  }),
]);
export type Silence = z.infer<typeof Silence>;

/** The bound at which the coder was not sent back again. */
export const Bound = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("budget"), cap: Cap }),
  z.object({ kind: z.literal("attempts"), attempts: z.int() }),
  z.object({ kind: z.literal("reviews"), reviews: z.int() }),
]);
export type Bound = z.infer<typeof Bound>;

/** `by`, `said`: who spoke last in it, and that person's words. `path` null: it is about all of the change. */
export const OpenThread = z.object({
  path: z.string().nullable(),
  line: z.int().nullable(),
  by: z.string(),
  said: z.string(),
});
export type OpenThread = z.infer<typeof OpenThread>;

/** The work was begun and did not come to a change that may be published. */
export const GaveUpReason = z.discriminatedUnion("kind", [
  /** `allowed`: the cap in its own unit. `raisedIn`: where the cap stands that was in the way. */
  z.object({
    kind: z.literal("out-of-budget"),
    task: Task,
    cap: Cap,
    allowed: z.number(),
    raisedIn: z.enum(["rules", "environment"]),
  }),
  z.object({ kind: z.literal("silent"), task: Task, role: Role, silence: Silence }),
  /** `checks`: names of those that do not hold. */
  z.object({ kind: z.literal("checks-fail"), checks: z.array(z.string()), bound: Bound }),
  /** `checks` empty: nothing is changed. `escalations`: how often the architect was asked. */
  z.object({
    kind: z.literal("wall"),
    wall: Wall,
    checks: z.array(z.string()),
    escalations: z.int(),
  }),
  z.object({ kind: z.literal("not-handed-in"), attempts: z.int() }),
  z.object({ kind: z.literal("review-blocks"), bound: Bound, findings: z.array(Finding) }),
  /** A review went through as many rounds as the rules allow. `threads`: how many are open; `open`: the first of them. */
  z.object({
    kind: z.literal("rounds-over"),
    rounds: z.int(),
    threads: z.int(),
    open: z.array(OpenThread),
  }),
  z.object({ kind: z.literal("guard-refused"), faults: z.array(GuardFault) }),
  z.object({ kind: z.literal("does-not-apply"), fault: PatchFault }),
  z.object({ kind: z.literal("coder-blocked"), said: z.string() }),
  z.object({ kind: z.literal("architect-stops"), task: Task, said: z.string() }),
  z.object({ kind: z.literal("branch-moved"), branch: z.string() }),
  /** The newest commit of the base changed the same lines. */
  z.object({ kind: z.literal("base-conflicts"), base: z.string(), fault: PatchFault }),
  /** GitHub lets no app bring in workflow files that differ from those of the default branch, not even older ones. */
  z.object({ kind: z.literal("workflows-differ"), branch: z.string(), githubSaid: z.string() }),
  /** A person pointed the pull request at another branch again and again, or at one that is not there. */
  z.object({ kind: z.literal("retargeted"), number: z.int(), into: z.string() }),
  /** `branchGone`: with its branch, so that another one can be opened once somebody asks for it. */
  z.object({ kind: z.literal("pull-closed"), number: z.int(), branchGone: z.boolean().default(false) }),
]);
export type GaveUpReason = z.infer<typeof GaveUpReason>;

/**
 * An address that set-up did not reach. `target`: `host:port`, or null for what is no such pair. `not-allowed`: it is no registry
 * that set-up may reach. `no-address`: its name leads nowhere. `no-answer`: the connection failed. `other`: the proxy ended it for
 * what set-up did or for where it leads.
 */
export const Unreached = z.object({
  target: z.string().nullable(),
  why: z.enum(["not-allowed", "no-address", "no-answer", "other"]),
});
export type Unreached = z.infer<typeof Unreached>;

/** The cause lies outside of the change: in the repository, its settings, a model or the host. */
export const FailedReason = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("rules-invalid"), faults: z.array(RulesFault) }),
  z.object({ kind: z.literal("model-failed"), failure: ModelFailure }),
  z.object({ kind: z.literal("repository-empty"), repository: z.string() }),
  z.object({ kind: z.literal("no-base-branch"), branch: z.string() }),
  /** GitHub takes no change to the repository. */
  z.object({
    kind: z.literal("read-only"),
    repository: z.string(),
    because: z.enum(["archived", "disabled"]),
  }),
  /** Our app may bypass rules that people have to meet. `rulesets`: their names. `branches`: with the older protection. */
  z.object({
    kind: z.literal("may-bypass"),
    repository: z.string(),
    rulesets: z.array(z.string()),
    branches: z.array(z.string()).default([]),
  }),
  /** GitHub lets no app comment on it. */
  z.object({ kind: z.literal("issue-locked") }),
  /** The plan of the repository's owner has none, and the rules ask for one. */
  z.object({ kind: z.literal("no-drafts"), repository: z.string() }),
  /** `toolchain` null: none was recognised. `hints`: what the repository's files say. */
  z.object({
    kind: z.literal("nothing-to-check"),
    toolchain: z.string().nullable(),
    hints: z.array(Hint).default([]),
  }),
  /** `refused`: where set-up wanted to go and did not get. `recipe`: how the run went about it. */
  z.object({
    kind: z.literal("not-set-up"),
    command: z.string(),
    exitStatus: z.int().nullable(),
    refused: z.array(Unreached),
    recipe: Recipe.nullable().default(null),
  }),
  /** A kind of project that is known, but no image of ours has its `program`. `image`: one that has it. */
  z.object({
    kind: z.literal("no-program"),
    toolchain: z.string(),
    program: z.string(),
    image: z.string(),
    recipe: Recipe,
  }),
  z.object({
    kind: z.literal("base-does-not-build"),
    command: z.string(),
    ended: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("timed-out"), timeoutMs: z.number() }),
      z.object({ kind: z.literal("exited"), exitStatus: z.int().nullable() }),
    ]),
    /**
     * Where the sandbox is the cause, not the base. `history`: the command passes where it sees the history of the
     * repository, which no arm of a measurement has. `killed`: something ended it, mostly for its memory.
     */
    limit: z.enum(["history", "killed"]).optional(),
    recipe: Recipe.nullable().default(null),
  }),
  z.object({ kind: z.literal("sandbox-unusable"), fault: SandboxFault }),
  z.object({ kind: z.literal("fault"), fault: Fault }),
  /** Each execution ended without an outcome, or its worker died. */
  z.object({ kind: z.literal("begun-too-often"), cause: Cause }),
]);
export type FailedReason = z.infer<typeof FailedReason>;

/** There was nothing to do, or what was done is there already. */
export const NoChangeReason = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("spec-unchanged") }),
  z.object({ kind: z.literal("pull-not-open") }),
  z.object({ kind: z.literal("no-thread-waits") }),
  /** A person merged the pull request while the run worked on it. */
  z.object({ kind: z.literal("pull-merged"), number: z.int() }),
  z.object({ kind: z.literal("ci-not-red") }),
  /** `commands`: what its red jobs run; each held here, with the change as well as without it. */
  z.object({
    kind: z.literal("ci-not-shown-here"),
    jobs: z.array(z.string()),
    commands: z.array(z.string()),
  }),
  z.object({ kind: z.literal("coder-changed-nothing") }),
  /** Somebody brought the same change in meanwhile. */
  z.object({ kind: z.literal("base-holds-it"), base: z.string() }),
  /** `answered`: how many threads were answered all the same. */
  z.object({ kind: z.literal("pull-holds-it"), number: z.int(), answered: z.int() }),
]);
export type NoChangeReason = z.infer<typeof NoChangeReason>;
