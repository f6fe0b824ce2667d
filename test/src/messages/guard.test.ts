// Why a change may not be published, as a maintainer reads it.
import { expect, it } from "@jest/globals";
import type { GuardFault } from "../../../src/domain/guard-fault.ts";
import { guardReason, guardRemedy } from "../../../src/messages/guard.ts";

const path = "a.js";
const faults: GuardFault[] = [
  { kind: "too-many-files", files: 201, limit: 200 },
  { kind: "too-many-lines", added: 5001, limit: 5000 },
  { kind: "large-file", path, bytes: 3_145_728, limit: 2_097_152 },
  { kind: "forbidden-path", path },
  { kind: "protected-path", path },
  { kind: "script", path, tool: "npm", byItself: ["prepare"], forTests: ["test", "pretest"] },
  { kind: "submodule", path },
  { kind: "symbolic-link", path },
  { kind: "git-directory", path },
  { kind: "odd-path", path },
  { kind: "unseen-path", path },
  { kind: "unportable-path", path },
  { kind: "colliding-path", path, other: "A.js" },
  { kind: "turned-binary", path, offset: 6 },
  { kind: "lost-bytes", path, line: 3 },
  { kind: "unseen-character", path, line: 4, character: "U+2028", what: "line-end" },
  { kind: "look-alike", path, line: 5, word: "sum" },
  { kind: "secret", path, what: "AWSSecretAccessKey" },
];

it("names every reason", () => {
  expect(guardReason(faults).split("; ")).toEqual([
    "the change may not be published: it changes 201 files, but at most 200 are allowed",
    "it adds 5001 lines, but at most 5000 are allowed",
    "`a.js`: it has 3,145,728 bytes, but at most 2,097,152 bytes are allowed",
    "`a.js`: a change may not touch files that decide what runs with your credentials",
    "`a.js`: the path is protected",
    "`a.js`: it changes what npm runs by itself (`prepare`), and what `npm test` runs (`test`, `pretest`)",
    "`a.js`: a change may not touch submodules",
    "`a.js`: a change may not make symbolic links",
    "`a.js`: the path leads into git's own directory",
    "`a.js`: the path has an empty part, `.` or `..`",
    "`a.js`: the path has characters that a reader cannot see or takes for others",
    "`a.js`: Windows cannot make a file of this name",
    "`a.js`: some file systems take the path for `A.js`",
    "`a.js`: it is a text file, and byte 7 is a NUL, behind which nobody reads",
    "`a.js`: line 3 gained U+FFFD, which stands where bytes were lost",
    "`a.js`: line 4 has a character that ends a line for some programs and not for a reader (U+2028)",
    "`a.js`: line 5 has `sum`, whose letters are taken for others",
    "`a.js`: it looks like a secret (AWSSecretAccessKey)",
  ]);
});

it("says each remedy once", () => {
  expect(guardRemedy(faults, "github").split(". ")).toEqual([
    "Split the issue into smaller ones, each with its own label",
    "List large files that tools make in `.gitignore` on the default branch, and add by hand those that the change needs",
    "Make this part of the change by hand",
    "Ask for `a.js` to stay as it is, or name it under `allow:` in .github/issuewright.yml",
    "Choose another path",
    "Keep text files as text, in the encoding that they have",
    "Write the character as an escape, or leave it out",
    "Write each word in the letters of one script",
    "If it is a made-up value for a test, make it look like one",
  ]);
});

it("speaks of files where there are no labels", () => {
  expect(guardRemedy(faults.slice(0, 1), "folder")).toBe(
    "Split the issue into smaller ones, each in a file of its own",
  );
});
