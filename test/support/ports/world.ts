// Everything a run touches, in memory: a repository, an issue, people, models that follow a script. A run takes milliseconds.
import { Writable } from "node:stream";
import { type ChatRequest, SCRIPTED_MODELS, type Script, textOf } from "../../../local/model/script.ts";
import { announcersOver } from "../../../src/announcers/index.ts";
import { isoNow } from "../../../src/clock.ts";
import { DEFAULT_BUDGET, type Role } from "../../../src/domain/budget.ts";
import type { Job } from "../../../src/domain/job.ts";
import type { Outcome, RunReport } from "../../../src/domain/outcome.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { createLog } from "../../../src/log.ts";
import type { Claim, StopOrder } from "../../../src/queue/queue.ts";
import { noTelemetry } from "../../../src/telemetry/telemetry.ts";
import { startParser } from "../../../worker/map/parser.ts";
import { abandon } from "../../../worker/run/ending/abandon.ts";
import { DEFAULT_ROUNDS, type Ports, type Settings } from "../../../worker/run/ports.ts";
import { run } from "../../../worker/run/run.ts";
import { DEFAULT_LIMITS } from "../../../worker/sandboxes/sandbox.ts";
import { aJob } from "../builders.ts";
import { type FakeClock, fakeClock } from "../clock.ts";
import { aScript, project, wish } from "../script.ts";
import { type FakeCheckpoints, fakeCheckpoints } from "./checkpoints.ts";
import { type FakeIssue, type FakePull, fakeGitHub, type GitHubState } from "./github.ts";
import { type FakeKeep, fakeKeep } from "./keep.ts";
import { type FakeLedger, fakeLedger } from "./ledger.ts";
import { type FakeModels, fakeModels } from "./models.ts";
import { nodeTests } from "./node-tests.ts";
import { type FakeRepository, fakeRepository } from "./repository.ts";
import { type FakeSandboxes, fakeSandboxes, type Machine } from "./sandboxes.ts";
import { fakeSurveyor } from "./surveyor.ts";
import { fakeWorkspaces } from "./workspaces.ts";

/** One thread serves all worlds of a test file. It ends by itself. */
const PARSER = startParser();

const REPOSITORY = { owner: "octo", name: "duration" };

export type World = {
  repository: FakeRepository;
  github: GitHubState;
  issue: FakeIssue;
  /** The pull request that was opened first. Throws where there is none. */
  pull(): FakePull;
  models: FakeModels;
  sandboxes: FakeSandboxes;
  keep: FakeKeep;
  checkpoints: FakeCheckpoints;
  ledger: FakeLedger;
  clock: FakeClock;
  ports: Ports;
  /** Every line of the log. */
  log: string[];
  /** One job, from its claim to its end; how the ticket, the branch and the pull request are then is what they are next. */
  run(change?: Partial<Job>, claim?: Partial<Claim>): Promise<RunReport>;
  /** What `run` came to. */
  outcome(change?: Partial<Job>, claim?: Partial<Claim>): Promise<Outcome>;
  abandon(because: Parameters<typeof abandon>[2]): Promise<void>;
  comment(author: string, text: string): void;
  sticky(): string;
  /** How the comment says it ended: what stands above the spec. */
  shown(): string;
  labels(): string[];
  /** What the model of a role was sent, one text a request. */
  told(role: Role): string[];
};

export type WorldOptions = {
  script?: Script;
  files?: Record<string, string>;
  machine?: Machine;
  images?: readonly string[];
  settings?: Partial<Settings>;
  /** Called before a request to a model is answered; what it throws is what the model answers. */
  before?: (request: ChatRequest) => void | Promise<void>;
  usdPerToken?: number;
  /** Roles that nobody chose a model for. */
  notChosen?: Role[];
  /** Whether models can be shown pictures. */
  takesPictures?: boolean;
  /** Instead of some of the fakes. */
  ports?: Partial<Ports>;
};

/** An issue that ada opened and labelled, in a repository she maintains. */
export function openWorld(options: WorldOptions = {}): World {
  const { script = aScript(), files = project, machine = nodeTests, images = ["base", "node"] } = options;
  const clock = fakeClock(Date.parse("2026-01-02T03:04:05.000Z"));
  const repository = fakeRepository();
  if (Object.keys(files).length > 0) repository.push("main", files, "begin");
  const issue: FakeIssue = {
    ...{ ...wish, author: "ada", state: "open" },
    labels: new Set([DEFAULT_LABELS.ready]),
    ...{ comments: [], ours: new Map() },
  };
  const state: GitHubState = {
    issues: new Map([[1, issue]]),
    ...{ pulls: new Map(), checks: new Map(), ci: [], permissions: new Map([["ada", "maintain"]]) },
    ...{ standing: { isArchived: false, isDisabled: false, isPrivate: false }, drafts: true, lacking: [] },
  };
  const models = fakeModels({ script, ...options });
  const sandboxes = fakeSandboxes({
    treeOf: (sha) => repository.commit(sha).tree,
    ...{ machine, images },
  });
  const [keep, checkpoints, ledger, log] = [fakeKeep(), fakeCheckpoints(), fakeLedger(), [] as string[]];
  const github = fakeGitHub(repository, REPOSITORY, state);
  const ports: Ports = {
    github,
    announcers: announcersOver({ github }),
    workspaces: fakeWorkspaces(() => repository),
    surveyor: fakeSurveyor(),
    startParser: () => ({ ...PARSER, [Symbol.asyncDispose]: async () => {} }),
    ...{ sandboxes, models, ledger, keep, checkpoints, clock, turn: async () => null },
    telemetry: noTelemetry,
    log: createLog({ level: "debug", name: "test", destination: linesInto(log) }),
    settings: {
      ...DEFAULT_ROUNDS,
      ...{ labels: DEFAULT_LABELS, budget: DEFAULT_BUDGET, limits: DEFAULT_LIMITS, testQualityMs: 0 },
      ...options.settings,
    },
    ...options.ports,
  };
  let runs = 0;
  const begin: World["run"] = (change = {}, claim = {}) => {
    runs += 1;
    const job = aJob({ issue: { repository: REPOSITORY, number: 1 }, admittedAt: isoNow(clock), ...change });
    return run(job, aClaim({ runId: `run-${runs}`, ...claim }), ports);
  };
  const sticky = () => issue.ours.get("sticky") ?? "";
  return {
    ...{ repository, github: state, issue, models, sandboxes, keep, checkpoints, ledger, clock, ports, log },
    run: begin,
    outcome: async (change, claim) => (await begin(change, claim)).outcome,
    abandon: (because) =>
      abandon(aJob({ issue: { repository: REPOSITORY, number: 1 } }), "run-1", because, ports),
    comment: (author, text) => {
      const id = issue.comments.length + 1;
      issue.comments.push({ id, author, at: isoNow(clock), text });
    },
    pull: () => {
      const [first] = state.pulls.values();
      if (first === undefined) throw new Error("no pull request was opened");
      return first;
    },
    sticky,
    shown: () =>
      sticky()
        .split("\n\n---\n\n", 1)[0]
        ?.replace(/^(<!--.*-->\n+)+/, "") ?? "",
    labels: () => [...issue.labels].toSorted(),
    told: (role) =>
      models.requests
        .filter(({ model }) => model === SCRIPTED_MODELS[role])
        .map((request) => textOf(request)),
  };
}

export function aClaim(change: Partial<Claim> = {}): Claim {
  return {
    ...{ runId: "run-1", retry: 0, signal: new AbortController().signal },
    ...{ holds: async () => true, progressed: async () => undefined },
    ...change,
  };
}

/** A claim that the test stops. A claim that is lost holds no longer. */
export function stoppable(): { claim: Pick<Claim, "signal" | "holds">; stop(order: StopOrder): void } {
  const controller = new AbortController();
  const isLost = () => controller.signal.aborted && controller.signal.reason.kind === "claim-lost";
  return {
    claim: { signal: controller.signal, holds: async () => !isLost() },
    stop: (order) => controller.abort(order),
  };
}

function linesInto(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}
