// Which pictures a text shows.
import { describe, expect, it } from "@jest/globals";
import { picturesIn } from "../../../src/domain/hidden-text/pictures.ts";
import { pictureLinks } from "../../../src/domain/picture.ts";

const UPLOAD = "https://github.com/user-attachments/assets/0bec7adc-52c5-432f-bca7-c9a3186649b4";

describe("the pictures that a text shows", () => {
  it.each<[what: string, text: string, addresses: string[]]>([
    ["one in markdown", `So it looks: ![Image](${UPLOAD})`, [UPLOAD]],
    [
      "one as GitHub's text box writes it",
      `<img width="575" height="9" alt="Image" src="${UPLOAD}" />`,
      [UPLOAD],
    ],
    ["one in a paragraph of HTML", `<p align="center">\n<img src='${UPLOAD}'>\n</p>`, [UPLOAD]],
    ["one in a link", `[![build](${UPLOAD})](https://ci.example)`, [UPLOAD]],
    [
      "several in a table",
      `| before | after |\n|---|---|\n| ![a](one.png) | ![b](two.png) |`,
      ["one.png", "two.png"],
    ],
    [
      "a signed address",
      '<img src="https://x.example/a.png?a=1&amp;b=2">',
      ["https://x.example/a.png?a=1&b=2"],
    ],
    ["none in code", `\`![a](${UPLOAD})\`\n\n    ![a](b.png)\n\n\`\`\`\n<img src="c.png">\n\`\`\``, []],
    ["none in a comment", `<!-- ![a](${UPLOAD}) -->\n<!-- <img src="a.png"> -->`, []],
    ["none in a collapsed part", `<details><summary>More</summary>\n\n![a](${UPLOAD})\n\n</details>`, []],
    ["no link to a picture", `[a picture](${UPLOAD}) and ${UPLOAD}`, []],
  ])("finds %s", (_what, text, addresses) => {
    expect(picturesIn(text)).toEqual(addresses);
  });

  it("tells where each is, and names one that comes again once", () => {
    const comment = (id: number, text: string) => ({ id, author: "ada", at: "2026-01-01T00:00:00Z", text });
    const ticket = { body: "![a](one.png)", comments: [comment(7, "![a](two.png) ![b](one.png)")] };
    const threads = [
      { kind: "thread" as const, comments: [comment(8, "![c](three.png)")] },
      { kind: "review-body" as const, comments: [comment(9, "![d](four.png)")] },
    ];
    expect(pictureLinks(ticket, threads)).toEqual([
      { address: "one.png", in: { kind: "issue" } },
      { address: "two.png", in: { kind: "comment", id: 7 } },
      { address: "three.png", in: { kind: "review-comment", id: 8 } },
      { address: "four.png", in: { kind: "review", id: 9 } },
    ]);
  });
});
