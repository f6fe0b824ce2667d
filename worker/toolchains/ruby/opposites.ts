// Assertions of RSpec and Minitest and their opposites.
import type { Opposites } from "../opposites.ts";

const RAISES = /assert_raises?|must_raise/;

export const opposites: Opposites = {
  names: [
    [/\bassert(?=[_\s(])/, () => "refute"],
    [/\brefute(?=[_\s(])/, () => "assert"],
    [/[)}]\.(?:to_not|not_to)\b/, (found) => `${found.slice(0, 1)}.to`],
    [/[)}]\.to\b/, (found) => `${found.slice(0, 1)}.not_to`],
    [/\bmust_(?=[a-z])/, () => "wont_"],
    [/\bwont_(?=[a-z])/, () => "must_"],
  ],
  raises: [
    {
      names:
        /\b(?:assert_raises?|must_raise)\b(?:\s*\([^()]*\)|\s+[A-Z][\w:]*(?:,\s*[A-Z][\w:]*)*)?|\bassert_nothing_raised\b/,
      opposite: (found) => `${RAISES.exec(found)?.[0] ?? "assert_raise"}(Class.new(StandardError))`,
    },
    { names: /\.to(?=[ (]+raise_(?:error|exception)\b)/, opposite: () => ".not_to" },
    { names: /\.(?:not_to|to_not)(?=[ (]+raise_(?:error|exception)\b)/, opposite: () => ".to" },
    { names: /\bassert_raise_(?:kind_of|message|with_message)\b/ },
  ],
  unequal: { names: /\bassert_equal\b|[)}]\.to eql?\b/, value: "Object.new" },
  ofOne: /^(?:assert|refute)(?:_nil|_empty)?[ (]/,
  differs: /^(?:refute|wont_)|\.(?:not_to|to_not)|!=/,
};
