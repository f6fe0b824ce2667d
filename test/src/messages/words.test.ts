// Small words: money.
import { expect, it } from "@jest/globals";
import { amount, money } from "../../../src/messages/words.ts";

it("says what was spent in cents, and a limit as it was set", () => {
  expect([null, 0, 0.0004, 0.0432, 0.1, 12].map(money)).toEqual([
    "price unknown",
    "$0.00",
    "under $0.01",
    "$0.04",
    "$0.10",
    "$12.00",
  ]);
  expect([0.0005, 0.05, 5].map((limit) => amount("usd", limit))).toEqual(["$0.0005", "$0.05", "$5.00"]);
});
