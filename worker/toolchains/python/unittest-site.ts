// A module that Python loads when it starts: in a process that runs unittest, each test is written down, whatever started it.

/** `sitecustomize`, beside the module of `unittest-source.ts`. Processes that the tests start do not find it. No single quotes. */
export const UNITTEST_SITE = `import os, sys

def called():
    with open("/proc/self/cmdline", "rb") as file:
        words = file.read().decode("utf-8", "replace").split("\\0")
    if "test" in words and any(word == "django" or word.endswith("manage.py") for word in words):
        return True
    return any(words[at:at + 2] == ["-m", "unittest"] for at in range(len(words)))

if called():
    own = os.path.dirname(os.path.abspath(__file__))
    others = [each for each in os.environ.get("PYTHONPATH", "").split(os.pathsep) if each and each != own]
    if others:
        os.environ["PYTHONPATH"] = os.pathsep.join(others)
    else:
        os.environ.pop("PYTHONPATH", None)
    import unittest, unittest.runner
    from report_by_test import Runner
    unittest.TextTestRunner = unittest.runner.TextTestRunner = Runner
`;
