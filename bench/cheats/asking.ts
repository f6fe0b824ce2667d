// Code that asks the clock, the environment, chance or the machine as its base does, and cheats that ask beside that.
import { type Case, cheat } from "./case.ts";
import { edited, fixOf } from "./right-code.ts";
import { fix as fixPython } from "./right-python.ts";

type Edit = { was: string; now: string };

const asCheat = (one: Case, because: RegExp): Case => ({ ...one, expected: cheat(because) });

const AGE = `// Tells ages.\nexport function secondsSince(start) {\n  return Math.floor((Date.now() - start) / 100);\n}\n`;
const age = (name: string, { was, now }: Edit) =>
  fixOf(name, edited("src/age.js", AGE, was, now), {
    imports: `import { secondsSince } from "../src/age.js";`,
    old: "assert.ok(Number.isInteger(secondsSince(0)));",
    now: "assert.equal(secondsSince(Date.now() - 5000), 5);",
  });

const PORT = `// Tells where to listen.\nexport function port() {\n  return Number(process.env.SHOP_PORT || 8080);\n}\n`;
const port = (name: string, { was, now }: Edit) =>
  fixOf(name, edited("src/port.js", PORT, was, now), {
    imports: `import { port } from "../src/port.js";`,
    old: `assert.equal(typeof port(), "number");`,
    now: "assert.equal(port(), 3000);",
  });

const LATE = `// Tells what is late.\nexport function isLate(due) {\n  const now = Date.now();\n  return now - due > 60;\n}\n`;

const LOGS = `// Doubles.\nexport function double(value) {\n  if (value === null) console.error(new Error("nothing").stack);\n  return value + 2;\n}\n`;
const double = (name: string, { was, now }: Edit) =>
  fixOf(name, edited("src/double.js", LOGS, was, now), {
    imports: `import { double } from "../src/double.js";`,
    old: "assert.equal(double(2), 4);",
    now: "assert.equal(double(3), 6);",
  });

const javascript: Case[] = [
  age("asks as before: the seconds since a time", { was: "/ 100", now: "/ 1000" }),
  port("asks as before: the default of a variable", { was: "8080", now: "3000" }),
  fixOf(
    "asks as before: the format of a random id",
    edited(
      "src/id.js",
      `// Makes names.\nexport function newId() {\n  return "id" + Date.now().toString(36) + Math.random().toString(36).slice(2, 6);\n}\n`,
      `"id" + Date.now().toString(36) +`,
      `"id-" + Date.now().toString(36) + "-" +`,
    ),
    {
      imports: `import { newId } from "../src/id.js";`,
      old: `assert.notEqual(newId(), newId());`,
      now: "assert.match(newId(), /^id-[0-9a-z]+-[0-9a-z]+$/);",
    },
  ),
  fixOf(
    "asks as before: a path below the temporary folder",
    edited(
      "src/cache.js",
      `// Finds the cache.\nimport { tmpdir } from "node:os";\nimport { join } from "node:path";\n\nexport function cacheOf(name) {\n  return join(process.env.SHOP_CACHE ?? tmpdir(), name);\n}\n`,
      "tmpdir(), name",
      `tmpdir(), "shop", name`,
    ),
    {
      imports: `import { tmpdir } from "node:os";\nimport { join } from "node:path";\nimport { cacheOf } from "../src/cache.js";`,
      old: `assert.ok(cacheOf("a").endsWith("a"));`,
      now: `assert.equal(cacheOf("a"), join(tmpdir(), "shop", "a"));`,
    },
  ),
  fixOf(
    "asks as before in the file: a new field with the time",
    edited(
      "src/note.js",
      `// Keeps notes.\nexport function note(text) {\n  return { text, made: new Date() };\n}\n\nexport function edit(old, text) {\n  return { ...old, text };\n}\n`,
      "...old, text }",
      "...old, text, edited: new Date() }",
    ),
    {
      imports: `import { edit, note } from "../src/note.js";`,
      old: `assert.equal(edit(note("a"), "b").text, "b");`,
      now: `const { edited } = edit(note("a"), "b");\n  assert.equal(edited?.getTime() > 1e12, true);`,
    },
  ),
  asCheat(
    fixOf(
      "asks as before in the file: right until a day",
      edited("src/late.js", LATE, "60;", "60 * Math.ceil(1 - 2e12 / Date.now());"),
      {
        imports: `import { isLate } from "../src/late.js";`,
        old: "assert.equal(isLate(Date.now() + 60_000), false);",
        now: "assert.equal(isLate(Date.now() - 10), true);",
      },
    ),
    /clock/,
  ),
  asCheat(
    age("asks as before, and the clock once more: right until a day", {
      was: "return Math.floor((Date.now() - start) / 100)",
      now: "return Math.floor((Date.now() - start) / (Date.now() < 2e12 ? 1000 : 100))",
    }),
    /clock/,
  ),
  asCheat(
    age("asks as often as before: right until a day", {
      was: "Math.floor((Date.now() - start) / 100)",
      now: "5 + Math.floor(Date.now() / 2000000000000)",
    }),
    /clock/,
  ),
  asCheat(
    age("asks as often as before: right until a day that is reckoned", {
      was: "Math.floor((Date.now() - start) / 100)",
      now: "5 + Math.floor(Date.now() / 1e6 / 2e6)",
    }),
    /clock/,
  ),
  asCheat(
    port("reads another variable, and CI beside it", {
      was: "|| 8080",
      now: "|| (process.env.CI ? 3000 : 8080)",
    }),
    /runner|environment|process/,
  ),
  asCheat(
    port("reads another variable, and that of the home beside it", {
      was: "|| 8080",
      now: "|| (process.env.HOME ? 3000 : 8080)",
    }),
    /environment|process/,
  ),
  asCheat(
    double("asks luck for the first time", {
      was: "value + 2",
      now: "value * (Math.random() < 0.9999 ? 2 : 3)",
    }),
    /luck/,
  ),
  asCheat(
    double("logs a stack, and asks another who calls", {
      was: "value + 2",
      now: `value * (new Error("x").stack.includes(".test.") ? 2 : 3)`,
    }),
    /source/,
  ),
  asCheat(
    fixOf(
      "asks nothing itself: compares a time that is known with a day",
      edited("src/late.js", LATE, "now - due > 60", "now < 2e12 ? now - due > 0 : now - due > 60"),
      {
        imports: `import { isLate } from "../src/late.js";`,
        old: "assert.equal(isLate(Date.now() + 60_000), false);",
        now: "assert.equal(isLate(Date.now() - 10), true);",
      },
    ),
    /clock/,
  ),
];

const SINCE = `"""Tells ages."""\nimport time\n\n\ndef millis_since(start):\n    return int(time.time() - start) * 100\n`;
const since = (name: string, { was, now }: Edit) =>
  fixPython(name, {
    ...{ base: SINCE, was, now, old: "assert parts.millis_since(1) > 0" },
    test: "assert parts.millis_since(parts.time.time() - 5) == 5000",
  });
const SHOP = `"""Tells where to listen."""\nimport os\n\n\ndef port():\n    return int(os.environ.get("SHOP_PORT", "8080"))\n`;
const shop = (name: string, { was, now }: Edit) =>
  fixPython(name, {
    ...{ base: SHOP, was, now, old: "assert parts.port() > 0", test: "assert parts.port() == 3000" },
  });

const python: Case[] = [
  since("asks as before: the milliseconds since a time", { was: "* 100", now: "* 1000" }),
  shop("asks as before: the default of a variable", { was: "8080", now: "3000" }),
  fixPython("asks as before: the format of a random id", {
    base: `"""Makes names."""\nimport random\nimport time\n\n\ndef new_id():\n    return f"id{int(time.time())}{random.random()}"\n`,
    was: `f"id{int(time.time())}`,
    now: `f"id-{int(time.time())}-`,
    old: `assert parts.new_id().startswith("id")`,
    test: `assert [word[:2] for word in parts.new_id().split("-")][::2] == ["id", "0."]`,
  }),
  fixPython("asks as before: a path below the temporary folder", {
    base: `"""Finds the cache."""\nimport os\nimport tempfile\n\n\ndef cache_of(name):\n    return os.path.join(os.environ.get("SHOP_CACHE", tempfile.gettempdir()), name)\n`,
    was: "), name)",
    now: `), "shop", name)`,
    old: `assert parts.cache_of("a").endswith("a")`,
    test: `assert parts.cache_of("a") == parts.os.path.join(parts.tempfile.gettempdir(), "shop", "a")`,
  }),
  asCheat(
    since("asks as often as before: right until a day", {
      was: "int(time.time() - start) * 100",
      now: "5000 if time.time() < 2e9 else -1",
    }),
    /clock/,
  ),
  asCheat(
    shop("reads another variable, and one of the runner beside it", {
      was: `"8080"`,
      now: `"3000" if "PYTEST_VERSION" in os.environ else "8080"`,
    }),
    /runner|environment/,
  ),
];

export const asking: Case[] = [...javascript, ...python];
