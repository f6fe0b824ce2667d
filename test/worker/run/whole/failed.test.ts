// Runs that fail because of what lies outside of the change: each reason as a fact, at no cost where it is known early.
import { describe, expect, it } from "@jest/globals";
import { PermanentError, SandboxError } from "../../../../src/domain/errors.ts";
import type { Outcome } from "../../../../src/domain/outcome.ts";
import { noReply } from "../../../support/ports/models.ts";
import { commands } from "../../../support/ports/node-tests.ts";
import { openWorld, type WorldOptions } from "../../../support/ports/world.ts";
import { project } from "../../../support/script.ts";

const RULES = ".github/issuewright.yml";
const withRules = (...lines: string[]) => ({ ...project, [RULES]: `${lines.join("\n")}\n` });
const building = (minutes: number) =>
  withRules(`checks: [{ name: build, run: make, kind: build, minutes: ${minutes} }]`);

type Failed = Extract<Outcome, { kind: "failed" }>["reason"];
type Case = WorldOptions & { reason: Failed | object };

const EARLY: Record<string, Case> = {
  "rules that cannot be read": {
    files: withRules("bas: main"),
    reason: { kind: "rules-invalid", faults: [expect.objectContaining({ line: 1 })] },
  },
  "a repository without a commit": {
    files: {},
    reason: { kind: "repository-empty", repository: "octo/duration" },
  },
  "a base branch that is not there": {
    files: withRules("base: develop"),
    reason: { kind: "no-base-branch", branch: "develop" },
  },
  "no kind of project that we know": {
    files: { "README.md": "Hello\n" },
    reason: { kind: "nothing-to-check", toolchain: null, hints: [] },
  },
  "a project without a check": {
    files: { "package.json": "{}\n" },
    reason: { kind: "nothing-to-check", toolchain: "node", hints: [] },
  },
  "roles without a model": {
    notChosen: ["coder", "reviewer"],
    reason: {
      kind: "model-failed",
      failure: { kind: "not-chosen", roles: ["coder", "reviewer"], offered: expect.any(Array) },
    },
  },
};

const LATER: Record<string, Case> = {
  "an image that is not there": {
    files: withRules("image: no-such/image:9"),
    reason: { kind: "sandbox-unusable", fault: expect.objectContaining({ kind: "image-missing" }) },
  },
  "a set-up that fails": {
    files: withRules("setup: [fetch-all]"),
    machine: commands({ "fetch-all": () => ({ exitStatus: 3, output: "E404 left-pad is gone\n" }) }),
    reason: { kind: "not-set-up", command: "fetch-all", exitStatus: 3, refused: [] },
  },
  "a set-up that is not let through": {
    files: withRules("setup: [fetch-all]"),
    machine: commands({
      "fetch-all": (_command, _files, { egress }) => {
        for (const target of ["packages.example:443", "@ada/<b>:443"])
          egress?.onRefusal?.({ target, reason: { kind: "not-allowed" } });
        return { exitStatus: 7 };
      },
    }),
    reason: {
      ...{ kind: "not-set-up", command: "fetch-all", exitStatus: 7 },
      refused: [
        { target: "packages.example:443", why: "not-allowed" },
        { target: null, why: "not-allowed" },
      ],
    },
  },
  "a base that does not build": {
    files: building(1),
    machine: commands({ make: () => ({ exitStatus: 2, output: "src/a.ts is broken\n" }) }),
    reason: { kind: "base-does-not-build", command: "make", ended: { kind: "exited", exitStatus: 2 } },
  },
  "a base that builds only with the history of the repository": {
    files: building(1),
    machine: commands({
      make: (_command, _files, { blinding }) => ({ exitStatus: blinding === null ? 0 : 128 }),
    }),
    reason: {
      ...{ kind: "base-does-not-build", command: "make", ended: { kind: "exited", exitStatus: 128 } },
      limit: "history",
    },
  },
  "a base whose build is killed": {
    files: building(1),
    machine: commands({ make: () => ({ exitStatus: 137 }) }),
    reason: {
      ...{ kind: "base-does-not-build", command: "make", ended: { kind: "exited", exitStatus: 137 } },
      limit: "killed",
    },
  },
  "a base that never ends to build": {
    files: building(1),
    machine: commands({ make: () => ({ exitStatus: null, ending: "timed-out" }) }),
    reason: { kind: "base-does-not-build", command: "make", ended: { kind: "timed-out", timeoutMs: 60_000 } },
  },
  "a sandbox that dies": {
    machine: () => {
      throw new SandboxError({ kind: "ended", said: null });
    },
    reason: { kind: "sandbox-unusable", fault: { kind: "ended", said: null } },
  },
  "a model that the endpoint does not know": {
    files: withRules("models: { architect: gpt-none }"),
    reason: {
      kind: "model-failed",
      failure: expect.objectContaining({ kind: "no-reply", role: "architect", model: "gpt-none" }),
    },
  },
  "what no retry can help": {
    ports: {
      workspaces: {
        open: async () => {
          throw new PermanentError({ kind: "git-failed", gitSaid: "too large" });
        },
        reap: async () => 0,
        [Symbol.asyncDispose]: async () => undefined,
      },
    },
    reason: { kind: "fault", fault: { kind: "git-failed", gitSaid: "too large" } },
  },
};

describe("a run that cannot be done", () => {
  it.each(Object.entries({ ...EARLY, ...LATER }))(
    "ends as failed, blocked, with nothing left behind: %s",
    async (_, { reason, ...options }) => {
      const world = openWorld(options);
      expect(await world.outcome()).toMatchObject({ kind: "failed", reason, patchKept: null });
      expect(world.labels()).toEqual(["ai-blocked", "ai-ready"]);
      expect(world.shown()).toMatch(/^\*\*Failed\.\*\*/);
      expect(world.told("coder")).toEqual([]);
      expect([[...world.github.pulls], [...world.sandboxes.alive]]).toEqual([[], []]);
    },
  );

  it.each(Object.entries(EARLY))("asks no model and opens no sandbox: %s", async (_, options) => {
    const world = openWorld(options);
    await world.run();
    expect([world.models.requests, world.sandboxes.opened]).toEqual([[], []]);
  });

  it("shows the last lines of what was printed", async () => {
    for (const name of ["a set-up that fails", "a base that does not build"]) {
      const outcome = await openWorld(LATER[name]).outcome();
      expect(outcome).toMatchObject({ log: expect.stringMatching(/left-pad is gone|is broken/) });
    }
  });
});

describe("a model that stops answering in the middle", () => {
  const isCoder = (model: string) => model === "scripted-coder";
  const failing = () => {
    let isDown = true;
    const world = openWorld({
      before: ({ model, messages }) => {
        if (!isDown || !isCoder(model) || !messages.some(({ role }) => role === "tool")) return;
        throw noReply("coder", model, { kind: "server-error", status: 500, said: "", retryAfterMs: null });
      },
    });
    const mend = () => {
      isDown = false;
    };
    return { world, mend };
  };

  it("loses no work, and a retry goes on from the spec", async () => {
    const { world, mend } = failing();
    expect(await world.outcome()).toMatchObject({
      kind: "failed",
      reason: { kind: "model-failed", failure: { kind: "no-reply", role: "coder" } },
      patchKept: "runs/run-1/change.patch",
    });
    expect(world.keep.files.get("runs/run-1/change.patch")).toContain("(a, b) => a + b, 0)");
    const specs = () => world.told("architect").filter((text) => text.includes("submit_spec")).length;
    const written = specs();
    mend();
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect([specs(), world.labels()]).toEqual([written, ["ai-in-review", "ai-ready"]]);
  });
});

describe("a failure that another execution may not meet", () => {
  it("ends nothing here", async () => {
    const machine = () => {
      throw new Error("the network is away");
    };
    const world = openWorld({ machine });
    await expect(world.run()).rejects.toThrow("the network is away");
    expect(world.ledger.all.filter(({ kind }) => kind === "ended")).toEqual([]);
  });

  it("is shown as failed where it came too often", async () => {
    const world = openWorld();
    world.issue.labels.add("ai-working");
    await world.abandon({ kind: "workers-died", times: 4 });
    expect(world.shown()).toContain("**Failed.**");
    expect(world.labels()).toEqual(["ai-blocked", "ai-ready"]);
    expect(await world.ledger.readReport("run-1")).toMatchObject({
      outcome: {
        kind: "failed",
        reason: { kind: "begun-too-often", cause: { kind: "workers-died", times: 4 } },
      },
    });
    expect(world.ledger.all.at(-1)).toMatchObject({ kind: "ended", outcome: { kind: "failed" } });
  });
});
