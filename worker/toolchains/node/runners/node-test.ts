// Node's own test runner, with a reporter of ours in a URL, because a file for it may stand in the way.
import { urlOf } from "./encoded.ts";
import { readEvents } from "./events.ts";
import type { Style } from "./style.ts";

/** Inner tests come before the one around them. A file without tests is told as a test with its path as the name. */
const REPORTER = `
export default async function* (source) {
  let count = 0, inner = [], said = "";
  for await (const { type, data } of source) {
    if (type === "test:stderr") said = (said + data.message).slice(-3000);
    if (type !== "test:pass" && type !== "test:fail") continue;
    const error = data.details.error, cause = error && (error.cause || error);
    const own = inner.filter((each) => each.nesting > data.nesting);
    own.forEach((each) => each.titles.unshift(data.name));
    const isFile = data.nesting === 0 && data.file && data.file.endsWith(data.name);
    const only = own.length > 0 || data.details.type === "suite" || (isFile && type === "test:pass");
    const failedItself = type === "test:fail" && error.failureType !== "subtestsFailed" && !data.todo;
    if (!only || failedItself) inner.push({
      nesting: data.nesting, titles: isFile ? [] : [data.name], file: data.file, line: data.line,
      status: data.skip !== undefined || data.todo !== undefined ? "skipped" : type === "test:pass" ? "passed" : "failed",
      stack: cause && !isFile ? String(cause.stack || "").slice(0, 3000) : "",
      message: !cause ? "" : isFile ? said : String(cause.name || "Error") + ": " + (cause.message || cause),
      why: !error ? "unknown" : error.failureType === "testTimeoutFailure" ? "timeout"
        : cause.code === "ERR_ASSERTION" || cause.name === "AssertionError" ? "assertion" : "unknown" });
    if (data.nesting > 0) continue;
    for (const { nesting, ...each } of inner) { count++; yield JSON.stringify(each) + "\\n"; }
    inner = []; said = "";
  }
  yield JSON.stringify({ end: count }) + "\\n";
}`;

const REPORTER_URL = urlOf(REPORTER);

/** Node takes as many destinations as reporters, in their order; those of the command come after ours. */
function besides(called: string): string {
  if (!called.includes("--test-reporter")) return " --test-reporter=spec --test-reporter-destination=stdout";
  return called.includes("--test-reporter-destination") ? "" : " --test-reporter-destination=stdout";
}

export const nodeTest: Style = {
  name: "node:test",
  packages: null,
  program: /^(?:node|tsx)(?: (?:-\S+|[\w./@-]+(?= -)))*? --test(?![\w-])/,
  valued:
    /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions|--test-name-pattern|--test-skip-pattern|--test-reporter|--test-reporter-destination)$/,
  reporting: (path, called) => ({
    nodeOptions: `--test-reporter=${REPORTER_URL} --test-reporter-destination=${path}${besides(called)}`,
  }),
  only: (files) => files.join(" "),
  byTitle: { option: "--test-name-pattern", beforeFiles: true },
  read: readEvents,
  test: {
    module: { from: "node:test", names: "test", isDefault: true },
    test: (name, body) => `test(${name}, () => {${body}});`,
    wrong: "assert.equal(1, 2);",
    right: "assert.equal(1, 1);",
    throwing: true,
  },
};
