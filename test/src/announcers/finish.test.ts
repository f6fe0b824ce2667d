// The one way a run ends, for a run that never began: told to everybody, kept nowhere.
import { describe, expect, it } from "@jest/globals";
import type { Announcer } from "../../../src/announcers/announcer.ts";
import { finish } from "../../../src/announcers/finish.ts";
import { theIssue } from "../../../src/announcers/issue.ts";
import type { Ended } from "../../../src/domain/ended.ts";
import { PermanentError } from "../../../src/domain/errors.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { initialState } from "../../../src/domain/run-state.ts";
import { createLog } from "../../../src/log.ts";
import { aJob } from "../../support/builders.ts";
import { openWorld } from "../../support/ports/world.ts";

const neverBegan: Extract<Ended, { kind: "never-began" }> = {
  kind: "never-began",
  issue: { repository: { owner: "octo", name: "duration" }, number: 1 },
  stop: { by: { kind: "person", login: "ada" }, because: { kind: "label-removed" } },
  waited: null,
};
const log = createLog({ level: "silent", name: "test" });
const unreachable: Announcer = {
  name: "another",
  tellsEach: false,
  announce: async () => {
    throw new Error("nobody answers");
  },
};

describe("a run that never began", () => {
  it("is told in a notice, and leaves the comment, the labels and the ledger as they are", async () => {
    const { ports, issue, ledger, labels } = openWorld();
    const before = labels();
    expect(await finish(neverBegan, { announcers: ports.announcers, ledger, log })).toEqual([]);
    expect([...issue.ours.keys()]).toEqual(["notice"]);
    expect(issue.ours.get("notice")).toContain(
      "`ada` cancelled the queued run: the label was removed. Nothing was spent.",
    );
    expect([labels(), ledger.all]).toEqual([before, []]);
  });

  it("is told in the comment where that says that it waits", async () => {
    const { ports, issue } = openWorld();
    const waited = { runId: "run-1", at: "2026-01-02T03:04:05Z" };
    await finish({ ...neverBegan, waited }, { announcers: ports.announcers, ledger: null, log });
    expect([...issue.ours.keys()]).toEqual(["sticky"]);
    expect(issue.ours.get("sticky")).toContain(
      "`ada` cancelled the queued run: the label was removed. Nothing was spent.",
    );
  });

  it("names those who could not be told", async () => {
    expect(await finish(neverBegan, { announcers: [unreachable], ledger: null, log })).toEqual(["another"]);
  });
});

describe("an outcome that the issue cannot show for good", () => {
  it.each([
    ["locked, with the labels as they should be", ["writeSticky"], ["ai-in-review", "ai-ready"]],
    ["deleted", ["writeSticky", "changeLabels"], ["ai-ready"]],
    ["deleted, and was not read before", ["readShown", "writeSticky", "changeLabels"], ["ai-ready"]],
  ])(
    "stands on the pull request where the issue is %s, and is reported to the caller",
    async (_how, refusing, labels) => {
      const world = openWorld();
      const refused = new PermanentError({ kind: "redis-not-installed" });
      const refuse = async () => {
        throw refused;
      };
      const { status } = world.ports.github;
      const locked = { ...status, ...Object.fromEntries(refusing.map((name) => [name, refuse])) };
      const number = 2;
      world.github.issues.set(number, { ...world.issue, labels: new Set(), ours: new Map() });
      const pull = { number, url: "https://memory.test/2", headSha: "abc" };
      const measured = { kind: "holds" as const, criteria: 1, proven: 1, held: 0, unseen: 0, lookTwice: 0 };
      const outcome = { kind: "opened" as const, pull, measured };
      const { diff: _, ...state } = initialState("run-1", neverBegan.issue);
      const report = { runId: "run-1", outcome, spec: null, usage: {}, phases: [] };
      const announcing = theIssue({ github: { status: locked } })?.announce({
        ...{
          kind: "ran",
          job: aJob(),
          report,
          state,
          labels: DEFAULT_LABELS,
          at: "2026-01-02T03:04:05.000Z",
        },
      });
      await expect(announcing).rejects.toBe(refused);
      expect(world.labels()).toEqual(labels);
      expect(world.github.issues.get(number)?.ours.get("notice")).toContain(
        "GitHub takes no comment on #1, so how the run ended stands here.\n\n**Opened** [#2]",
      );
    },
  );
});
