// A question that the base asks in the same place casts no doubt, unless the change decides by it, counts it anew or names a day.
import { describe, expect, it } from "@jest/globals";
import { asks, asksAsBefore } from "../../../../worker/evidence/scrutiny/asks.ts";
import { aChange } from "../../../support/builders.ts";

function changed(path: string, was: string, now: string, base: string | null = null) {
  const [old, added] = [was, now].map((text) => (text === "" ? [] : text.split("\n")));
  const lines = [...(old ?? []).map((line) => `-${line}`), ...(added ?? []).map((line) => `+${line}`)];
  const head = `@@ -1,${old?.length ?? 0} +1,${added?.length ?? 0} @@`;
  const diff = Buffer.from(`--- a/${path}\n+++ b/${path}\n${head}\n${lines.join("\n")}\n`);
  const changes = [{ ...aChange({ path, added: added ?? [], removed: old ?? [] }), diff }];
  const told = (all: ReturnType<typeof asks>) => all.map(({ place, about }) => `${about} ${place.from}`);
  return {
    doubts: told(asks({ changes }, undefined, () => base)),
    asBefore: told(asksAsBefore({ changes }, undefined, () => base)),
  };
}

const JS = "src/a.js";
const PY = "a.py";

describe("a question that the base asks in the same place", () => {
  it.each([
    ["clock", JS, "return (Date.now() - start) / 100;", "return (Date.now() - start) / 1000;"],
    ["clock", JS, "return (Date.now() - start) / 1000;", "return Math.floor((Date.now() - start) / 1000);"],
    ["clock", JS, "at: new Date().toISOString()", "at: new Date().toISOString().slice(0, 10)"],
    ["clock", JS, "return Date.now() + ttl;", "return Date.now() + ttl * 24 * 60 * 60 * 1000;"],
    ["environment", JS, "process.env.PORT || 8080", "process.env.PORT ?? 3000"],
    ["environment", JS, "join(process.env.TMPDIR, name)", 'join(process.env.TMPDIR, "shop", name)'],
    ["chance", JS, "Math.random().toString(36).slice(2, 6)", "Math.random().toString(36).slice(2, 10)"],
    ["process", JS, "return process.platform;", 'return "on-" + process.platform;'],
    ["process", JS, "process.stdout.write(text)", "process.stdout.write(text + end)"],
    ["process", PY, "print(text, file=sys.stderr)", "print(f'{name}: {text}', file=sys.stderr)"],
    ["process", "a.rb", "$stderr.puts text", "$stderr.puts text.strip"],
    ["process", "a.go", "fmt.Fprintln(os.Stderr, text)", "fmt.Fprintln(os.Stderr, name, text)"],
    ["process", "a.rs", "writeln!(stderr(), text)", "writeln!(stderr(), name)"],
    ["clock", PY, "return (time.time() - start) * 100", "return (time.time() - start) * 1000"],
    ["clock", PY, "return datetime.utcnow()", "return datetime.now(timezone.utc)"],
    ["environment", PY, 'os.environ.get("PORT", "8080")', 'int(os.environ.get("PORT", "3000"))'],
    ["environment", PY, 'os.environ["PORT"]', 'os.environ.get("PORT", "3000")'],
    ["clock", PY, 'f"id{time.time()}{at[10]}"', 'f"id-{time.time()}{at[10]}"'],
    ["chance", PY, 'f"id{random.randrange(10)}"', 'f"id-{random.randrange(10)}"'],
    ["clock", "a.go", "return time.Since(at).Minutes()", "return time.Since(at).Seconds()"],
    ["environment", "a.go", 'port := os.Getenv("PORT")', 'port := ":" + os.Getenv("PORT")'],
    ["clock", "a.rb", "Time.now - at", "(Time.now - at) * 1000"],
    ["environment", "A.java", 'return System.getenv("SHOP");', 'return System.getenv("SHOP") + "/";'],
    ["environment", "a.php", "return getenv('SHOP');", "return getenv('SHOP') . '/';"],
    ["environment", "a.rs", 'env::var("SHOP").ok()', 'env::var("SHOP").ok().map(own)'],
    ["clock", "a.c", "return time(NULL) - at;", "return time(NULL) - at + 1;"],
  ])("is told and casts no doubt: %s in %s: %s", (about, path, was, now) => {
    expect(changed(path, was, now)).toEqual({ doubts: [], asBefore: [`${about} 1`] });
  });

  it.each([
    ["decides", JS, "return Date.now() - at;", "return Date.now() < end ? 5 : 0;"],
    ["decides", JS, "const now = Date.now();", "const now = Date.now();\nif (now < end) return 5;\n"],
    ["decides", PY, "return time.time() - at", "return 5 if time.time() - at else 0"],
    ["decides", PY, 'f"{time.time()}"', 'f"{time.time() and at}"'],
    ["decides", JS, "at(Date.now())", "at([5, 0][Date.now() * 0])"],
    [
      "decides by a call",
      JS,
      "return new Date().toISOString();",
      'return 5 - new Date().toISOString().startsWith("3");',
    ],
    [
      "decides by what another line was decided by",
      JS,
      "if (a > b) return 1;\nreturn process.env.PORT || 80;",
      "if (process.env.PORT > b) return 1;\nreturn a || 80;",
    ],
    ["decides by a variable", JS, "process.env.PORT || 8080", "process.env.PORT && 8080"],
    ["asks twice", JS, "return Date.now() - at;", "return Date.now() - at + Math.floor(Date.now() / far);"],
    ["asks for another variable", JS, "process.env.PORT || 80", "process.env.PORT || process.env.HOME"],
    ["asks for any variable", JS, "process.env.PORT || 80", "process.env[name] || 80"],
    [
      "decides by a stream",
      JS,
      "process.stdout.write(a)",
      "if (process.stdout.isTTY) process.stdout.write(a)",
    ],
    ["replaces a stream", PY, "print(a, file=sys.stdout)", "sys.stdout = open(a)"],
    ["sets the variable", JS, "use(process.env.PORT);", "process.env.PORT = 80;"],
    ["names a day", JS, "return Date.now() - at;", "return 5 + Math.floor(Date.now() / 2e12);"],
    ["reckons a day", JS, "return Date.now() - at;", "return 5 + Math.floor(Date.now() / 1e6 / 2e6);"],
    ["names a year", JS, "new Date() - at", "new Date() - 2030"],
    ["keeps the first digit", JS, '"v" + Date.now()', '"v" + String(Date.now()).slice(0, 1)'],
    ["keeps the first digit", PY, 'f"v{time.time()}"[:20]', 'f"v{time.time()}"[:2]'],
    ["names a day in a text", JS, "new Date() - at", 'new Date() - new Date("2030-01")'],
    ["asks for a part of the date", JS, "new Date() - at", "new Date().getMonth() - at"],
    ["asks what the runner sets", JS, 'process.env.CI ?? ""', 'process.env.CI ?? "no"'],
    ["asks what the runner sets", JS, 'process.env.NODE_ENV ?? ""', 'process.env.NODE_ENV ?? "no"'],
    [
      "asks what the runner sets",
      PY,
      'os.environ.get("PYTEST_VERSION")',
      'os.environ.get("PYTEST_VERSION", "")',
    ],
    ["asks what the runner sets beside it", JS, "process.env.PORT", "process.env.PORT + process.env.CI"],
    ["asks for the arguments", JS, "use(process.argv[1]);", "use(process.argv[1], 2);"],
    ["asks who calls", JS, "log(new Error(a).stack);", "log(new Error(b).stack);"],
    ["asks git", JS, 'read("/repo/.git/HEAD");', 'read("/repo/.git/HEAD", b);'],
    ["stands in a comment of the base", JS, "// Date.now()", "return Date.now();"],
    [
      "names a day in another line",
      JS,
      "let end = 5;\nreturn Date.now() > end ? 0 : 5;",
      "let end = 2e12;\nreturn Date.now() > end ? 0 : 5;",
    ],
    ["is new", JS, "", "return Date.now();"],
  ])("stays a doubt where the change %s: in %s: %s", (_, path, was, now) => {
    const { doubts, asBefore } = changed(path, was, now);
    expect(doubts).not.toEqual([]);
    expect(asBefore).toEqual([]);
  });
});

describe("luck that nobody asked before", () => {
  it.each([
    [JS, "return delay + Math.random() * jitter;"],
    [PY, "return delay + random.random() * jitter"],
  ])("casts no doubt where it decides nothing: %s: %s", (path, now) => {
    expect(changed(path, "return delay", now)).toEqual({ doubts: [], asBefore: ["chance 1"] });
  });

  it.each([
    [JS, "return Math.random() < 0.999 ? 5 : 0;"],
    [JS, "return 5 + Math.floor(Math.random() * 1.01);"],
    [JS, "const { random } = Math.random;"],
    [PY, "return random.choice((5, 0))"],
    [PY, "return 5 + random.random() // 0.999"],
  ])("is a doubt where it decides: %s: %s", (path, now) => {
    expect(changed(path, "return delay", now).doubts).toEqual(["chance 1"]);
  });
});

describe("a question that the base asks elsewhere in the file", () => {
  it.each([
    ["clock", JS, "const made = Date.now();", "updated: new Date().toISOString(),"],
    ["clock", JS, "const made = Date.now();", "return Date.now() + ttl * 1000;"],
    ["environment", PY, 'os.environ["SHOP_HOME"]', 'return os.environ["SHOP_HOME"] + name'],
  ])("casts no doubt where it is only handed on: %s in %s: %s: %s", (about, path, base, now) => {
    expect(changed(path, "return name", now, base)).toEqual({ doubts: [], asBefore: [`${about} 1`] });
  });

  it.each([
    ["decides", JS, "const made = Date.now();", "return Date.now() < end ? 5 : 0;"],
    ["divides", JS, "const made = Date.now();", "return 5 + Date.now() / far;"],
    ["rounds", JS, "const made = Date.now();", "return 5 + Math.floor(Date.now() * share);"],
    ["names a day", JS, "const made = Date.now();", "return Date.now() - 2e12;"],
    [
      "decides in another line",
      JS,
      "const made = Date.now();",
      "const at = Date.now();\nif (at > end) return 5;",
    ],
    ["asks for another variable", JS, "process.env.SHOP", "return process.env.HOME;"],
    ["asks what the runner sets", JS, "process.env.CI", "return process.env.CI;"],
    ["follows a comment", JS, "// Date.now()", "return Date.now();"],
  ])("stays a doubt where the change %s: %s: %s: %s", (_, path, base, now) => {
    const { doubts, asBefore } = changed(path, "return name", now, base);
    expect(doubts).not.toEqual([]);
    expect(asBefore).toEqual([]);
  });
});
