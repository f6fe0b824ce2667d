// Builders: a whole valid value, with the part a test is about written over it.
import { commandNamed } from "../../src/commands/index.ts";
import type { Facts } from "../../src/domain/admission.ts";
import type { Tally } from "../../src/domain/conclusion.ts";
import type { CheckResult, Evidence } from "../../src/domain/evidence.ts";
import {
  type Asked,
  adoption,
  type Intent,
  refinement,
  revision,
  type Wish,
} from "../../src/domain/intent.ts";
import type { Job } from "../../src/domain/job.ts";
import { type Change, NO_DIFF, type Patch, type PatchLine } from "../../src/domain/patch.ts";
import type { Proof } from "../../src/domain/proof.ts";
import type { IssueRef } from "../../src/domain/repository.ts";
import type { Rewritten } from "../../src/domain/rewritten.ts";
import { DEFAULT_LABELS, NO_RULES } from "../../src/domain/rules.ts";
import { initialState } from "../../src/domain/run-state.ts";
import type { Spec } from "../../src/domain/spec.ts";
import type { ThreadAnswer } from "../../src/domain/thread-answer.ts";
import { Thread } from "../../src/github/thread.ts";
import type { Course } from "../../src/messages/direction.ts";
import type { StickyView } from "../../src/messages/sticky.ts";
import type { Project } from "../../worker/toolchains/toolchain.ts";

export function anIssueRef(part: Partial<IssueRef> = {}): IssueRef {
  return { repository: { owner: "octo", name: "clock" }, number: 12, ...part };
}

/** What triggers and commands ask for, by the words of the tests. */
const WISHES = {
  label: commandNamed("retry").wish("t"),
  comment: refinement("t"),
  review: revision({ pull: 2, id: 3 }, "Name it."),
  "spec edit": adoption,
  approval: revision({ pull: 2, id: 3 }, ""),
  "lost run": { kind: "tidy", because: "lost-run" },
  "pull closed": { kind: "tidy", because: "pull-closed", pull: 2 },
  unlabel: { kind: "stop", because: { kind: "label-removed" } },
  close: { kind: "stop", because: { kind: "issue-closed" } },
  "/ai retry": commandNamed("retry").wish("t"),
  "/ai go": commandNamed("go").wish("t"),
  "/ai stop": commandNamed("stop").wish("t"),
  "/ai help": commandNamed("help").wish("t"),
} satisfies Record<string, Wish>;

export function anIntent(by: keyof typeof WISHES, part: Partial<Asked> = {}): Intent {
  const asker = { kind: "person" as const, login: "ada" };
  return {
    issue: anIssueRef(),
    installationId: 1,
    asker,
    isBot: false,
    at: null,
    delivery: "d-1",
    occasion: null,
    ...part,
    ...WISHES[by],
  };
}

/** A thread on line 3 of `src/sum.js`, in which ada asks for a name. */
export function aThread(part: Partial<Thread> = {}): Thread {
  const comment = { id: 70, author: "ada", at: "2026-01-02T03:04:30.000Z", text: "Name the 0." };
  return Thread.parse({ id: 70, kind: "thread", path: "src/sum.js", line: 3, comments: [comment], ...part });
}

/** An answer to a thread that began the work anew. `said`: a model's words. */
export function anAnswer(said: string): { threadId: number; answer: ThreadAnswer; course: Course } {
  const because = { kind: "proposed" as const, threads: [5], criteria: ["AC1"], said };
  const course = { version: 2, isNew: true, isAfresh: true };
  return {
    ...{ threadId: 5, answer: { kind: "disagreed", said } },
    course: { direction: { kind: "restart", because }, ...course },
  };
}

export function someFacts(part: Partial<Facts> = {}): Facts {
  return {
    permission: "write",
    labels: ["ai-ready"],
    state: "open",
    running: false,
    waits: false,
    ...{ recent: 0, recentByBots: 0, requests: NO_RULES.requests, hearsBot: false },
    names: DEFAULT_LABELS,
    heard: false,
    authorTrusted: true,
    asks: true,
    now: "2026-01-02T03:04:05.000Z",
    ...part,
  };
}

export function aJob(part: Partial<Job> = {}): Job {
  return {
    kind: "work",
    issue: anIssueRef(),
    installationId: 1,
    asker: { kind: "person", login: "ada" },
    admittedAt: "2026-01-02T03:04:05.000Z",
    textDigest: null,
    vouches: true,
    ...{ acceptRecommended: false, byCommand: false },
    delivery: "d-1",
    ...part,
  };
}

export function aSpec(part: Partial<Spec> = {}): Spec {
  return {
    version: 1,
    goal: "A countdown shows whole seconds.",
    criteria: [{ id: "AC1", text: "format(1500) is 2 s" }],
    outOfScope: [],
    requirements: [],
    questions: [],
    decisions: [],
    ...part,
  };
}

export function aStickyView(part: Partial<StickyView> = {}): StickyView {
  const state = initialState("run-1", anIssueRef());
  return { ...state, updatedAt: "2026-01-02T03:04:05.000Z", outcome: null, ...part };
}

type ChangePart = Partial<Omit<Change, "added" | "removed">> & { added?: string[]; removed?: string[] };

export function aChange(part: ChangePart = {}): Change {
  const { added = ["const a = 1;"], removed = ["const a = 0;"], ...rest } = part;
  return {
    kind: "modified",
    path: "src/clock.js",
    mode: "100644",
    previousMode: "100644",
    bytes: 100,
    isText: true,
    added: numbered(added),
    removed: numbered(removed),
    diff: NO_DIFF,
    ...rest,
  };
}

function numbered(lines: string[]): PatchLine[] {
  return lines.map((text, index) => ({ number: index + 1, text }));
}

export function aPatch(...changes: Change[]): Patch {
  return { diff: Buffer.from("diff"), baseSha: "b".repeat(40), treeSha: "c".repeat(40), changes };
}

export function aCheckResult(part: Partial<CheckResult> = {}): CheckResult {
  return {
    check: { name: "test", command: "npm test", kind: "test", timeoutMs: 60_000 },
    ending: "passed",
    exitStatus: 0,
    durationMs: 1200,
    output: "",
    cutBytes: 0,
    diagnostics: [],
    tests: null,
    ...part,
  };
}

/** Of a language that nobody knows, without checks. */
export function aProject(part: Partial<Project> = {}): Project {
  return {
    ...{ toolchain: "x", image: "x", setup: [], setupReads: null, leavings: [], testsBuild: false },
    ...{ registries: [], askRegistries: null, checks: [], coverage: null, unchecked: [], versions: [] },
    ...{ guessed: [], missing: null, packages: [], narrow: () => null, runnerOf: () => null },
    read: () => ({ diagnostics: [], tests: null }),
    ...part,
  };
}

export function aProof(part: Partial<Proof> = {}): Proof {
  const by = { kind: "test", check: "test", test: "whole seconds", flaky: false } as const;
  return {
    ...{ criterion: "AC1", by, without: "failed-at-assertion", with: "passed", noticed: 1, faults: [] },
    ...part,
  };
}

/** An existing test that the change altered and nobody announced. */
export function aRewritten(part: Partial<Rewritten> = {}): Rewritten {
  return {
    ...{ check: "test", test: "adds", file: "test/sum.test.js", line: 6 },
    ...{ was: ["assert.equal(sum([]), 1);"], now: ["assert.equal(sum([]), 0);"], because: null },
    ...part,
  };
}

export function someEvidence(part: Partial<Evidence> = {}): Evidence {
  return {
    version: 2,
    baseSha: "b".repeat(40),
    treeSha: "c".repeat(40),
    base: [aCheckResult()],
    head: [aCheckResult()],
    baseTestsOnHead: null,
    redGreen: [],
    mended: [],
    flaky: [],
    coverage: { kind: "measured", by: "c8", lines: 0, ran: 0, missed: [], unloaded: [] },
    mutants: [],
    knownFailures: [],
    newFailures: [],
    proofs: [],
    controls: [],
    placebos: [],
    ablations: [],
    testsChanged: "with-code",
    notRun: [],
    rewritten: [],
    renamed: [],
    unsteady: [],
    followed: [],
    asksAsBefore: [],
    weakened: [],
    suspicions: [],
    dependencies: [],
    leftOut: [],
    reused: 0,
    ...part,
  };
}

/** One criterion, proven. */
export function aTally(part: Partial<Extract<Tally, { kind: "holds" }>> = {}): Tally {
  return { kind: "holds", criteria: 1, proven: 1, held: 0, unseen: 0, lookTwice: 0, ...part };
}
