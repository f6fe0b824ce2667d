// What needs a second look, as a maintainer reads it.
import { expect, it } from "@jest/globals";
import type { Remark } from "../../../src/domain/remark.ts";
import { remarkText } from "../../../src/messages/remark.ts";
import { list } from "../../../src/messages/words.ts";
import { aRewritten } from "../../support/builders.ts";

const path = "a.js";
const place = (from: number, to: number) => ({ path, from, to });

it.each<[Remark, string]>([
  [
    { kind: "tests-gone", check: "test", tests: ["adds", "a `b`"] },
    "2 tests passed on the base and did not run on the head: `adds`, `a 'b'`.",
  ],
  [
    { kind: "tests-skipped", check: "test", tests: ["adds"] },
    "1 test passed on the base and is skipped on the head: `adds`.",
  ],
  [{ kind: "disabled-test", path }, "`a.js` gained a test that is skipped, or that runs alone."],
  [{ kind: "lost-assertions", path, lost: 1 }, "`a.js` lost 1 assertion that it had before."],
  [{ kind: "looser-comparison", path }, "`a.js` compares less strictly than before."],
  [
    { kind: "looser-limit", path, limit: "digits" },
    "`a.js` is less strict than before: fewer digits are compared.",
  ],
  [
    { kind: "looser-limit", path, limit: "difference" },
    "`a.js` is less strict than before: a greater difference is allowed.",
  ],
  [{ kind: "looser-limit", path, limit: "time" }, "`a.js` is less strict than before: more time is allowed."],
  [
    { kind: "lenient-script", path, flag: "--passWithNoTests" },
    "`a.js` lets a check pass that would otherwise fail: `--passWithNoTests`.",
  ],
  [{ kind: "silenced-checker", path }, "`a.js` gained a comment that silences a checker."],
  [
    { kind: "rewritten", rewritten: aRewritten() },
    "The change altered what the test `adds` expects (`test/sum.test.js:6`), and no step of the order announces this.",
  ],
  [
    { kind: "not-run", notRun: { kind: "test-file", path, command: "make test-a" } },
    "No check runs the changed test file `a.js`: every check ends the same with an error in it. `make test-a` names it.",
  ],
  [
    {
      kind: "not-run",
      notRun: {
        kind: "code",
        place: { file: path, from: 3, to: 5 },
        condition: "#ifdef A",
        command: "make a",
      },
    },
    "The changed lines `a.js:3-5` are not in what was built and stand behind `#ifdef A`: every check ends the same with an error there. `make a` would build them.",
  ],
  [
    {
      kind: "not-run",
      notRun: { kind: "code", place: { file: path, from: 3, to: 3 }, condition: null, command: null },
    },
    "The changed lines `a.js:3` are not in what was built: every check ends the same with an error there.",
  ],
  [{ kind: "edited-snapshot", path }, "`a.js` holds expected output and was edited."],
  [{ kind: "test-settings", path }, "`a.js` decides how tests are run, and changed."],
  [{ kind: "checker-settings", path }, "`a.js` decides what is checked, and changed."],
  [
    { kind: "in-runners-place", path },
    "`a.js` is loaded in place of a file of the test runner, the language or a package.",
  ],
  [
    { kind: "built-alone", path },
    "`a.js` is made by a build of other files, and none of those is changed: the next build undoes it.",
  ],
  [{ kind: "unseen-characters", path }, "`a.js` gained characters a reader cannot see or takes for others."],
  [{ kind: "executable", path }, "`a.js` can now be executed."],
  [
    { kind: "copied", added: place(1, 6), there: place(20, 25), renamed: false },
    "The added lines `a.js:1-6` repeat `a.js:20-25`.",
  ],
  [
    { kind: "copied", added: place(1, 6), there: place(20, 25), renamed: true },
    "The added lines `a.js:1-6` repeat, with other names or values, `a.js:20-25`.",
  ],
  [{ kind: "stray-files", paths: [path] }, "Files beyond the work order: `a.js`."],
  [
    { kind: "proves-nothing", check: "test", files: [path] },
    "The tests in `a.js`, as the change leaves them, pass without the change (`test`), so they do not prove it.",
  ],
  [{ kind: "base-tests-fail", check: "test" }, "The base's own tests fail against the new code (`test`)."],
  [
    { kind: "binary", path: "a.png" },
    "`a.png` is not shown as text, so nobody reads in the change what became of it.",
  ],
  [{ kind: "only-tests" }, "Only tests are changed, and none of the code that they test."],
])("is said of %j", (remark, text) => {
  expect(remarkText(remark)).toBe(text);
});

it("names ten and counts the rest, however long their names are", () => {
  const many = Array.from({ length: 12 }, (_, i) => `t${i}`);
  expect(remarkText({ kind: "tests-gone", check: "test", tests: many })).toMatch(
    /^12 tests passed .* head: `t0`, .*`t9` and 2 more\.$/,
  );
  const paths = many.map((name) => `${"long/".repeat(80)}/${name}`);
  expect(list([remarkText({ kind: "stray-files", paths })])).toMatch(
    /^- Files beyond .*`…[^`]*\/long\/\/t9` and 2 more\.$/,
  );
});
