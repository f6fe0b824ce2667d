// doctest by itself, for the files that a command names: a report that a module of ours writes.
import { identifier } from "../../diagnostics/reported.ts";
import { numbersOf } from "../numbers.ts";
import type { Runner } from "../runner.ts";
import { exampleFor } from "./control.ts";
import { IN_UNITTESTS_WAY } from "./loaded.ts";
import { readByTest, written } from "./unittest.ts";

const CALL = /(?<= )-m doctest\b/;

/** It runs what Python's own command runs. An example that raises an assertion of its own is red at one. No single quotes. */
const SOURCE = `import atexit, doctest, json, sys

report = open(REPORT, "w", encoding="utf-8")
count = 0
own = None

def write(value):
    report.write(json.dumps(value) + "\\n")
    report.flush()

class Runner(doctest.DocTestRunner):
    def run(self, test, *rest, **more):
        global count, own
        own = None
        result = super().run(test, *rest, **more)
        if test.examples:
            count += 1
            marked, said, at = own or (None, "", None)
            status = "failed" if result.failed else "passed" if result.attempted else "skipped"
            write({"test": test.name, "file": test.filename, "status": status, "marked": marked, "said": said[:500], "at": at})
        return result

    def note(self, test, example, marked, said):
        global own
        own = own or (marked, said, (test.lineno or 0) + example.lineno + 1)

    def report_failure(self, out, test, example, got):
        self.note(test, example, "failure", "AssertionError: expected %s, got %s" % (example.want.strip(), got.strip()))
        super().report_failure(out, test, example, got)

    def report_unexpected_exception(self, out, test, example, raised):
        marked = "failure" if issubclass(raised[0], AssertionError) else "error"
        self.note(test, example, marked, "%s: %s" % (raised[0].__name__, raised[1]))
        super().report_unexpected_exception(out, test, example, raised)

doctest.DocTestRunner = Runner
atexit.register(lambda: write({"ran": count, "ok": True}))
if __name__ == "__main__":
    sys.argv[0] = "python3 -m doctest"
    sys.exit(doctest._test())
`;

export const doctest: Runner = {
  name: "doctest",
  reporting: (command, path) => {
    if (!CALL.test(command)) return null;
    const module = SOURCE.replace("REPORT", JSON.stringify(path));
    return {
      command: `${written(path, { report_by_doctest: module })}; ${command.replace(CALL, "-m report_by_doctest")}`,
    };
  },
  read: readByTest,
  inItsWay: IN_UNITTESTS_WAY,
  only: () => null,
  // The command names its files, so a file beside them would not run.
  control: ({ beside, besideText, ...names }) => {
    const [negative, positive] = [identifier(names.negative), identifier(names.positive)];
    const { one, other } = numbersOf(negative);
    const examples = [exampleFor(negative, one, other), exampleFor(positive, one, one)];
    return beside.endsWith(".py")
      ? { path: beside, content: [`${besideText.trimEnd()}\n`, ...examples].join("\n\n") }
      : null;
  },
};
