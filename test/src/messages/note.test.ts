// What people should know of a run besides how it ended.
import { expect, it } from "@jest/globals";
import type { Note } from "../../../src/domain/note.ts";
import { noteText } from "../../../src/messages/note.ts";
import { ON_GITHUB } from "../../../src/messages/remedy.ts";

const NOTES: Note[] = [
  { kind: "begun-again", times: 2 },
  { kind: "spec-unreadable", said: "criteria: too small" },
  { kind: "submodules-empty", paths: ["vendor/part"] },
  { kind: "submodules-empty", paths: ["a", "b", "c", "d", "e", "f", "g"] },
  { kind: "names-not-text", files: 3 },
  { kind: "lfs-pointers" },
  { kind: "history-cut", commits: 100 },
  { kind: "continued-from-people", commits: 1 },
  { kind: "folders-unchecked", folders: [{ folder: "api", toolchain: "python" }] },
  { kind: "in-runners-way", paths: ["pytest.py"] },
  { kind: "checks-guessed", commands: ["node --test"] },
  {
    kind: "version-not-had",
    program: "Go",
    from: "go.mod",
    asked: "1.99",
    image: "golang:1.99",
    had: "1.24.0",
  },
  { kind: "version-not-had", program: "Go", from: "go.mod", asked: "1.99", image: null, had: null },
  { kind: "threads-not-answered", threads: 1 },
  { kind: "pull-not-described" },
  {
    kind: "text-not-shown",
    hidden: [
      { kind: "comment", count: 2 },
      { kind: "collapsed", count: 1 },
    ],
  },
  { kind: "begun-afresh", paths: ["src/sum.js"] },
  { kind: "edited-since-admission" },
  { kind: "spec-edited" },
  { kind: "edited-meanwhile" },
  { kind: "check-run-not-granted" },
];

it("says each note in words", () => {
  expect(NOTES.map((note) => noteText(note, ON_GITHUB))).toMatchInlineSnapshot(`
[
  "started again after 2 interruptions",
  "the spec on the issue could not be read (criteria: too small), so it was written again",
  "Submodules were not fetched, so their folders are empty: \`vendor/part\`. \`submodules: true\` in \`.github/issuewright.yml\` has those fetched that are public on this GitHub.",
  "Submodules were not fetched, so their folders are empty: \`a\`, \`b\`, \`c\`, \`d\`, \`e\` and 2 more. \`submodules: true\` in \`.github/issuewright.yml\` has those fetched that are public on this GitHub.",
  "3 file names are not UTF-8: the files are there but cannot be named.",
  "Files kept in Git LFS are not fetched: pointer files stand in their place.",
  "The repository is large, so only the newest 100 commits of its history are there.",
  "The branch holds 1 commit by people; the run continued from them.",
  "No check runs the tests in \`api/\`: name their commands under \`checks:\` in \`.github/issuewright.yml\`.",
  "The test runner loads these files of the repository in place of its own: \`pytest.py\`.",
  "Nothing in the repository says how its tests are run, so this was a guess: \`node --test\`. Name the right command under \`checks:\` in \`.github/issuewright.yml\`.",
  "\`go.mod\` asks for Go \`1.99\`, and everything ran on 1.24.0: write \`image: golang:1.99\` in \`.github/issuewright.yml\`.",
  "\`go.mod\` asks for Go \`1.99\`, and everything ran on another version: name an image with that version under \`image:\` in \`.github/issuewright.yml\`.",
  "1 thread of the review could not be answered: deleted meanwhile, or GitHub did not take the answer.",
  "GitHub did not take the new text of the pull request: it is that of the commit before.",
  "Not read, because GitHub does not show it: 2 HTML comments, 1 collapsed part.",
  "The base changed beneath this run (\`src/sum.js\`), so it was planned and built afresh on the newest commit.",
  "The issue was edited after the run was asked for; the run read the newer text.",
  "The spec was edited while this run went on; the edit is the next version. To build it, comment \`/ai retry\`.",
  "The issue was edited while the run went on: this change is built from the text before.",
  "The evidence is not shown as a check run, because this installation does not grant \`checks: write\`: an owner can accept it on the app's installation page.",
]
`);
});
