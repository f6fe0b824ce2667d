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
    [
      "a comment within HTML, in what looks like a fence",
      "<div>\n```\n<!-- SECRET -->\n```\n</div>\n",
      "comment",
    ],
    ["a comment within HTML, in what looks like code", "<span>\n`<!-- SECRET -->`\n</span>\n", "comment"],
    ["a comment within HTML, behind a backslash", "<div>\n\\<!-- SECRET -->\n</div>\n", "comment"],
    [
      "a comment in preformatted HTML, behind a blank line",
      "<pre>\n\n    <!-- SECRET -->\n</pre>",
      "comment",
    ],
    ["a comment without an end in HTML", "<div>\n<!-- SECRET\n</div>", "comment"],
    ["a comment between cells", "| a | b |\n|---|---|\n| ` | <!-- SECRET --> ` |\n", "comment"],
    ["a footnote that nothing refers to", "a\n\n[^x]: SECRET words\n\n    SECRET\n\nb", "definition"],
    ["a footnote that begins within a paragraph", "a\n[^x]: SECRET words\nSECRET\n", "definition"],
    ["a footnote that only code refers to", "a `[^x]` \\[^x]\n\n[^x]: SECRET words", "definition"],
    ["a definition behind a heading", "# a\n[x]: SECRET\n", "definition"],
    ["a definition in an item", "- [x]: SECRET\n", "definition"],
    ["what stands in for ruby text", "<ruby>a<rp>SECRET</rp></ruby>", "element"],
    ["a template over blocks", "<template>\n\nSECRET\n\n```\nSECRET\n```\n\n</template>", "element"],
    ["a style", "<style>\nSECRET {}\n</style>", "element"],
    [
      "a collapsed part that a table keeps from ending",
      "<details><table></details>SECRET</table></details>",
      "collapsed",
    ],
    ["the title of an image in a tag", '<img src="a.png" title="SECRET">', "attribute"],
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
  it("stays where only the attributes would hide it", () => {
    expect(shownText('<p hidden style="display:none">a</p>').text).toBe("<p>a</p>");
  });

  it.each([
    ["plain text", "# A\n\nb **c** a < b && c > d\n\n- [ ] e\n"],
    ["inline code", "Use `<!-- x -->` and ``<a title=`x`>`` here"],
    ["fenced code", "a\n\n```html\n<!-- x -->\n\n[a]: b\n<details>\n```\n\nb"],
    ["fenced code in an item", "1. a\n\n   ```html\n   <!-- x -->\n   ```\n2. b"],
    ["fenced code with tildes in a quotation", "> ~~~\n> <!-- x -->\n> ~~~"],
    ["generic types", "Array<string> is not Map<K, V>"],
    ["a comment that never ends in a line", "a <!-- b"],
    ["what looks like a definition within a paragraph", "it says\n[error]: no such file\n"],
    ["a footnote that the text refers to", "a[^Note]\n\n[^note]: because\n\n    and so on\n"],
    ["a footnote that is an address", "a[^1]\n\n[^1]: https://example.com\n"],
    ["indented code", "a\n\n    <!-- x -->\n    <details>\n"],
    ["what hides nothing on GitHub", "<div>\na\n</div>"],
    ["elements by their names alone", "the <template> and the <style> of a page"],
    ["a table", "| a | b |\n|---|---|\n| `x` | y |\n"],
    ["headings, rules and lists", "A\n===\n\n---\n\n1. a\n   - b\n2. c\n\n> q\n>\n> r"],
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
    "[^a",
    "[^a]: b\n",
    "<div>\n",
    "<table>",
    "<rp>",
    "\\`",
    "``` \n",
    " ",
    "&nbsp;\n",
  ])("is found in time that grows with its length among repeated %j", (piece) => {
    expect(shownText(piece.repeat(60_000)).text.length).toBeLessThanOrEqual(piece.length * 60_000);
  });
});
