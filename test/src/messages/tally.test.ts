// The evidence in a few words, as the title of a check run says it.
import { expect, it } from "@jest/globals";
import { tallyText } from "../../../src/messages/tally.ts";
import { aTally } from "../../support/builders.ts";

it("counts what is proven, and names the rest only where there is any", () => {
  expect(tallyText(aTally({ criteria: 1, proven: 1, held: 0, unseen: 0, lookTwice: 0 }))).toBe(
    "1 of 1 criterion proven",
  );
  expect(tallyText(aTally({ criteria: 6, proven: 1, held: 2, unseen: 3, lookTwice: 1 }))).toBe(
    "1 of 6 criteria proven, 2 also pass without the change, 3 not seen to fail without the change, 1 point needs a second look",
  );
  expect(tallyText({ kind: "broken", broken: 1, checks: 2 })).toBe("1 of 2 checks broken");
});
