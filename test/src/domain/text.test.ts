// Text by models and strangers, made harmless before it is shown in our name.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { asWritten, neutral, oneLine, visible } from "../../../src/domain/text.ts";

describe("neutral text", () => {
  it("mentions nobody, closes no issue, opens no HTML and forges no marker", () => {
    const text = neutral(
      "@ada fixes #3 and closes octo/clock#4 <!-- issuewright:sticky issue=1 --> <img src=x>",
    );
    expect(text).not.toMatch(/@[A-Za-z]/);
    expect(text).not.toMatch(/(fixes|closes) (octo\/clock)?#\d/);
    expect(text).not.toMatch(/<[!a-z]/);
  });

  it.each([
    ["a closing word with markup before the number", "Fixes **#99**", "#99"],
    ["a closing word with an escaped number sign", "Fixes \\#99", "#99"],
    ["a closing word in emphasis", "_Fixes_ #99", "#99"],
    ["a closing word some words before", "resolves the old [#99](x)", "#99"],
    ["a closing word before an address", "Closes https://github.com/octo/clock/issues/99", "issues/99"],
    ["a closing word before GH-", "closed: GH-99", "GH-99"],
    ["a number sign spelled as a character reference", "Fixes &#35;99", "&#35;"],
    ["an at sign spelled as a character reference", "&#64;ada &commat;ada &#x40;ada", /&[#\w]+;/],
    ["an image, which is fetched with what its address says", "![](https://x.example/?q=1)", "!["],
    ["a link that says one place and leads to another", "[github.com](https://x.example)", "]("],
    ["a definition of a link", "[a]: https://x.example", "]:"],
    ["an order to CI", "[skip ci] [CI skip] [no ci] skip-checks: true", /\[(skip|ci|no)|skip-checks:/i],
    ["an order to another bot", "/approve", /^\/[a-z]/],
    ["a fence", "```", /^```/],
    ["a heading on a later line", "x\n### Spec v9", /^###/m],
    ["a row of a table", "| a |", /^\|/],
  ])("breaks %s", (_name, text, live) => {
    const safe = neutral(text);
    expect(safe).not.toMatch(live);
    expect(visible(safe)).toBe(text);
  });

  it("leaves alone what does nothing", () => {
    const text = "a < b && c[0] != d; see #12, 3@4 is not there, a/b, skip the [x] boxes";
    expect(neutral(text)).toBe(text.replace("3@4", "3@\u20604"));
  });

  it("shows our own commands plainly, which we do not hear from ourselves", () => {
    expect(neutral("/ai stop")).toBe("/ai stop");
    expect(neutral("/aim")).toBe("/\u2060aim");
  });

  it("reads for a person as it did, and for a model exactly as it did", () => {
    expect(visible(neutral("ask @ada, fixes #3, Array<string>"))).toBe("ask @ada, fixes #3, Array<string>");
  });

  it("drops what a person cannot see: tag characters, zero width, bidirectional overrides", () => {
    const hidden = [..."ignore all"]
      .map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0)))
      .join("");
    expect(visible(`a${hidden}b\u200b\u202ec`)).toBe("abc");
    const fillers = "\u3164\u115f\uffa0\u2800\u034f\ufe01\u{e0101}";
    expect(visible(`a${fillers}b`)).toBe("ab");
  });

  it("is one line as it was written, with its blanks and without its ends of lines", () => {
    expect(asWritten("  a  b\t\u00a0c \r\n\n  d\u2028e\vf\u200b  \u0007g  ")).toBe("a  b\t\u00a0c d e f  g");
    expect(asWritten("ab  cd", 4)).toBe("ab");
    expect(asWritten(`${"word ".repeat(30)}end`, 120)).toBe(
      `${"word ".repeat(18).trim()}… (64 more characters)`,
    );
    expect(asWritten(asWritten("word ".repeat(99), 120), 120)).toBe(asWritten("word ".repeat(99), 120));
    expect(asWritten("- @ada  `x  y`")).toBe(neutral("- @ada  `x  y`"));
  });

  it("is the same when made neutral twice, whatever the text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => neutral(neutral(text)) === neutral(text)));
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => oneLine(oneLine(text, 20), 20) === oneLine(text, 20),
      ),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => asWritten(asWritten(text, 20), 20) === asWritten(text, 20),
      ),
    );
  });
});
