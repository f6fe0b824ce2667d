// Which paths of a tree may be meant by one that is not in it.
import { expect, it } from "@jest/globals";
import { likePaths } from "../../../src/domain/near-path.ts";

const tree = [
  "lib/schemes.js",
  "lib/README.md",
  "lib/part1.js",
  "lib/part3.js",
  "test/schemes.test.js",
  "a.js",
];

it.each<[path: string, like: string[], why: string]>([
  ["lib/scheme.js", ["lib/schemes.js"], "a letter too few"],
  ["lib/schenes.js", ["lib/schemes.js"], "another letter"],
  ["lib/Schemes.js", ["lib/schemes.js"], "case"],
  ["lib/readme.md", ["lib/README.md"], "case of all letters"],
  ["lib/schemes.ts", ["lib/schemes.js"], "another ending"],
  ["src/schemes.js", ["lib/schemes.js"], "a folder that is not there"],
  ["lib/schemes.js", [], "it is there"],
  ["lib/schemes.test.js", [], "a test of it"],
  ["lib/part2.js", [], "another number"],
  ["b.js", [], "a short name"],
  ["test/README.md", [], "a folder that is there"],
  ["lib/renderer.js", [], "nothing like it"],
])("%s may mean %j: %s", (path, like) => {
  expect(likePaths(path, tree)).toEqual(like);
});
