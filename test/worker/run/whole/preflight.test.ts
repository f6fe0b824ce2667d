// What would keep a run from its pull request ends it before anything is paid, with words on what to do.
import { describe, expect, it } from "@jest/globals";
import { openWorld, type World } from "../../../support/ports/world.ts";
import { project } from "../../../support/script.ts";

const OBSTACLES: Record<string, { put(world: World): void; outcome: object; said: string }> = {
  "an archived repository": {
    put: ({ github }) => Object.assign(github.standing, { isArchived: true }),
    outcome: {
      kind: "failed",
      reason: { kind: "read-only", repository: "octo/duration", because: "archived" },
    },
    said: "The repository octo/duration is archived",
  },
  "a disabled repository": {
    put: ({ github }) => Object.assign(github.standing, { isDisabled: true }),
    outcome: { kind: "failed", reason: { kind: "read-only", because: "disabled" } },
    said: "The repository octo/duration is disabled by GitHub",
  },
  "an installation that did not accept a permission": {
    put: ({ github }) => github.lacking.push("contents: write"),
    outcome: {
      kind: "failed",
      reason: {
        kind: "fault",
        fault: { kind: "app-lacks-permissions", slug: "issuewright", lacking: ["contents: write"] },
      },
    },
    said: "lacks permissions",
  },
  "a locked issue": {
    put: ({ issue }) => Object.assign(issue, { locked: true }),
    outcome: { kind: "failed", reason: { kind: "issue-locked" } },
    said: "Unlock the conversation",
  },
  "a private repository without drafts": {
    put: ({ github }) => {
      Object.assign(github.standing, { isPrivate: true });
      github.drafts = false;
    },
    outcome: { kind: "failed", reason: { kind: "no-drafts", repository: "octo/duration" } },
    said: "Write `draft: preferred` into `.github/issuewright.yml`",
  },
};

describe("a run that could not bring its change to anybody", () => {
  it.each(Object.entries(OBSTACLES))(
    "ends before a model is asked: %s",
    async (_, { put, outcome, said }) => {
      const world = openWorld();
      put(world);
      expect(await world.outcome()).toMatchObject(outcome);
      expect(world.shown()).toContain(said);
      expect([world.models.requests, world.sandboxes.opened]).toEqual([[], []]);
    },
  );

  it("ends before a model is asked where the app may bypass a ruleset, unless the rules accept it", async () => {
    const world = openWorld();
    world.github.bypassed = { rulesets: ["reviews"], branches: [] };
    expect(await world.outcome()).toMatchObject({
      ...{ kind: "failed", reason: { kind: "may-bypass", rulesets: ["reviews"] } },
    });
    expect(world.models.requests).toEqual([]);
    world.repository.push("main", { ".github/issuewright.yml": "bypass: accepted\n" });
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
  });

  it("ends before a model is asked where a person closed its pull request, until that is reopened", async () => {
    const world = openWorld();
    await world.run();
    const before = world.models.requests.length;
    world.pull().state = "closed";
    world.comment("ada", "And name the 0.");
    for (const kind of ["work", "refine"] as const)
      expect(await world.outcome({ kind })).toMatchObject({
        ...{ kind: "gave-up", reason: { kind: "pull-closed", number: 2 } },
      });
    expect(world.models.requests).toHaveLength(before);
    world.pull().state = "open";
    expect(await world.outcome({ kind: "refine" })).not.toMatchObject({ kind: "gave-up" });
  });

  it("asks first where a person closed the pull request with its branch, and only then comments on the issue", async () => {
    const world = openWorld();
    await world.run();
    world.repository.branches.delete(world.pull().branch);
    world.pull().state = "closed";
    world.comment("ada", "And name the 0.");
    const before = world.models.requests.length;
    expect(await world.outcome({ kind: "refine", textDigest: null, vouches: false })).toMatchObject({
      ...{ kind: "gave-up", reason: { kind: "pull-closed", number: 2, branchGone: true } },
    });
    expect(world.models.requests).toHaveLength(before);
    expect(world.shown()).toContain("without merging it, and nobody asked for another pull request since.");
    expect(await world.outcome()).toMatchObject({ kind: "opened", pull: { number: 3 } });
  });

  it("opens another pull request where a person closed the first and deleted its branch", async () => {
    const world = openWorld();
    await world.run();
    world.repository.branches.delete(world.pull().branch);
    world.pull().state = "closed";
    expect(await world.outcome()).toMatchObject({ kind: "opened", pull: { number: 3 } });
  });
});

describe("a repository without drafts", () => {
  it("gets an ordinary pull request where its rules prefer one to none, and is told so", async () => {
    const world = openWorld({ files: { ...project, ".github/issuewright.yml": "draft: preferred\n" } });
    OBSTACLES["a private repository without drafts"]?.put(world);
    expect(await world.outcome()).toMatchObject({ kind: "opened", noDraft: true });
    expect(world.shown()).toContain("as an ordinary pull request, because GitHub has no drafts");
    expect([world.pull().draft, world.pull().body.includes("stays a draft")]).toEqual([false, false]);
  });

  it("is no reason where the repository is public, or its plan has them", async () => {
    for (const change of [{ isPrivate: false }, { isPrivate: true }]) {
      const world = openWorld();
      Object.assign(world.github.standing, change);
      world.github.drafts = change.isPrivate;
      expect(await world.outcome()).toMatchObject({ kind: "opened" });
      expect(world.pull().draft).toBe(true);
    }
  });
});
