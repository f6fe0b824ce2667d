// Jasmine, with a reporter of ours that stands outside of the repository.
import { readEvents } from "./events.ts";
import { program, type Style } from "./style.ts";

/** It may hold no single quote. What fails around the tests is told under the title of its suite. */
const reporter = (path: string) => `
import fs from "node:fs";
let count = 0;
const file = fs.openSync("${path}", "w");
const suites = [];
const matched = (each) => each.matcherName !== "" || each.code === "ERR_ASSERTION";
const told = (result, status, titles) => {
  count++;
  const failures = result.failedExpectations, first = failures[0];
  const message = failures.map((each) => each.message).join("\\n").slice(0, 3000);
  const why = !first ? "unknown" : /^Error: Timeout - Async function did not complete/.test(first.message) ? "timeout"
    : matched(first) ? "assertion" : "unknown";
  const stack = first ? String(first.stack || "").slice(0, 3000) : "";
  fs.writeSync(file, JSON.stringify({ titles, file: result.filename || "", status, message, why, stack }) + "\\n");
  process.stdout.write(status + ": " + titles.join(" > ") + (first ? "\\n" + message + "\\n" + first.stack : "") + "\\n");
};
export default class {
  suiteStarted(result) { suites.push(result.description); }
  specDone(result) {
    const status = result.status === "passed" || result.status === "failed" ? result.status : "skipped";
    told(result, status, [...suites, result.description]);
  }
  suiteDone(result) {
    if (result.failedExpectations.length > 0) told(result, "failed", [...suites, "around its tests"]);
    suites.pop();
  }
  jasmineDone(result) {
    if (result.failedExpectations.length > 0) told(result, "failed", ["around the tests"]);
    fs.writeSync(file, JSON.stringify({ end: count }) + "\\n");
  }
}`;

export const jasmine: Style = {
  name: "jasmine",
  packages: "jasmine(?:-core)?",
  mains: "jasmine/bin/jasmine[.]js",
  program: program("jasmine"),
  valued: /^(?:--(?:config|filter|filter-path|helper|require|reporter|seed))$/,
  reporting: (path) => ({
    prepare: `printf %s '${reporter(path)}' > ${path}.mjs`,
    options: `--reporter=${path}.mjs`,
  }),
  only: (files) => files.join(" "),
  byTitle: { option: "--filter" },
  read: readEvents,
  test: {
    module: null,
    test: (name, body) => `it(${name}, () => {${body}});`,
    wrong: "expect(1).toBe(2);",
    right: "expect(1).toBe(1);",
    throwing: false,
  },
};
