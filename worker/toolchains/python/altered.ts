// Whether parts of the language and of unittest are those of a fresh process, as Python that a control of ours runs.

/** What compares and counts. Left out: what tests stand in for (luck, the clock), and what libraries wrap. */
const MODULES = [
  "builtins",
  "math",
  "operator",
  "functools",
  "itertools",
  "collections",
  "json",
  "json.encoder",
  "json.decoder",
  "re",
  "string",
  "statistics",
  "fractions",
  "decimal",
  "copy",
  "bisect",
  "heapq",
  "unittest.case",
];

const TOLD = `import importlib, json
def text(value):
    code = getattr(value, "__code__", None)
    own = code.co_code.hex() if code else ""
    return " ".join([type(value).__name__, str(getattr(value, "__module__", "")), str(getattr(value, "__qualname__", "")), own])
def told():
    found = {}
    for name in ${JSON.stringify(MODULES)}:
        for key, value in vars(importlib.import_module(name)).items():
            if callable(value):
                found[name + "." + key] = text(value)
            if isinstance(value, type) and value.__module__ == name:
                for part, each in vars(value).items():
                    if hasattr(each, "__code__"):
                        found[name + "." + key + "." + part] = text(each)
    return found
`;

/** A function \`is_altered\` at the top level. */
export const IS_ALTERED = `def is_altered():
    import json
    import subprocess
    import sys
    source = ${JSON.stringify(TOLD)}
    scope = {}
    exec(source, scope)
    printing = source + "print(json.dumps(told()))"
    fresh = json.loads(subprocess.check_output([sys.executable, "-I", "-c", printing], text=True))
    own = scope["told"]()
    return any(own.get(key) != value for key, value in fresh.items())
`;
