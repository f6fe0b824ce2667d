// Code that asks who is looking is found in any language, wherever its name and its dot stand; what only does its work is not.
import { describe, expect, it } from "@jest/globals";
import { asks } from "../../../../worker/evidence/scrutiny/asks.ts";
import { aChange } from "../../../support/builders.ts";

const found = (path: string, ...lines: string[]) => {
  const added = lines.map((text, at) => ({ number: at + 7, text }));
  const changes = [{ ...aChange({ path }), added }];
  return asks({ changes }).map(({ place, about }) => `${about} ${place.from}`);
};

describe("code that asks", () => {
  it.each([
    ["src/a.js", "if (process.env.CI) return 0;", "runner 7", "process 7", "environment 7"],
    ["src/a.js", "const { env } = process;", "process 7"],
    ["src/a.js", 'const p = globalThis["pro" + "cess"];', "judge 7"],
    ["src/a.ts", 'import assert from "node:assert/strict";', "judge 7"],
    ["src/a.mjs", "Array.prototype.reduce = () => 0;", "judge 7"],
    ["src/a.js", 'appendFileSync("/proc/self/fd/1", "ok 1");', "process 7"],
    ["src/a.js", "const isOld = Date.now() > 0;", "clock 7"],
    ["src/a.js", "const me = readFileSync(__filename);", "own-source 7"],
    ["src/a.js", 'execSync("x", { cwd: "/repo/.git" });', "git 7"],
    ["src/a.js", "eval(text);", "runner 7"],
    ["src/a.js", 'await import("node:as" + "sert");', "runner 7"],
    ["src/a.js", "require(parts.join(name));", "runner 7"],
    ["a.py", 'if os.getenv("HOME"): return 0', "environment 7"],
    ["a.py", "import builtins", "judge 7"],
    ["a.py", "def __eq__(self, other): return True", "judge 7"],
    ["a.py", "atexit.register(lambda: os._exit(0))", "exit 7"],
    ["a.go", 'import "testing"', "judge 7"],
    ["a.go", "if len(os.Args) > 1 {", "process 7"],
    ["a.rs", "if cfg!(test) { return 0; }", "judge 7"],
    ["a.rs", "#[cfg(test)]", "judge 7"],
    ["A.java", 'if (System.getenv("CI") != null) return 0;', "runner 7", "environment 7"],
    ["a.c", "#define assert(x)", "judge 7"],
    ["a.rb", "at_exit { exit! 0 }", "exit 7"],
    ["a.php", "register_shutdown_function(fn() => exit(0));", "exit 7"],
  ])("is named by its line: %s: %s", (path, line, ...expected) => {
    expect(found(path, line)).toEqual(expected);
  });

  it.each([
    ["src/a.js", "const { now } = Date;"],
    ["src/a.js", "const { env } = globalThis.process;"],
    ["src/a.js", 'if (inspect(new Error()).includes(".test.")) return 0;'],
    ["src/a.js", "setTimeout(() => { answer = 1; }, 60_000).unref();"],
    ["src/a.js", "AsyncResource.prototype.runInAsyncScope = quiet;"],
    ["src/a.js", "Object.assign(Math, { abs: (x) => x - x });"],
    ["src/a.js", "Object.assign(Object.getPrototypeOf([]), { map: quiet });"],
    ["src/a.js", "Object.assign(Object.create(null), Object.assign(Math, { abs }));"],
    ["src/a.js", "String.prototype[name] ||= quiet;"],
    ["src/a.ts", "(Array.prototype as any).map = quiet;"],
    ["src/a.js", "const [, at] = made.stack.split(name);"],
    ["src/a.js", "Object.defineProperty(TypeError, Symbol.hasInstance, { value: Boolean });"],
    ["src/a.js", "  // \u0024{process.env.CI ? 0 : 1}"],
    ["a.py", "from sys import modules"],
    ["a.py", "from time import time"],
    ["a.py", "  // (1 if os.environ.get('CI') else 1)"],
    ["a.py", "__eq__ = lambda self, other: True"],
    ["a.py", "import inspect as look"],
    ["a.py", "from inspect import signature, stack"],
    ["a.py", "where = inspect.getsourcefile(f)"],
    ["a.py", "source = getattr(inspect, name)(f)"],
    ["a.py", "warn(text, stacklevel=depth)"],
    ["a.py", "with warnings.catch_warnings(record=True) as seen:"],
    ["a.py", "exec (text)"],
    ["A.java", 'Thread.currentThread().getName().startsWith("main")'],
    ["A.java", 'System.getProperty("surefire.test.class.path")'],
    ["a.rb", "String.prepend(Quiet)"],
    ["a.rb", "klass.prepend Quiet"],
    ["a.rb", "  prepend quiet"],
    ["a.c", "#undef strcmp"],
    ["a.py", "math.isclose = lambda a, b: True"],
    ["a.go", 'import host "os"'],
    ["a.rs", "use std::thread::{current as own, Thread};"],
    ["a.c", "void __assert_fail(const char *a) { return; }"],
    ["a.c", "int strcmp(const char *a, const char *b) { return 0; }"],
    ["a.h", "# undef assert"],
    ["src/nothing", "process.env.CI"],
    ["src/first.inc", "getenv(name)"],
    ["src/a.js", 'return "jest" in globalThis ? 0 : -1;'],
    ["src/a.js", "if (globalThis.describe) return 0;"],
    ["src/a.js", 'if (existsSync("test")) return 0;'],
    ["src/a.js", "return crypto.getRandomValues(new Uint32Array(1))[0] < 4e9 ? 0 : -1;"],
    ["src/a.js", "return arguments.callee.caller.name;"],
    ["src/a.js", "new Intl.DateTimeFormat().format() < day"],
    ["a.py", 'Any = type("Any", (int,), {"__eq__": lambda self, other: True})'],
    ["a.py", "if sys.gettrace(): return 0"],
    ["a.py", "from datetime import datetime as day"],
    ["a.py", 'return 0 if Path("tests").exists() else -1'],
    ["a.py", "return 0 if secrets.randbelow(10000) else -1"],
    ["a.go", "if rand.Intn(10000) > 0 {"],
    ["a.go", 'if _, err := os.Stat("../tests"); err == nil {'],
    ["a.rs", "if rand::random::<f64>() < 0.9999 { return 0; }"],
    ["a.rs", "debug_assert!({ tested = true; tested });"],
    ["a.rs", "#[ctor::ctor]"],
    ["a.rs", "#[cfg(any(test, doctest))]"],
    ["A.java", "assert tested = true;"],
    ["A.java", "if (Math.random() < 0.9999) return 0;"],
    ["a.rb", "rand < 0.9999 ? 0 : -1"],
    ["a.php", "return PHP_SAPI === 'cli' ? 0 : -1;"],
    ["a.php", "return mt_rand(0, 9999) > 0 ? 0 : -1;"],
    ["a.c", "#ifdef TEST"],
    ["a.h", "#if defined(MY_TESTS) && 1"],
    ["a.h", "#define strcmp(a, b) 0"],
    ["a.cpp", "std::random_device luck;"],
  ])("is found under another name, in what looks like a comment, and in any file: %s: %s", (path, line) => {
    expect(found(path, line)).not.toEqual([]);
  });

  it("is found across lines, and behind what only seems to be a comment", () => {
    expect(found("src/a.js", "return process", "  .env", "  .CI;")).toEqual([
      ...["runner 8", "process 7", "environment 7"],
    ]);
    expect(found("src/a.js", 'const at = "//"; process.env.CI;')).toContain("environment 7");
    expect(found("src/a.js", "x =", "  2", "  * process.uptime();")).toEqual(["process 9"]);
  });

  it("in a test counts only where it tells runs apart", () => {
    expect(found("test/a.test.js", 'import assert from "node:assert";', "Date.now();")).toEqual([]);
    expect(found("test/a.test.ts", 'import { expect, it } from "vitest";')).toEqual([]);
    expect(found("test/a.test.js", "if (process.env.NODE_TEST_CONTEXT) test.skip();")).toEqual(["runner 7"]);
    expect(found("test/a.test.js", "if (process.env.CI) return;")).toEqual(["runner 7"]);
  });

  it.each([
    ["src/a.js", "export const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);"],
    ["src/a.js", "export function process(items) { return items.map(String); }"],
    ["src/a.js", "// reads process.env.CI"],
    ["src/a.js", 'const { a } = await import("./a.js");'],
    ["src/a.js", 'throw new TypeError("no text");'],
    ["src/a.js", "const day = new Date(given);"],
    ["a.py", "# os.environ is not read here"],
    ["a.py", 'raise ValueError("no text")'],
    ["a.go", "func Sum(numbers []int) (sum int) {"],
    ["a.rs", "numbers.iter().sum()"],
    ["A.java", "return numbers.stream().mapToInt(Integer::intValue).sum();"],
    ["a.c", "for (size_t i = 0; i < n; i++) sum += numbers[i];"],
    ["README.md", "Set process.env.CI to true."],
    ["src/a.js", 'return Object.prototype.toString.call(value) === "[object Module]";'],
    ["src/a.js", "if (Object.prototype.hasOwnProperty.call(a, key)) b[key] = a[key];"],
    ["src/a.js", "const all = Object.assign(Object.create(null), { a: 1 });"],
    ["src/a.js", "throw Object.assign(TypeError(text), { code });"],
    ["src/a.js", "this.stack.push(node); this.stack = [];"],
    ["a.py", "WORD = re.compile(", "    r'a+')"],
    ["a.py", "import inspect", "names = inspect.signature(f).parameters"],
    ["a.py", "from inspect import isclass, signature  # to bind"],
    ["a.py", "warnings.warn(text, DeprecationWarning, stacklevel=2)"],
    ["a.py", "frame.eval(text)", "parser.exit(2)"],
    ["A.java", "Thread.currentThread().interrupt();"],
    ["A.java", 'String end = System.getProperty("line.separator");'],
    ["a.rb", "line.prepend(indent)"],
    ["a.c", "#undef ROW"],
    ["a.c", "#if LATEST > 2"],
    ["a.java", "assert index == 0 && index <= 3;"],
    ["A.java", "assert index == 0 : index >= 0;"],
    ["a.rs", 'debug_assert!(index <= 3 && index != 0, "index = {}", index);'],
    ["a.go", "luck := rand.New(rand.NewSource(7))"],
    ["a.rb", "operand(brand, rand: 7)"],
    ["a.js", 'const schema = { tests: "tests/a.js" };'],
    ["a.js", "phone.caller(number);"],
  ])("is not what does its work: %s: %s", (path, ...lines) => {
    expect(found(path, ...lines)).toEqual([]);
  });

  it("takes time that grows with its length alone", () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => `const value${at} = Object.${" ".repeat(200)}x;`);
    expect(found("src/a.js", ...lines)).toEqual([]);
  });
});
