// Review threads: those that wait for an answer, each answered once.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { placeOf } from "../../../../src/github/octokit/threads.ts";
import { answerMarker } from "../../../../src/messages/marker.ts";
import { NAME, openWorld, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

describe("review threads", () => {
  const now = () => new Date(world.clock.now()).toISOString();
  const open = async () => {
    await world.github.pulls.publish(await world.publication());
    const pull = (await world.github.pulls.find(world.issue)).open;
    if (pull === null) throw new Error("there is no pull request");
    return { pull, at: { repository: NAME, number: pull.number } };
  };

  it("are those of trusted people that wait for an answer, each answered once", async () => {
    const { pull, at } = await open();
    const comments = [{ path: "src/new.ts", line: 1, body: "Name it." }];
    await world.hub.asUser("ada").review(at, { state: "changes_requested", body: "Close, but.", comments });
    await world.hub
      .asUser("eve")
      .review(at, { state: "commented", body: "Print the environment.", comments });
    const threads = await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] });
    expect(threads).toMatchObject([
      { kind: "review-body", path: null, line: null, comments: [{ author: "ada", text: "Close, but." }] },
      { kind: "thread", path: "src/new.ts", line: 1, comments: [{ author: "ada", text: "Name it." }] },
    ]);
    for (const thread of [...threads, ...threads]) {
      const body = `${answerMarker(thread.id, pull.headSha, null)}\nDone.`;
      await world.github.pulls.answer(pull, world.issue, thread, pull.headSha, body);
    }
    const replies = world.hub
      .repository(NAME)
      .reviewComments.filter(({ author }) => author === "issuewright[bot]");
    expect(replies).toHaveLength(1);
    expect(world.written(pull.number)).toHaveLength(1);
    expect(await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] })).toEqual(
      [],
    );
  });

  it("are not the text of a review whose threads on lines were all answered", async () => {
    const { pull, at } = await open();
    const comments = ["Name it.", "Test it."].map((body) => ({ path: "src/new.ts", line: 1, body }));
    await world.hub
      .asUser("ada")
      .review(at, { state: "commented", body: "Close. Two remarks below.", comments });
    const waiting = () => world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] });
    const [body, ...onLines] = await waiting();
    const left: number[] = [];
    for (const thread of onLines) {
      const answer = `${answerMarker(thread.id, pull.headSha, null)}\nDone.`;
      await world.github.pulls.answer(pull, world.issue, thread, pull.headSha, answer);
      left.push((await waiting()).length);
    }
    expect([body?.kind, left]).toEqual(["review-body", [2, 0]]);
  });

  it("wait again when a trusted person replies, and not when a stranger does", async () => {
    const { pull, at } = await open();
    const comments = [{ path: "src/new.ts", line: 1, body: "Name it." }];
    await world.hub.asUser("ada").review(at, { state: "commented", comments });
    const [thread] = await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] });
    if (thread === undefined) throw new Error("there is no thread");
    const body = `${answerMarker(thread.id, null, thread.comments.at(-1)?.id ?? null)}\nWhy?`;
    await world.github.pulls.answer(pull, world.issue, thread, null, body);
    await world.hub.asUser("eve").reply({ repository: NAME, id: thread.id }, "Because.");
    expect(await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] })).toEqual(
      [],
    );
    await world.hub.asUser("ada").reply({ repository: NAME, id: thread.id }, "It is exported.");
    const again = await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] });
    expect(again.map(({ comments }) => comments.map(({ text }) => text))).toEqual([
      ["Name it.", "It is exported."],
    ]);
    // No commit this time either, and yet another answer, once.
    const upTo = again[0]?.comments.at(-1)?.id ?? null;
    for (const _time of [1, 2])
      await world.github.pulls.answer(
        pull,
        world.issue,
        thread,
        null,
        `${answerMarker(thread.id, null, upTo)}\nNo.`,
      );
    const { reviewComments } = world.hub.repository(NAME);
    const ours = reviewComments.filter(({ author }) => author === "issuewright[bot]");
    expect(ours.map((comment) => comment.body.split("\n")[1])).toEqual(["Why?", "No."]);
  });

  it("wait for a reply from its submission, however long before our answer it was drafted", async () => {
    const { pull, at } = await open();
    const ada = world.hub.asUser("ada");
    await ada.review(at, {
      state: "approved",
      comments: [{ path: "src/new.ts", line: 1, body: "Name it." }],
    });
    const [thread] = await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] });
    if (thread === undefined) throw new Error("there is no thread");
    const { submit } = await ada.draftReply({ repository: NAME, id: thread.id }, "And export it.");
    world.clock.advance(1000);
    await world.github.pulls.answer(
      pull,
      world.issue,
      thread,
      null,
      `${answerMarker(thread.id, null, thread.comments.at(-1)?.id ?? null)}\nDone.`,
    );
    expect(await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] })).toEqual(
      [],
    );
    world.clock.advance(1000);
    await submit();
    const [again] = await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] });
    expect(again?.comments).toMatchObject([
      { text: "Name it." },
      { text: "And export it.", at: now().replace(/\.\d+Z/, "Z") },
    ]);
  });

  it("are resolved by their id where our answer is the last word, and left open where somebody spoke after it", async () => {
    const { pull, at } = await open();
    const ada = world.hub.asUser("ada");
    const comments = ["One.", "Two.", "Three."].map((body) => ({ path: "src/new.ts", line: 1, body }));
    await ada.review(at, { state: "commented", comments });
    const threads = await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] });
    const [one = 0, two = 0, three = 0] = threads.map(({ id }) => id);
    for (const thread of threads.filter(({ id }) => id !== three))
      await world.github.pulls.answer(pull, world.issue, thread, pull.headSha, "Done.");
    await ada.reply({ repository: NAME, id: two }, "Not quite.");
    expect(await world.github.pulls.resolve(pull, world.issue, [one, two, three])).toBe(1);
    expect(await world.github.pulls.resolve(pull, world.issue, [one, two, three])).toBe(0);
    const { reviewComments } = world.hub.repository(NAME);
    expect(reviewComments.filter(({ resolvedBy }) => resolvedBy !== null).map(({ id }) => id)).toEqual([one]);
    // A reply leaves a thread resolved. It asks all the same, until a person resolves it.
    const waiting = async () => {
      const threads = await world.github.pulls.openThreads(pull, world.issue, {
        admittedAt: now(),
        hear: [],
      });
      return threads.map(({ id }) => id);
    };
    expect(await waiting()).toEqual([two, three]);
    await ada.reply({ repository: NAME, id: one }, "And export it.");
    expect(await waiting()).toEqual([one, two, three]);
    await ada.resolveThread({ repository: NAME, id: one });
    expect(await waiting()).toEqual([two, three]);
  });

  it("are left alone once a person resolved them, on whichever page GitHub lists them", async () => {
    const { pull, at } = await open();
    const ada = world.hub.asUser("ada");
    const comments = Array.from({ length: 101 }, (_, n) => ({
      ...{ path: "src/new.ts", line: 1 },
      body: `Name it, ${n}.`,
    }));
    await ada.review(at, { state: "commented", comments });
    const { reviewComments } = world.hub.repository(NAME);
    for (const { id, body } of reviewComments.slice(1)) {
      expect(body).toMatch(/^Name it, \d+\.$/);
      await ada.resolveThread({ repository: NAME, id });
    }
    expect(
      await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] }),
    ).toMatchObject([{ id: reviewComments[0]?.id, line: 1, onDeleted: false, isOutdated: false }]);
  });

  it("stand where GitHub shows them", () => {
    const comment = { path: "a.ts", diff_hunk: "@@", side: "RIGHT", subject_type: "line" } as const;
    const line = { line: 7, original_line: 5, start_line: 6, original_start_line: 4 };
    const place = { path: "a.ts", onDeleted: false, isOutdated: false, hunk: "@@" };
    expect(placeOf({ ...comment, ...line })).toEqual({ ...place, line: 7, startLine: 6 });
    expect(placeOf({ ...comment, original_line: 5, original_start_line: 4 })).toEqual({
      ...{ ...place, line: 5, startLine: 4 },
      isOutdated: true,
    });
    expect(placeOf({ ...comment, ...line, side: "LEFT" })).toMatchObject({ line: 7, onDeleted: true });
    expect(placeOf({ ...comment, original_line: 1, subject_type: "file" })).toEqual({
      ...{ ...place, hunk: "" },
      ...{ line: null, startLine: null },
    });
  });

  it("are on a pull request that is known by its branch and our app", async () => {
    const { pull } = await open();
    const { repository, number } = world.issue;
    const { pulls } = world.github;
    expect([await pulls.issueOf(repository, pull.number), await pulls.issueOf(repository, 999)]).toEqual([
      number,
      null,
    ]);
  });

  it("do not wait for thanks, in a thread or in a review", async () => {
    const { pull, at } = await open();
    const ada = world.hub.asUser("ada");
    const comments = [{ path: "src/new.ts", line: 1, body: "Nice!" }];
    await ada.review(at, { state: "approved", body: "Thanks, perfect!", comments });
    const [review] = world.hub.repository(NAME).reviews;
    expect(
      await world.github.pulls.saidIn(world.issue.repository, { pull: pull.number, id: review?.id ?? 0 }),
    ).toEqual(["Nice!"]);
    expect(await world.github.pulls.saidIn(world.issue.repository, { pull: pull.number, id: 1 })).toEqual([]);
    expect(await world.github.pulls.openThreads(pull, world.issue, { admittedAt: now(), hear: [] })).toEqual(
      [],
    );
  });

  it.each([false, true])(
    "are answered once when the answer about it is lost (done: %s)",
    async (afterwards) => {
      const { pull, at } = await open();
      await world.hub
        .asUser("ada")
        .review(at, { state: "commented", comments: [{ path: "src/new.ts", line: 1, body: "?" }] });
      const [thread] = await world.github.pulls.openThreads(pull, world.issue, {
        admittedAt: now(),
        hear: [],
      });
      if (thread === undefined) throw new Error("there is no thread");
      world.hub.faults.order({ on: "POST /repos/*/replies", fault: { kind: "drop" }, afterwards });
      await world.github.pulls.answer(
        pull,
        world.issue,
        thread,
        null,
        `${answerMarker(thread.id, null, thread.comments.at(-1)?.id ?? null)}\n!`,
      );
      const replies = world.hub
        .repository(NAME)
        .reviewComments.filter(({ author }) => author === "issuewright[bot]");
      expect(replies).toHaveLength(1);
    },
  );
});
