// Thanks and praise ask for nothing; whatever may ask for something is no thanks.
import { describe, expect, it } from "@jest/globals";
import { isOnlyThanks } from "../../../src/domain/thanks.ts";

describe("words", () => {
  it.each([
    ...[
      "Thanks!",
      "Thank you!",
      "Thanks, perfect!",
      "LGTM",
      "Looks good to me, thanks",
      "👍",
      "Great work 🎉",
    ],
    ...[
      "Perfect, thank you so much.",
      "Danke!",
      "谢谢",
      ":+1:",
      "+1",
      "Well done",
      "Nice work, thanks a lot",
    ],
  ])("only thank: %s", (text) => {
    expect(isOnlyThanks(text)).toBe(true);
  });

  it.each([
    ...[
      "",
      "Thanks, but rename it",
      "Perfect?",
      "Thanks. Please also handle null.",
      "This is not good",
      "Yes",
      "No",
    ],
    ...[
      "LGTM once the name is changed",
      "Do it now",
      "Great, now do the same for min",
      "Is this right, thanks?",
      "1",
    ],
    ...[
      "It is good",
      "Use a set",
      "thanks for nothing",
      "Fix this now, thanks",
      "Change it, thanks",
      "All of it, thanks",
      "Great! 2 more places have it",
    ],
  ])("may ask for something: %s", (text) => {
    expect(isOnlyThanks(text)).toBe(false);
  });
});
