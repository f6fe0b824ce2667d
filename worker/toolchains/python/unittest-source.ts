// A module in Python that runs unittest as `python3 -m unittest` does, and writes down each test by itself: unittest has no
// report, and what tests print stands between the lines of its text.

/** Each line is one JSON value; the last one counts the tests. `REPORT` stands for the report's path. No single quotes. */
export const UNITTEST_SOURCE = `import json, os, sys, unittest

report = open(REPORT, "w", encoding="utf-8")

def write(value):
    report.write(json.dumps(value) + "\\n")
    report.flush()

def file_of(test):
    example = getattr(test, "_dt_test", None)
    if example is not None:
        return example.filename
    module = sys.modules.get(type(test).__module__)
    return getattr(module, "__file__", None)

def line_of(test, error):
    line, frame = None, error[2] if error else None
    while frame:
        if frame.tb_frame.f_code.co_filename == file_of(test):
            line = frame.tb_lineno
        frame = frame.tb_next
    return line

class Result(unittest.TextTestResult):
    def startTest(self, test):
        self.ending = None
        super().startTest(test)

    def note(self, test, status, error=None, marked=None):
        said = "" if error is None else "%s: %s" % (error[0].__name__, error[1])
        write({"test": str(test), "file": file_of(test), "status": status, "marked": marked, "said": said[:500], "at": line_of(test, error)})

    def end(self, status, error=None, marked=None):
        if self.ending is None or self.ending[0] != "failed":
            self.ending = (status, error, marked)

    def stopTest(self, test):
        self.note(test, *(self.ending or ("failed",)))
        super().stopTest(test)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.end("passed")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.end("failed", error, "failure")

    def addError(self, test, error):
        super().addError(test, error)
        if isinstance(test, unittest.TestCase):
            self.end("failed", error, "error")
        else:
            self.note(test, "failed", error, "error")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if isinstance(test, unittest.TestCase):
            self.end("skipped")

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self.end("skipped")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.end("failed", None, "failure")

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        marked = None
        if error is not None:
            marked = "failure" if issubclass(error[0], test.failureException) else "error"
            self.end("failed", error, marked)
        row = {"test": str(subtest), "file": file_of(test), "row": True, "marked": marked, "at": line_of(test, error)}
        said = "" if error is None else "%s: %s" % (error[0].__name__, error[1])
        write({**row, "status": "passed" if error is None else "failed", "said": said[:500]})

class Runner(unittest.TextTestRunner):
    resultclass = Result

    def run(self, test):
        result = super().run(test)
        write({"ran": result.testsRun, "ok": result.wasSuccessful()})
        return result

if __name__ == "__main__":
    sys.argv[0] = "python3 -m unittest"
    unittest.main(module=None, testRunner=Runner)
`;
