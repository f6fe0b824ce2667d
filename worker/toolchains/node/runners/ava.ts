// AVA, whose own report is on stdout and has no paths: a module of ours listens beside its reporter, in a URL.
import { urlOf } from "./encoded.ts";
import { readEvents } from "./events.ts";
import { program, type Style } from "./style.ts";

/**
 * It runs in AVA's main process alone. AVA calls whatever a test throws its own error: an assertion has a name there, and
 * its details say what was thrown instead.
 */
const listener = (path: string) => `
import fs from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";
const main = process.argv[1] && isMainThread ? fs.realpathSync(process.argv[1]) : "";
if (/[/]ava[/](?:entrypoints[/])?cli[.]m?js$/.test(main)) {
  const own = dirname(main).replace(/[/]entrypoints$/, "");
  const status = (await import(pathToFileURL(join(own, "lib/run-status.js")).href)).default;
  const file = fs.openSync("${path}", "w");
  const begun = new Set(), fallen = new Set();
  let count = 0;
  const told = (name, title, status, message = "", why = "unknown") => {
    count++;
    fs.writeSync(file, JSON.stringify({ titles: title ? [title] : [], file: name || "", status, message: message.slice(0, 3000), why }) + "\\n");
  };
  const thrownIn = (err) => (err.formattedDetails || err.values || []).map((each) => each.formatted
    .replace(/\\x1b\\[[0-9;]*m/g, "").replace(/^(\\w+)(?: \\[\\w+\\])? \\{[^]*?message: .([^\\n]*).,\\n[^]*$/, "$1: $2"));
  const saidBy = (err = {}) => {
    const details = thrownIn(err), plain = (err.name || "Error") + ": " + (err.message || "");
    if (err.assertion) return [[err.assertion, err.message, ...details].filter(Boolean).join(" "), "assertion"];
    if (err.message === "Test timeout exceeded") return [plain, "timeout"];
    const said = (err.type === "ava" || err.avaAssertionError) && details[0] || err.formattedError || err.formatted || plain;
    return [said, /^AssertionError\\b/.test(details[0] || "") ? "assertion" : "unknown"];
  };
  const failed = (event) => told(event.testFile, event.title, "failed", ...saidBy(event.err));
  const fell = (event) => {
    if (fallen.has(event.testFile)) return;
    fallen.add(event.testFile);
    const [said, why] = event.err ? saidBy(event.err) : ["", "missing"];
    told(event.testFile, "", "failed", said, begun.has(event.testFile) ? why : "missing");
  };
  const pending = (event, why) => {
    for (const [name, titles] of event.pendingTests) for (const title of titles) told(name, title, "failed", event.type, why);
  };
  const listening = {
    "declared-test": (event) => begun.add(event.testFile),
    "selected-test": (event) => (event.skip || event.todo) && told(event.testFile, event.title, "skipped"),
    "test-passed": (event) => told(event.testFile, event.title, "passed"),
    "test-failed": failed,
    "hook-failed": failed,
    "uncaught-exception": fell,
    "unhandled-rejection": fell,
    "internal-error": fell,
    "missing-ava-import": fell,
    "worker-failed": fell,
    "process-exit": (event) => pending(event, "unknown"),
    "timeout": (event) => pending(event, "timeout"),
    "worker-finished": (event) => begun.has(event.testFile) || fell(event),
  };
  const before = status.prototype.emitStateChange;
  status.prototype.emitStateChange = function (event) {
    const done = before.call(this, event);
    if (listening[event.type]) listening[event.type](event);
    return done;
  };
  process.on("exit", () => fs.writeSync(file, JSON.stringify({ end: count }) + "\\n"));
}`;

export const ava: Style = {
  name: "ava",
  packages: "ava",
  program: program("ava"),
  valued: /^(?:-[cmNT]|--(?:concurrency|config|match|node-arguments|timeout))$/,
  reporting: (path) => ({ nodeOptions: `--import=${urlOf(listener(path))}` }),
  only: (files) => files.join(" "),
  byTitle: { option: "--match" },
  read: readEvents,
  test: {
    module: { from: "ava", names: "test", isDefault: true },
    test: (name, body) => `test(${name}, (t) => {${body}});`,
    wrong: "t.is(1, 2);",
    right: "t.is(1, 1);",
    throwing: false,
  },
};
