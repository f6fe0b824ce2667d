// What GitHub does not show of a text reaches no model, and what it shows does.
import { describe, expect, it } from "@jest/globals";
import { shownText } from "../../../src/domain/hidden-text.ts";

describe("text that GitHub does not show", () => {
  it.each([
    ["a comment", "a <!-- SECRET --> b", "comment"],
    ["a comment over lines", "a\n<!--\n\nSECRET\n\n-->\nb", "comment"],
    ["a comment without an end", "a\n\n<!-- SECRET\n\nmore", "comment"],
    ["a comment in a quotation", "> a\n> <!-- SECRET -->\n", "comment"],
    ["a comment behind an escaped backtick", "\\`<!-- SECRET -->`", "comment"],
    ["a comment behind code that another line begins", "`a\n`<!-- SECRET -->`", "comment"],
    ["a comment between a heading's backticks and others", "# ``\na <!-- SECRET --> ``", "comment"],
    ["a comment behind a backtick within a tag", '<a href="`">x</a> `a` <!-- SECRET --> `', "comment"],
    ["a comment behind a fence that ended with its quotation", "> ```\n<!-- SECRET -->\n", "comment"],
    ["a comment behind a fence that ended with its item", "- ```\n\n<!-- SECRET -->\n", "comment"],
    ["a comment behind what only looks like a fence", "    ```\n<!-- SECRET -->\n", "comment"],
    ["an instruction", "a <?php SECRET ?> b", "comment"],
    ["a declaration", "a <!DOCTYPE SECRET> b", "comment"],
    [
      "a collapsed part",
      "<details><summary>log</summary>\n\nSECRET\n\n```\nSECRET\n```\n\n</details>\n",
      "collapsed",
    ],
    ["a collapsed part in an open one", "<details open>\n<details>SECRET</details></details>", "collapsed"],
    ["a collapsed part without an end", "<DETAILS>\nSECRET", "collapsed"],
    ["a definition", "[//]: # (SECRET)\n", "definition"],
    ["a definition that goes on", "[a]:\n/url\n'SECRET\nSECRET'\n\nb", "definition"],
    ["a definition in a quotation", "> [a]: /url 'SECRET'", "definition"],
    ["an attribute", 'a <b title="SECRET > SECRET">c</b>', "attribute"],
    ["the other text of an image", "![SECRET](a.png)", "attribute"],
    ["one with brackets", "![a [SECRET] b](a.png)", "attribute"],
    ["the title of a link", 'see [this](a.md "SECRET")', "attribute"],
  ])("is left out and told of: %s", (_name, markdown, kind) => {
    const { text, hidden } = shownText(markdown);
    expect(text).not.toContain("SECRET");
    expect(hidden.map((each) => each.kind)).toContain(kind);
  });

  it("counts characters that nobody sees", () => {
    expect(shownText("a\u200bb\u202e").hidden).toEqual([{ kind: "unseen-character", count: 2 }]);
  });
});

describe("text that GitHub shows", () => {
  it.each([
    ["plain text", "# A\n\nb **c** a < b && c > d\n\n- [ ] e\n"],
    ["inline code", "Use `<!-- x -->` and ``<a title=`x`>`` here"],
    ["fenced code", "a\n\n```html\n<!-- x -->\n\n[a]: b\n<details>\n```\n\nb"],
    ["fenced code in an item", "1. a\n\n   ```html\n   <!-- x -->\n   ```\n2. b"],
    ["fenced code with tildes in a quotation", "> ~~~\n> <!-- x -->\n> ~~~"],
    ["generic types", "Array<string> is not Map<K, V>"],
    ["a comment that never ends in a line", "a <!-- b"],
    ["links and images", "[a](b.md) ![](c.png)"],
  ])("stays as it is: %s", (_name, markdown) => {
    expect(shownText(markdown)).toEqual({ text: markdown, hidden: [] });
  });

  it("stays where a part is open, and what a collapsed part says of itself", () => {
    expect(shownText("<details open>\nlog\n</details>").text).toBe("\nlog\n");
    expect(shownText("<details><summary>the log</summary>x</details> end").text).toBe("the log end");
  });

  it.each([
    "<!--",
    "[",
    "![",
    "`",
    "a`",
    "<a ",
    '<a b="',
    "> ",
    "- ",
    "1. ",
    "<details>",
    "[a]: ",
    "](a '",
    "<!-- -->",
    "\\`",
    "``` \n",
    " ",
    "&nbsp;\n",
  ])("is found in time that grows with its length among repeated %j", (piece) => {
    expect(shownText(piece.repeat(60_000)).text.length).toBeLessThanOrEqual(piece.length * 60_000);
  });
});
