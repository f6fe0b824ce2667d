// Each picture of the documents is made by script/pictures, and shown by a document.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { documents } from "../support/shell-blocks.ts";
import { root } from "../support/source.ts";

const pictures = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((path) =>
  /\.(png|jpe?g|gif|webp|svg)$/.test(path),
);

it("each picture of the documents is made by a script", () => {
  const script = readFileSync(join(root, "script/pictures.ts"), "utf8");
  const made = [...script.matchAll(/await keep\(\w+, "([a-z-]+)"\)/g)].map(
    ([, name]) => `pictures/${name}.png`,
  );
  expect(pictures.sort()).toEqual(made.sort());
});

it("each picture is shown by a document", () => {
  const text = documents.map((path) => readFileSync(join(root, path), "utf8")).join("\n");
  expect(pictures.filter((path) => !text.includes(path))).toEqual([]);
});
