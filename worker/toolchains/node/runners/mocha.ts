// Mocha, with a reporter of ours that stands outside of the repository.
import { readEvents } from "./events.ts";
import { program, type Style } from "./style.ts";

/** It may hold no single quote. A hook that fails is told by its own title. */
const reporter = (path: string) => `
const fs = require("node:fs");
module.exports = class {
  constructor(runner) {
    let count = 0;
    const file = fs.openSync("${path}", "w");
    // Mocha before 4.1 has no titlePath.
    const titlesOf = (test) => test.titlePath ? test.titlePath() : [...(test.parent ? titlesOf(test.parent) : []), test.title].filter(Boolean);
    const told = (status) => (test, error) => {
      count++;
      const titles = titlesOf(test);
      const message = error ? (error.name || "Error") + ": " + (error.message || error) : "";
      const why = !error ? "unknown" : error.code === "ERR_MOCHA_TIMEOUT" ? "timeout"
        : error.code === "ERR_ASSERTION" || error.name === "AssertionError" ? "assertion" : "unknown";
      const stack = error ? String(error.stack || "").slice(0, 3000) : "";
      fs.writeSync(file, JSON.stringify({ titles, file: test.file || "", status, message, why, stack }) + "\\n");
      process.stdout.write(status + ": " + titles.join(" > ") + (error ? "\\n" + (error.stack || message) : "") + "\\n");
    };
    runner.on("pass", told("passed"));
    runner.on("fail", told("failed"));
    runner.on("pending", told("skipped"));
    runner.on("end", () => fs.writeSync(file, JSON.stringify({ end: count }) + "\\n"));
  }
};`;

export const mocha: Style = {
  name: "mocha",
  packages: "mocha|chai|should|expect\\.js",
  mains: "mocha/(?:bin/_?mocha(?:[.]js)?|lib/cli/cli[.]js)",
  program: new RegExp(`${program("mocha").source}|${program("ts-mocha").source}`),
  valued:
    /^(?:-[rtgfRuso]|--(?:require|timeout|grep|fgrep|reporter|reporter-options?|ui|slow|retries|jobs|config|spec|extensions?|file|ignore|exclude|package|import|loader|node-option))$/,
  reporting: (path) => ({
    prepare: `printf %s '${reporter(path)}' > ${path}.cjs`,
    options: `--reporter ${path}.cjs`,
  }),
  only: (files) => files.join(" "),
  byTitle: { option: "-g" },
  read: readEvents,
  test: {
    module: null,
    test: (name, body) => `it(${name}, () => {${body}});`,
    wrong: "assert.equal(1, 2);",
    right: "assert.equal(1, 1);",
    throwing: true,
  },
};
