// What becomes of a thread where the coder has no words for it.
import { expect, it } from "@jest/globals";
import { NOTHING_SAID } from "../../../../worker/roles/done.ts";
import { isSettled, threadAnswer } from "../../../../worker/run/decisions/thread-answers.ts";
import { aThread } from "../../../support/builders.ts";

it("a thread on lines is neither settled nor told of a disagreement by an empty text", () => {
  const thread = aThread({ id: 70 });
  for (const disagrees of [false, true]) {
    const answers = [{ thread: 70, text: "", by: null, disagrees, asksNothing: true }];
    const done = { ...NOTHING_SAID, answers };
    const answer = threadAnswer(thread, { done, mended: () => null, standing: [] });
    expect(answer).toEqual({ kind: "done", said: null, mended: null });
    expect(isSettled(thread, answer, [thread.path ?? ""])).toBe(false);
  }
});
