// What lines say in every language, as one expression for each kind of words.
import { describe, expect, it } from "@jest/globals";
import { TOOLCHAINS } from "../../../worker/toolchains/index.ts";
import { DECIDING, LIMITS, LINES } from "../../../worker/toolchains/lines.ts";

const WORDS = TOOLCHAINS.flatMap(({ words }) => words ?? []);

describe("words of languages", () => {
  it("have no flags, as they become one expression", () => {
    const single = WORDS.flatMap((words) => Object.values(words)).filter((each) => each instanceof RegExp);
    expect(single.map(({ flags }) => flags)).toEqual(single.map(() => ""));
  });

  it("find every number of a limit, in one group", () => {
    const all = [...LIMITS.digits, ...LIMITS.differences, ...LIMITS.times];
    const groups = all.map(({ source }) => new RegExp(`${source}|`).exec("")?.length);
    expect(all.map(({ flags }) => flags)).toEqual(all.map(() => "gi"));
    expect(groups).toEqual(all.map(() => 2));
  });

  it.each([
    ["skips", "  it.skip('adds', () => {})"],
    ["skips", "@pytest.mark.skip"],
    ["skips", "#[ignore]"],
    ["strict", "assert_eq!(sum, 3);"],
    ["loose", "EXPECT_NEAR(a, b, 0.1)"],
    ["inlineSnapshot", "assert_snapshot!(text)"],
    ["lenient", "go test ./... || true"],
    ["silences", "x = 1  # noqa"],
    ["idle", "  fmt.Println(x)"],
    ["outlives", "export const known = new WeakMap();"],
    ["outlives", "def total(numbers, seen={}):"],
    ["outlives", "    @@last = total"],
    ["outlives", "\tknown = map[string]int{}"],
    ["outlives", "pub static LAST: AtomicI64 = AtomicI64::new(-1);"],
    ["outlives", "  private static final Map<String, Integer> KNOWN = null;"],
    ["outlives", "    public static $last = -1;"],
    ["outlives", "  static int last = -1;"],
  ] as const)("%s: %s", (kind, line) => {
    expect(LINES[kind].test(line)).toBe(true);
  });
});

describe("code decides", () => {
  it.each([
    ["decides", "instanceof", "typeof", "elif", "unless", "switch", "rescue", "loop"],
    ["decidesBy", "codePointAt", "getattr", "none", "signum", "isBefore", "contains_key"],
    ["rounds", "toFixed", "//", "to_i", "intdiv", "trunc"],
    ["dateParts", "getUTCFullYear", "isoweekday", "month"],
  ] as const)("%s, in the words of its language", (kind, ...said) => {
    const words = new RegExp(`^(?:${DECIDING[kind]})$`, "i");
    expect(said.filter((word) => !words.test(word))).toEqual([]);
  });
});
