// What a thread is told of a review that began the work anew.
import { expect, it } from "@jest/globals";
import { directionText } from "../../../src/messages/direction.ts";
import { anAnswer } from "../../support/builders.ts";

it("says that a thread changes what is wanted only to one that does", () => {
  const { course, threadId } = anAnswer("It counts in cents.");
  expect([threadId, 6].map((thread) => directionText(course, thread))).toEqual([
    "Restart: this changes what is wanted (AC1 of v1), so this became part of spec v2, and the change was built afresh. The architect's reason: It counts in cents. To have only the code changed, reply `/ai polish`.",
    "Restart: another thread changes what is wanted (AC1 of v1), so the change follows spec v2 now, and was built afresh.",
  ]);
  const onward = { ...course, isAfresh: false };
  expect(directionText(onward, 6)).toBe(
    "Restart: another thread changes what is wanted (AC1 of v1), so the change follows spec v2 now, and was gone on with, because people's commits are on the branch.",
  );
});
