// Unity: its programs can only print; each one counts what it has printed.
import { captured } from "../captured.ts";
import { reportOf } from "../report.ts";
import { type Runner, unread } from "../runner.ts";
import { controlInside } from "./control.ts";
import { unityPrograms } from "./inside.ts";

/** A test with its ending, and the count of a program. */
const WANTED = "/:(PASS|FAIL|IGNORE)|^[0-9]+ Tests [0-9]+ Failures /";

export const unity: Runner = {
  name: "Unity",
  reporting: (command, path) => ({
    command: captured(command, path, { wanted: WANTED, streams: "both" }),
  }),
  read: (report) => {
    if (report.trim() === "") return unread({ kind: "missing" });
    const tests = unityPrograms(report.split("\n").map((line) => line.replace(/\r$/, "")));
    if (tests === null) return unread({ kind: "incomplete" });
    return tests.length === 0 ? unread({ kind: "not-this-format" }) : reportOf(tests);
  },
  only: () => null,
  control: controlInside,
};
