// Assertions of RSpec and Minitest and their opposites.
import type { Opposites } from "../language.ts";

export const opposites: Opposites = {
  names: [
    [/\bassert(?=[_\s(])/, () => "refute"],
    [/\brefute(?=[_\s(])/, () => "assert"],
    [/[)}]\.(?:to_not|not_to)\b/, (found) => `${found.slice(0, 1)}.to`],
    [/[)}]\.to\b/, (found) => `${found.slice(0, 1)}.not_to`],
    [/\bmust_(?=[a-z])/, () => "wont_"],
    [/\bwont_(?=[a-z])/, () => "must_"],
  ],
  unequal: { names: /\bassert_equal\b|[)}]\.to eql?\b/, value: "Object.new" },
  differs: /^(?:refute|wont_)|\.(?:not_to|to_not)|!=/,
};
