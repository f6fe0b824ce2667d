// Comments that were edited or deleted, and that no webhook told of.
import { describe, expect, it } from "@jest/globals";
import { digest } from "../../../../src/domain/job.ts";
import { editOf, occasionName } from "../../../../src/domain/occasion.ts";
import { DEFAULT_LABELS } from "../../../../src/domain/rules.ts";
import type { SeenBy, SeenComment, SeenIssue } from "../../../../src/github/survey.ts";
import type { Recalled } from "../../../../src/queue/queue.ts";
import { changedComments } from "../../../../src/sweeps/repositories/find/changed-comments.ts";
import type { Sighting } from "../../../../src/sweeps/repositories/sighting.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 2, 3, minute)).toISOString();
const by = (login: string): SeenBy => ({ login, ours: false, person: true });
const known: Recalled = {
  ...{ hasRun: false, lostRun: false, askedAtMs: Date.parse(at(10)), admittedAt: at(10) },
  ...{ digest: digest("T", "B"), heard: new Set() },
};
const anIssue = (part: Partial<SeenIssue> = {}): SeenIssue => ({
  ...{ number: 12, title: "T", body: "B", by: by("eve"), isPull: false },
  ...{ state: "open", labels: ["ai-ready"], updatedAt: at(30), ...part },
});
const aComment = (part: Partial<SeenComment> = {}): SeenComment => ({
  ...{ id: 7, number: 12, by: by("ada"), text: "Round up.", at: at(5), updatedAt: at(25), ...part },
});

function found(part: Partial<Sighting>) {
  const place = {
    ...{ repository: { owner: "octo", name: "clock" }, installationId: 5, labels: DEFAULT_LABELS },
    ...{ installedAt: at(0), now: at(40), before: null, graceMs: 0, hear: [], watchMs: 0 },
  };
  const nothing = {
    request: null,
    spokeSince: false,
    comments: [],
    edited: [],
    deleted: [],
    pull: null,
    endedMerges: [],
  };
  return changedComments({ place, number: 12, recalled: known, issue: anIssue(), ...nothing, ...part });
}

describe("a comment that was changed and nobody told of", () => {
  const wished = { kind: "run", job: "refine", whileRunning: "supersede", textDigest: digest("T", "B") };
  const edit = { kind: "comment-edited", id: 7, words: expect.stringMatching(/^[0-9a-f]{16}$/) };

  it("counts with its new words, in the name of who wrote it", () => {
    const edited = [aComment({ at: at(5), updatedAt: at(25), text: "Round down." })];
    expect(found({ edited })).toMatchObject([
      { asker: { login: "ada" }, at: at(25), occasion: edit, ...wished },
    ]);
    expect(found({ edited: [{ ...aComment({ at: at(5) }), text: "/ai stop" }] })).toMatchObject([
      { asker: { login: "ada" }, kind: "stop" },
    ]);
    expect(found({ edited: [{ ...aComment({ at: at(5) }), text: "Thanks!" }] })).toMatchObject([wished]);
  });

  it("counts no longer when it is gone", () => {
    const deleted = [{ id: 7, by: by("ada") }];
    expect(found({ deleted })).toMatchObject([
      { asker: { login: "ada" }, at: at(40), occasion: { kind: "comment-deleted", id: 7 }, ...wished },
    ]);
  });

  it("is left alone where a webhook told of it, no run read it, or nothing is asked of us", () => {
    const edited = [aComment({ at: at(5), updatedAt: at(25) })];
    const deleted = [{ id: 8, by: by("ada") }];
    const heard = new Set([occasionName(editOf(7, "Round up.")), "comment 8 deleted"]);
    expect(found({ edited, deleted, recalled: { ...known, heard } })).toEqual([]);
    expect(found({ edited, deleted, recalled: { ...known, admittedAt: null } })).toEqual([]);
    expect(found({ edited, deleted, issue: anIssue({ state: "closed" }) })).toEqual([]);
    expect(found({ edited, deleted, issue: anIssue({ labels: [] }) })).toEqual([]);
    // The run that it made is told of it as of any new comment.
    expect(found({ edited: [aComment({ at: at(20) })] })).toEqual([]);
  });
});
