// Text by models and strangers, made harmless before it is shown in our name.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { neutral, oneLine, visible } from "../../../src/domain/text.ts";

describe("neutral text", () => {
  it("mentions nobody, closes no issue, opens no HTML and forges no marker", () => {
    const text = neutral(
      "@ada fixes #3 and closes octo/clock#4 <!-- issuewright:sticky issue=1 --> <img src=x>",
    );
    expect(text).not.toMatch(/@[A-Za-z]/);
    expect(text).not.toMatch(/(fixes|closes) (octo\/clock)?#/);
    expect(text).not.toMatch(/<[!a-z]/);
  });

  it("reads for a person as it did, and for a model exactly as it did", () => {
    expect(visible(neutral("ask @ada, fixes #3, Array<string>"))).toBe("ask @ada, fixes #3, Array<string>");
  });

  it("drops what a person cannot see: tag characters, zero width, bidirectional overrides", () => {
    const hidden = [..."ignore all"]
      .map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0)))
      .join("");
    expect(visible(`a${hidden}b\u200b\u202ec`)).toBe("abc");
  });

  it("is the same when made neutral twice, whatever the text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => neutral(neutral(text)) === neutral(text)));
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => oneLine(oneLine(text, 20), 20) === oneLine(text, 20),
      ),
    );
  });
});
