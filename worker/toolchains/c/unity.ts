// Unity: its programs can only print; each one counts what it has printed.
import { reportOf } from "../report.ts";
import { type Runner, unread } from "../runner.ts";
import { unityPrograms } from "./inside.ts";

export const unity: Runner = {
  name: "Unity",
  reporting: (command, path) => ({
    command: `{ ${command}; } >${path} 2>&1; status=$?; cat ${path}; (exit $status)`,
  }),
  read: (report) => {
    if (report.trim() === "") return unread({ kind: "missing" });
    const tests = unityPrograms(report.split("\n").map((line) => line.replace(/\r$/, "")));
    if (tests === null) return unread({ kind: "incomplete" });
    return tests.length === 0 ? unread({ kind: "not-this-format" }) : reportOf(tests);
  },
  only: () => null,
  // A test runs once a call in its program names it.
  control: () => null,
};
