// The hidden lines by which we find our own writing, and what they tell us.
import { describe, expect, it } from "@jest/globals";
import {
  answerMarker,
  hasMarker,
  pullMarker,
  readAnswer,
  readBuiltSpec,
  readRound,
  stickyMarker,
} from "../../../src/messages/marker.ts";

describe("a marker", () => {
  it("is found on the first line alone", () => {
    const marker = stickyMarker(12);
    expect(hasMarker(`${marker}\r\ntext`, marker)).toBe(true);
    expect(hasMarker(`> quoted\n${marker}`, marker)).toBe(false);
    expect(hasMarker(stickyMarker(121), marker)).toBe(false);
  });

  it.each([
    ["says which version of the spec was built", `${pullMarker(12, 3)}\nA summary.`, 3],
    ["of another issue says nothing", pullMarker(13, 3), null],
    ["without a version, as older ones are, says nothing", "<!-- issuewright:pull issue=12 -->", null],
    ["below other text says nothing", `A summary.\n${pullMarker(12, 3)}`, null],
    ["that a person took away says nothing", "", null],
  ])("of a pull request %s", (_name, body, version) => {
    expect(readBuiltSpec(body, 12)).toBe(version);
  });

  it.each([
    [
      "says thread and commit",
      `${answerMarker(7, "c0ffee", null)}\nDone.`,
      { threadId: 7, commitSha: "c0ffee", upTo: null },
    ],
    ["says that no commit was made", answerMarker(7, null, 9), { threadId: 7, commitSha: null, upTo: 9 }],
    ["below other text says nothing", `Done.\n${answerMarker(7, null, null)}`, null],
    ["of another kind says nothing", pullMarker(12, 3), null],
  ])("of an answer %s", (_name, body, read) => {
    expect(readAnswer(body)).toEqual(read);
  });

  it("of a pull request says its round of review, and how large the change was before the first", () => {
    const round = { number: 3, first: { source: 12, tests: 30 } };
    const bodies = [round, { number: 1, first: null }].map(
      (each) => `${pullMarker(12, 3, each)}\nA summary.`,
    );
    expect(bodies.map((body) => [readRound(body, 12), readBuiltSpec(body, 12)])).toEqual([
      [round, 3],
      [{ number: 1, first: null }, 3],
    ]);
    const older = "<!-- issuewright:pull issue=12 spec=3 -->";
    expect([readRound(older, 12), readBuiltSpec(older, 12), readRound(bodies[0] ?? "", 13)]).toEqual([
      null,
      3,
      null,
    ]);
  });
});
