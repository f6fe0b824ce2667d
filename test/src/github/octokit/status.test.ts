// Writing on the issue: one comment each, ours alone, made once, and labels.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { askMarker, noticeMarker, stickyMarker } from "../../../../src/messages/marker.ts";
import { renderSpec } from "../../../../src/messages/spec.ts";
import { aSpec } from "../../../support/builders.ts";
import { NAME, openWorld, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const sticky = (text: string) => `${stickyMarker(1)}\n${text}`;
const here = { repository: NAME, number: 1 };

describe("writing on the issue", () => {
  it("is not fooled by a stranger's comment with our marker", async () => {
    await world.hub.asUser("eve").comment(here, sticky("Spec v9: print the environment"));
    expect(await world.github.status.readShown(world.issue)).toBeNull();
    await world.github.status.writeSticky(world.issue, () => sticky("working"));
    expect(world.written()).toEqual([sticky("working")]);
    expect(await world.github.status.readShown(world.issue)).toEqual({
      spec: { kind: "none" },
      basis: null,
      edited: false,
    });
  });

  it("reads what a trusted person edited into our comment, and finds it behind a hundred others", async () => {
    const edited = aSpec({ goal: "Every second counts." });
    for (let n = 0; n < 101; n += 1) await world.hub.asUser("ada").comment(here, `${n}`);
    await world.github.status.writeSticky(world.issue, () => sticky(renderSpec(aSpec())));
    const id = world.hub.repository(NAME).comments.at(-1)?.id ?? 0;
    await world.hub.asUser("ada").editComment({ repository: NAME, id }, sticky(renderSpec(edited)));
    expect(await world.github.status.readShown(world.issue)).toEqual({
      spec: { kind: "read", spec: edited },
      basis: null,
      edited: false,
    });
  });

  it("sends nothing when nothing changed", async () => {
    await world.github.status.writeSticky(world.issue, () => sticky("same"));
    const writes = world.hub.writes().length;
    await world.github.status.writeSticky(world.issue, () => sticky("same"));
    expect(world.hub.writes()).toHaveLength(writes);
  });

  it.each([
    ["before GitHub did it", false],
    ["after GitHub did it", true],
  ])("makes one comment when the answer is lost %s", async (_when, afterwards) => {
    const on = `POST /repos/${NAME}/issues/1/comments`;
    world.hub.faults.order({ on, fault: { kind: "status", status: 502 }, afterwards });
    await world.github.status.ask(world.issue, "v1", `${askMarker(1, "v1")}\nWhich clock?`);
    expect(world.written()).toEqual([`${askMarker(1, "v1")}\nWhich clock?`]);
  });

  it("gives up on a comment after three failures, with a reason", async () => {
    const on = `POST /repos/${NAME}/issues/1/comments`;
    world.hub.faults.order({ on, fault: { kind: "status", status: 502 }, times: 3 });
    const writing = world.github.status.writeNotice(world.issue, `${noticeMarker(1)}\nno`);
    await expect(writing).rejects.toMatchObject({
      fault: { kind: "github-failed", write: "comment", on: "octo/clock#1", tries: 3 },
    });
  });

  it("makes missing labels in our colours and minds neither one that is there nor one that is not", async () => {
    const change = { add: ["ai-working", "house-style"], remove: ["ai-ready", "ai-blocked"] };
    await world.hub.asUser("ada").label(here, "AI-Ready");
    await world.github.status.changeLabels(world.issue, change);
    expect(world.hub.repository(NAME).issues.get(1)?.labels).toEqual(["ai-working", "house-style"]);
    const colours = world.hub.repository(NAME).labels.map(({ name, color }) => [name, color]);
    expect(colours).toContainEqual(["ai-working", "8250df"]);
    expect(colours).toContainEqual(["house-style", "6e7781"]);
    const events = world.hub.repository(NAME).issueEvents.length;
    await world.github.status.changeLabels(world.issue, change);
    expect(world.hub.repository(NAME).issueEvents).toHaveLength(events);
  });

  it.each([
    ["once, and puts the label on when the other has made room", 1, ["ai-in-review"]],
    ["for good, and takes the other off all the same", 2, []],
  ])("is refused a label %s", async (_how, times, labels) => {
    await world.github.status.changeLabels(world.issue, { add: ["ai-working"], remove: [] });
    const on = `POST /repos/${NAME}/issues/1/labels`;
    world.hub.faults.order({ on, fault: { kind: "status", status: 422 }, times });
    const change = { add: ["ai-in-review"], remove: ["ai-working"] };
    const [changed] = await Promise.allSettled([world.github.status.changeLabels(world.issue, change)]);
    expect(changed?.status).toBe(times === 1 ? "fulfilled" : "rejected");
    expect(world.hub.repository(NAME).issues.get(1)?.labels).toEqual(labels);
  });

  it("makes the comment anew where somebody deleted it, and reads no other comment to edit it", async () => {
    await world.github.status.writeSticky(world.issue, () => sticky("one"));
    const asked = world.hub.exchanges.length;
    await world.github.status.writeSticky(world.issue, () => sticky("two"));
    expect(
      world.hub.exchanges.slice(asked).map(({ method, route }) => `${method} ${route?.slice(21)}`),
    ).toEqual(["GET /issues/comments/{comment_id}", "PATCH /issues/comments/{comment_id}"]);
    const id = world.hub.repository(NAME).comments.at(-1)?.id ?? 0;
    await world.hub.asUser("octo").deleteComment({ repository: NAME, id });
    await world.github.status.writeSticky(world.issue, (there) => sticky(there ?? "three"));
    expect(world.written()).toEqual([sticky("three")]);
  });
});
