// What a sweep makes of what it saw: an intent for each thing that nobody told us of, and nothing for what we know.

import { describe, expect, it } from "@jest/globals";
import type { Intent } from "../../../../src/domain/intent.ts";
import { digest } from "../../../../src/domain/job.ts";
import { occasionName } from "../../../../src/domain/occasion.ts";
import { DEFAULT_LABELS } from "../../../../src/domain/rules.ts";
import type { SeenBy, SeenComment, SeenIssue } from "../../../../src/github/survey.ts";
import { renderSticky } from "../../../../src/messages/sticky.ts";
import { nameOf } from "../../../../src/messages/stop.ts";
import type { Recalled } from "../../../../src/queue/queue.ts";
import { findIn } from "../../../../src/sweeps/repositories/find/index.ts";
import type { SeenPull, Sighting } from "../../../../src/sweeps/repositories/sighting.ts";
import { aSpec, aStickyView } from "../../../support/builders.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 2, 3, minute)).toISOString();
const by = (login: string): SeenBy => ({ login, ours: false, person: true });
const us: SeenBy = { login: "issuewright[bot]", ours: true, person: false };
const forgotten: Recalled = {
  hasRun: false,
  lostRun: false,
  askedAtMs: null,
  admittedAt: null,
  digest: null,
  heard: new Set(),
};
/** A run was asked for in minute 10, and has ended. */
const known: Recalled = {
  ...forgotten,
  askedAtMs: Date.parse(at(10)),
  admittedAt: at(10),
  digest: digest("T", "B"),
};

function anIssue(part: Partial<SeenIssue> = {}): SeenIssue {
  const about = { number: 12, title: "T", body: "B", by: by("eve"), isPull: false } as const;
  return { ...about, state: "open", labels: ["ai-ready"], updatedAt: at(30), ...part };
}

function aComment(part: Partial<SeenComment> = {}): SeenComment {
  const about = { id: 7, number: 12, by: by("ada"), text: "Round up." };
  return { ...about, at: at(20), updatedAt: part.at ?? at(20), ...part };
}

function aPull(part: Partial<SeenPull> = {}): SeenPull {
  return { number: 2, state: "open", wasClosed: false, reviews: [], comments: [], endedOn: null, ...part };
}

function sighted(part: Partial<Sighting>): Sighting {
  const place = {
    ...{ repository: { owner: "octo", name: "clock" }, installationId: 5, labels: DEFAULT_LABELS },
    ...{ installedAt: at(0), now: at(40), before: at(18), graceMs: 30_000, hear: [], watchMs: 0 },
  };
  const said = { comments: [], edited: [], deleted: [], endedMerges: [] };
  const nothing = { request: null, spokeSince: false, pull: null, ...said };
  return { place, number: 12, recalled: known, issue: anIssue(), ...nothing, ...part };
}

function found(part: Partial<Sighting>): (Partial<Intent> & { by: string })[] {
  return findIn(sighted(part)).map((intent) => {
    const { asker, issue, installationId, delivery, ...rest } = intent;
    expect({ issue, installationId, delivery }).toEqual({
      issue: { repository: { owner: "octo", name: "clock" }, number: 12 },
      ...{ installationId: 5, delivery: "sweep" },
    });
    return { by: nameOf(asker), ...rest };
  });
}

describe("a label that nobody told of", () => {
  const request = { by: by("ada"), at: at(15) };
  const freshRun = {
    ...{ by: "ada", at: at(15), occasion: { kind: "asked", at: at(15), broughtBy: "sweep" } },
    ...{ kind: "run", job: "work", textDigest: digest("T", "B"), unseenAuthor: null },
  };

  it("starts a run in the name of who put it on", () => {
    expect(found({ request })).toMatchObject([freshRun]);
    expect(found({ request, recalled: forgotten })).toMatchObject([{ ...freshRun, unseenAuthor: "eve" }]);
  });

  it("does not where it is known, where our comment tells of it, or where no person put it on", () => {
    const asked = { ...known, askedAtMs: Date.parse(at(15)) - 2_000 };
    expect(found({ request, recalled: asked })).toEqual([]);
    expect(found({ request, recalled: forgotten, spokeSince: true })).toEqual([]);
    expect(found({ request: { by: us, at: at(15) } })).toEqual([]);
  });

  it("does not while a run is there, on a closed issue, without the label, and before the app was there", () => {
    expect(found({ request, recalled: { ...known, hasRun: true } })).toEqual([]);
    expect(found({ request, issue: anIssue({ state: "closed" }) })).toEqual([]);
    expect(found({ request, issue: anIssue({ labels: ["bug"] }) })).toEqual([]);
    const before = new Date(Date.parse(at(0)) - 1_000).toISOString();
    expect(found({ request: { ...request, at: before }, recalled: forgotten })).toEqual([]);
  });
});

describe("a comment on our pull request that nobody told of", () => {
  const said = (part: Partial<SeenComment>, recalled = known) => {
    const comments = [aComment({ number: 2, text: "/ai stop", ...part })];
    return findIn(sighted({ pull: aPull({ comments }), recalled }));
  };

  it("is passed on with the pull request on which it stands", () => {
    const issue = { repository: { owner: "octo", name: "clock" }, number: 2 };
    const occasion = { kind: "comment", id: 7 };
    expect(said({})).toMatchObject([{ kind: "said-on-pull", text: "/ai stop", issue, occasion, at: at(20) }]);
  });

  it("is not where it was heard, is older than the newest run, is ours or thanks, or where Redis forgot", () => {
    const heard = { ...known, heard: new Set(["comment 7"]) };
    const none = [said({}, heard), said({ at: at(9) }), said({ by: us }), said({ text: "Thanks!" })];
    expect([...none, said({}, forgotten)].flat()).toEqual([]);
  });
});

describe("a run that is gone", () => {
  const working = anIssue({ labels: ["AI-Working", "ai-ready"] });
  const request = { by: by("ada"), at: at(15) };

  it("is begun again where Redis forgot everything", () => {
    const again = { by: "ada", kind: "run", job: "work", occasion: { kind: "lost", at: at(30) } };
    expect(found({ issue: working, request, recalled: forgotten, spokeSince: true })).toMatchObject([again]);
  });

  it("is told of where it alone is gone, or where nobody asks for it any more", () => {
    const tidy = { by: "GitHub", kind: "tidy", because: "lost-run" };
    const lostRun = { ...known, lostRun: true };
    expect(found({ issue: working, recalled: lostRun })).toMatchObject([
      { ...tidy, occasion: { kind: "lost", at: at(10) } },
    ]);
    const unlabelled = anIssue({ labels: ["ai-working"] });
    expect(found({ issue: unlabelled, recalled: forgotten })).toMatchObject([tidy]);
    expect(found({ issue: working, recalled: { ...known, hasRun: true } })).toEqual([]);
  });
});

describe("a comment that nobody told of", () => {
  it("is a command or becomes part of the spec", () => {
    const comments = [aComment(), aComment({ id: 8, at: at(21), text: "/ai stop" })];
    expect(found({ comments })).toMatchObject([
      { by: "ada", at: at(20), occasion: { kind: "comment", id: 7 }, kind: "run", job: "refine" },
      { by: "ada", at: at(21), occasion: { kind: "comment", id: 8 }, kind: "stop" },
    ]);
  });

  it("asks nothing where it was heard or read, is ours, or our words are newer", () => {
    const heard = { ...known, heard: new Set(["comment 7"]) };
    expect(found({ comments: [aComment()], recalled: heard })).toEqual([]);
    expect(found({ comments: [aComment({ at: at(9) })] })).toEqual([]);
    expect(found({ comments: [aComment({ by: us })] })).toEqual([]);
    const ours = aComment({ id: 1, by: us, at: at(5), updatedAt: at(25) });
    expect(found({ comments: [ours, aComment()], recalled: forgotten })).toEqual([]);
    expect(found({ comments: [aComment()], issue: anIssue({ labels: [] }) })).toEqual([]);
  });
});

describe("an edit of the spec in our comment that nobody told of", () => {
  const ours = renderSticky(aStickyView({ spec: aSpec() }));
  const edited = ours.replace("whole seconds", "every second");

  it("is built, once, and asks nothing where it is ours or the label is off", () => {
    const comment = (text: string) => [aComment({ by: us, text })];
    const [intent] = found({ comments: comment(edited) });
    expect(intent).toMatchObject({ by: "GitHub", job: "adopt", occasion: { kind: "spec", after: 1 } });
    const { words, after } = Object(intent?.occasion);
    const heard = { ...known, heard: new Set([`spec ${words} ${after}`]) };
    expect(found({ comments: comment(edited), recalled: heard })).toEqual([]);
    expect(found({ comments: comment(ours) })).toEqual([]);
    expect(found({ comments: [aComment({ text: edited })] })).toMatchObject([{ job: "refine" }]);
    expect(found({ comments: comment(edited), issue: anIssue({ labels: [] }) })).toEqual([]);
  });
});

describe("a review that nobody told of", () => {
  const review = { id: 3, by: by("ada"), at: at(20), text: "Too long.", state: "COMMENTED" };

  it("is answered, and looked into where its own words ask for nothing", () => {
    expect(found({ pull: aPull({ reviews: [review] }) })).toMatchObject([
      {
        by: "ada",
        at: at(20),
        occasion: { kind: "review", id: 3 },
        job: "revise",
        review: { text: "Too long." },
      },
    ]);
    const approval = { ...review, text: "Thanks!", state: "APPROVED" };
    expect(found({ pull: aPull({ reviews: [approval] }) })).toMatchObject([
      { job: "revise", review: { pull: 2, id: 3, text: "Thanks!" } },
    ]);
  });

  it("asks nothing where it was heard, is older than the run, or the pull request is closed", () => {
    const heard = { ...known, heard: new Set(["review 3"]) };
    expect(found({ pull: aPull({ reviews: [review] }), recalled: heard })).toEqual([]);
    expect(found({ pull: aPull({ reviews: [{ ...review, at: at(9) }] }) })).toEqual([]);
    expect(found({ pull: aPull({ reviews: [review], state: "closed" }) })).toEqual([]);
  });
});

describe("a change of an issue that nobody told of", () => {
  it("stops its run: closed, deleted, or without the label", () => {
    const recalled = { ...known, hasRun: true };
    const closed = [{ by: "GitHub", kind: "stop", because: { kind: "issue-closed" } }];
    expect(found({ recalled, issue: anIssue({ state: "closed" }) })).toMatchObject(closed);
    expect(found({ recalled, issue: null })).toMatchObject(closed);
    expect(found({ recalled, issue: anIssue({ labels: [] }) })).toMatchObject([
      { by: "GitHub", kind: "stop", because: { kind: "label-removed" } },
    ]);
    expect(found({ recalled })).toEqual([]);
  });

  it("has the spec written anew where its text is another", () => {
    expect(found({ issue: anIssue({ body: "New" }) })).toMatchObject([
      { by: "eve", kind: "run", job: "refine", vouches: true, textDigest: digest("T", "New") },
    ]);
    expect(found({ issue: anIssue({ body: "New", updatedAt: at(40) }) })).toEqual([]);
  });

  it("looks at a CI that ended during a run, once that run is over", () => {
    const missed = new Set([
      occasionName({ kind: "ci-missed", at: at(20), headSha: "old" }),
      occasionName({ kind: "ci-missed", at: at(30), headSha: "new" }),
    ]);
    const look = { kind: "ci-looked", at: at(40) } as const;
    expect(found({ recalled: { ...known, heard: missed } })).toEqual([
      { by: "GitHub", isBot: false, at: null, occasion: look, kind: "ci-ended", headSha: "new" },
    ]);
    expect(found({ recalled: { ...known, heard: missed, hasRun: true } })).toEqual([]);
    expect(found({ recalled: { ...known, heard: new Set([...missed, occasionName(look)]) } })).toEqual([]);
  });

  it("takes the label of the review off or puts it on again with its pull request", () => {
    const inReview = anIssue({ labels: ["ai-ready", "ai-in-review"] });
    expect(found({ issue: inReview, pull: aPull({ state: "closed" }) })).toMatchObject([
      { by: "GitHub", kind: "tidy", because: "pull-closed", pull: expect.any(Number) },
    ]);
    expect(found({ pull: aPull({ wasClosed: true }) })).toMatchObject([
      { by: "GitHub", kind: "tidy", because: "pull-reopened" },
    ]);
    expect(found({ pull: aPull() })).toEqual([]);
  });
});
