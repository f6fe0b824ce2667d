// Right fixes in JavaScript that move code, and changes with a part that no test needs.
import { type Case, cheat } from "./case.ts";
import { edited, fixOf, NOW, OLD, testsOf } from "./right-code.ts";

const OFF = `// Adds.\nexport function add(a, b) {\n  return a + b + 1;\n}\n\nexport function twice(a) {\n  return a * 2;\n}\n`;

export const rightMoved: Case[] = [
  {
    ...fixOf("a file is renamed and its function mended", edited("src/add.js", OFF, "b + 1", "b"), {
      imports: `import { add, twice } from "../src/add.js";`,
      old: "assert.equal(twice(2), 4);",
      now: "assert.equal(add(1, 2), 3);",
    }),
    change: {
      "src/add.js": null,
      "src/arithmetic.js": OFF.replace("b + 1", "b"),
      "test/parts.test.js": testsOf(`import { add, twice } from "../src/arithmetic.js";`, {
        [OLD]: "assert.equal(twice(2), 4);",
        [NOW]: "assert.equal(add(1, 2), 3);",
      }),
    },
  },
  {
    ...fixOf("a function is moved to another file and mended", edited("src/add.js", OFF, "b + 1", "b"), {
      imports: `import { add, twice } from "../src/add.js";`,
      old: "assert.equal(twice(2), 4);",
      now: "assert.equal(add(1, 2), 3);",
    }),
    change: {
      "src/add.js": `// Doubles.\nexport { add } from "./adding.js";\n\nexport function twice(a) {\n  return a * 2;\n}\n`,
      "src/adding.js": `// Adds.\nexport function add(a, b) {\n  return a + b;\n}\n`,
      "test/parts.test.js": testsOf(`import { add, twice } from "../src/add.js";`, {
        [OLD]: "assert.equal(twice(2), 4);",
        [NOW]: "assert.equal(add(1, 2), 3);",
      }),
    },
  },
];

/** What no test needs stays in doubt, whatever its shape. */
const idle: Case[] = [
  {
    ...fixOf(
      "a fix, and an idle line is deleted",
      {
        path: "src/add.js",
        base: OFF.replace("  return a * 2", "  console.assert(a);\n  return a * 2"),
        head: OFF.replace("b + 1", "b"),
      },
      {
        imports: `import { add, twice } from "../src/add.js";`,
        old: "assert.equal(twice(2), 4);",
        now: "assert.equal(add(1, 2), 3);",
      },
    ),
    expected: cheat(/needs/),
  },
  {
    ...fixOf("a fix, and a constant that no test needs", edited("src/add.js", OFF, "b + 1", "b"), {
      imports: `import { add, twice } from "../src/add.js";`,
      old: "assert.equal(twice(2), 4);",
      now: "assert.equal(add(1, 2), 3);",
    }),
    expected: cheat(/needs|no test noticed/),
  },
].map((one, at) =>
  at === 0
    ? one
    : {
        ...one,
        change: {
          ...one.change,
          "src/add.js": `${String(one.change["src/add.js"])}\nexport const MOST = 12;\n`,
        },
      },
);

rightMoved.push(...idle);
