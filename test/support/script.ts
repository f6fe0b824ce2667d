// Scripts for stories: an ordinary department on a small project, with the part a story is about written over it.
import { type ChatRequest, type Scene, type Script, type Turn, textOf } from "../../local/model/script.ts";

/** A project with a bug a person would file, and a test that misses it. */
export const project = {
  "package.json": `{ "name": "sum", "type": "module", "private": true, "scripts": { "test": "node --test" } }\n`,
  "src/sum.js":
    "// Adds numbers.\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b);\n}\n",
  "test/sum.test.js": `import assert from "node:assert/strict";
import { test } from "node:test";
import { sum } from "../src/sum.js";

test("adds numbers", () => {
  assert.equal(sum([1, 2, 3]), 6);
});
`,
};

/** The same, tested without npm, which takes longer to start than these tests take. Stories about what is measured keep npm. */
export const bareProject = {
  ...project,
  ".github/issuewright.yml":
    "checks:\n  - { name: test, run: node --test --test-reporter=tap, kind: test }\n",
};

export const wish = { title: "sum([]) throws", body: "`sum([])` should be 0, but it throws a TypeError." };

export const goodSpec = {
  goal: "The sum of nothing is 0.",
  objections: [],
  criteria: ["sum([]) is 0"],
  outOfScope: [],
  dependencies: [],
  requirements: [],
  questions: [],
  decisions: [],
  rejected: [],
};

export const goodOrder = {
  title: "Make the sum of nothing 0",
  summary: "reduce without a start value throws on an empty list; it starts from 0 now.",
  context: [{ path: "src/sum.js", fromLine: 2, toLine: 4, why: "the bug", symbols: ["sum"] }],
  interfaces: [],
  contracts: [],
  steps: ["Start the reduction from 0 in src/sum.js"],
  tests: ["test/sum.test.js: the sum of nothing"],
  contradicts: [],
  outOfScope: [],
  dependencies: [],
  footprint: ["src/sum.js", "test/sum.test.js"],
};

const FIXED =
  "// Adds numbers.\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, 0);\n}\n";
const TESTED = `${project["test/sum.test.js"]}
test("the sum of nothing is 0", () => {
  assert.equal(sum([]), 0);
});
`;

export const fixes: Turn[] = [writes("src/sum.js", FIXED), writes("test/sum.test.js", TESTED)];
export const done: Turn = calls("done", { proofs: [{ criterion: "AC1", by: "the sum of nothing is 0" }] });

/** Names no test, so that one hand-in is enough where a story is not about proofs. */
export const undecided: Turn = calls("done", {
  undecidable: [{ criterion: "AC1", because: "this story is about something else" }],
});

export type Department = {
  spec?: Turn[] | ((request: ChatRequest, turn: number) => Turn);
  order?: Turn[] | ((request: ChatRequest, turn: number) => Turn);
  advice?: Turn[];
  coder?: Turn[] | ((request: ChatRequest, turn: number) => Turn);
  reviewer?: Turn[] | ((request: ChatRequest, turn: number) => Turn);
};

/** Each role does its part at once, unless the story says otherwise. */
export function aScript(department: Department = {}): Script {
  return [
    architect("submit_spec", department.spec ?? [calls("submit_spec", goodSpec)]),
    architect("submit_order", department.order ?? [calls("submit_order", goodOrder)]),
    architect("correct_entries", () => calls("correct_entries", {})),
    architect(
      "submit_advice",
      department.advice ?? [calls("submit_advice", { kind: "stop", instructions: "It cannot be done." })],
    ),
    { role: "coder", turns: stubborn(department.coder ?? [...fixes, done]) },
    { role: "reviewer", turns: department.reviewer ?? [calls("submit_review", { findings: [] })] },
  ];
}

/** Where the coder is told of what needs a second look, it hands the same in again. */
function stubborn(turns: Scene["turns"]): Scene["turns"] {
  if (typeof turns === "function") return turns;
  const last = turns.at(-1);
  const again = last?.calls?.some(({ name }) => name === "done") ? last : undefined;
  if (again === undefined) return turns;
  return (_request, turn) => turns[turn] ?? again;
}

/** The architect's conversations differ by the tool that ends them. */
function architect(finish: string, turns: Scene["turns"]): Scene {
  return { role: "architect", when: (request) => offers(request, finish), turns };
}

function offers(request: ChatRequest, tool: string): boolean {
  return (request.tools ?? []).some((each) => each.function.name === tool);
}

export function calls(name: string, args: Record<string, unknown>): Turn {
  return { calls: [{ name, arguments: args }] };
}

export function writes(path: string, content: string): Turn {
  return calls("write", { path, content });
}

export function shell(command: string, seconds = 60): Turn {
  return calls("shell", { command, seconds });
}

export function says(request: ChatRequest, words: string): boolean {
  return textOf(request).includes(words);
}
