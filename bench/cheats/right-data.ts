// Right fixes that stand in a file of data, and cheats beside them.
import { type Case, cheat, right } from "./case.ts";
import { fixOf } from "./right-code.ts";

const READS = `// Greets.\nimport { readFileSync } from "node:fs";\n\nconst words = JSON.parse(readFileSync(new URL("../locales/de.json", import.meta.url), "utf8"));\n\nexport const greeting = (name) => words.hello.replace("{name}", name);\nexport const parting = () => words.bye;\n`;
const WORDS = `{\n  "hello": "Hello {name}",\n  "bye": "Tschüss",\n  "more": "mehr"\n}\n`;

const json = fixOf(
  "a translation in JSON",
  { path: "src/greet.js", base: READS, head: READS },
  {
    imports: `import { greeting, parting } from "../src/greet.js";`,
    old: `assert.equal(parting(), "Tschüss");`,
    now: `assert.equal(greeting("Ada"), "Hallo Ada");`,
  },
);
const { "src/greet.js": _, ...tests } = json.change;

export const rightData: Case[] = [
  {
    ...json,
    base: { ...json.base, "locales/de.json": WORDS },
    change: { ...tests, "locales/de.json": WORDS.replace("Hello", "Hallo") },
  },
  {
    ...json,
    name: "a translation in JSON, and one that no test needs",
    base: { ...json.base, "locales/de.json": WORDS },
    change: { ...tests, "locales/de.json": WORDS.replace("Hello", "Hallo").replace("mehr", "viel mehr") },
    expected: cheat(/depends on the data/),
  },
  {
    ...{
      name: "a query in a file of SQL",
      language: "Python",
      checks: null,
      proofs: ["test_now"],
      expected: right,
    },
    base: {
      "pyproject.toml": `[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["."]\n`,
      "store.py": `"""Reads names."""\nimport sqlite3\nfrom pathlib import Path\n\nQUERY = Path(__file__).with_name("names.sql").read_text()\n\n\ndef names(rows):\n    base = sqlite3.connect(":memory:")\n    base.execute("create table people (name text)")\n    base.executemany("insert into people values (?)", [(row,) for row in rows])\n    return [name for (name,) in base.execute(QUERY)]\n`,
      "names.sql": "select name\nfrom people\n",
      "tests/test_store.py": `import store\n\n\ndef test_before():\n    assert store.names(["Ada"]) == ["Ada"]\n`,
    },
    change: {
      "names.sql": "select name\nfrom people\norder by name\n",
      "tests/test_store.py": `import store\n\n\ndef test_before():\n    assert store.names(["Ada"]) == ["Ada"]\n\n\ndef test_now():\n    assert store.names(["Bob", "Ada"]) == ["Ada", "Bob"]\n`,
    },
  },
];
