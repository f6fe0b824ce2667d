// What the model says in the soak: other words for each issue, so that a question asked twice is told from one asked alike.
import type { Files } from "../../local/github/repositories.ts";
import { type ChatRequest, type Script, type Turn, textOf } from "../../local/model/script.ts";
import {
  aScript,
  calls,
  done,
  fixes,
  goodOrder,
  goodSpec,
  project,
  says,
  writes,
} from "../../test/support/script.ts";
import { more, moreCriterion, secondFixes } from "../../test/support/versions.ts";
import type { SandboxKind } from "./place.ts";

export const asked = "Please say in one line what it does.";

const RULES = `setup: ['date +%N > node_modules']
checks: [{ name: test, run: 'cat node_modules && npm test', kind: test }]
`;
/** In memory only the test command is known. */
export function filesFor(sandboxes: SandboxKind): Files {
  if (sandboxes === "memory") return project;
  return { ...project, ".gitignore": "node_modules\n", ".github/issuewright.yml": RULES };
}

export function titleOf(index: number): string {
  return `sum([]) throws (case ${index})`;
}

const EXPLAINED = `// Adds numbers. The sum of nothing is 0.
export function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}
`;

export function soakScript(): Script {
  return aScript({
    spec: (request) => {
      const criteria = wantsMore(request) ? [...goodSpec.criteria, moreCriterion] : goodSpec.criteria;
      return calls("submit_spec", {
        ...goodSpec,
        goal: `The sum of nothing is 0 (${caseIn(request)}).`,
        criteria,
      });
    },
    order: (request) =>
      calls("submit_order", { ...goodOrder, title: `Make the sum of nothing 0 (${caseIn(request)})` }),
    coder: (request, turn) => turnsFor(request)[turn] ?? done,
  });
}

function turnsFor(request: ChatRequest): Turn[] {
  if (wantsMore(request)) return [...secondFixes, done];
  if (says(request, asked)) return [writes("src/sum.js", EXPLAINED), done];
  return [...fixes.slice(0, 1), done];
}

function wantsMore(request: ChatRequest): boolean {
  return says(request, more) || says(request, moreCriterion);
}

function caseIn(request: ChatRequest): string {
  return /case \d+/.exec(textOf(request))?.[0] ?? "no case";
}
