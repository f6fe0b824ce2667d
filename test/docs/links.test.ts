// Every relative link in the documents leads to a file that is there, and every anchor to a heading.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { root } from "../support/source.ts";

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => join("docs", path)),
];
/** The target of each link and image, outside of code. */
const LINK = /\]\(([^)\s]+)\)/g;
const CODE = /^```.*?^```|`[^`\n]*`/gms;

describe("the documents", () => {
  it.each(documents)("link from %s to what is there", (document) => {
    const text = readFileSync(join(root, document), "utf8").replace(CODE, "");
    const targets = [...text.matchAll(LINK)].map(([, target = ""]) => target);
    const broken = targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(document, target));
    expect(broken).toEqual([]);
  });

  it("are all reached from the README", () => {
    const reached = new Set(["README.md"]);
    for (const document of reached) {
      const text = readFileSync(join(root, document), "utf8").replace(CODE, "");
      for (const [, target = ""] of text.matchAll(LINK)) {
        const path = pathOf(document, target.replace(/#.*$/, ""));
        if (path.endsWith(".md") && existsSync(join(root, path))) reached.add(path);
      }
    }
    expect(documents.filter((document) => !reached.has(document))).toEqual([]);
  });
});

function leadsSomewhere(document: string, target: string): boolean {
  const [file = "", anchor] = target.split("#");
  const path = join(root, file === "" ? document : pathOf(document, file));
  if (!existsSync(path)) return false;
  return anchor === undefined || anchorsIn(readFileSync(path, "utf8")).includes(anchor);
}

function pathOf(document: string, target: string): string {
  return relative(root, join(root, dirname(document), target));
}

/** As GitHub makes them of headings. */
function anchorsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
