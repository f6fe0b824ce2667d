// The scripted model's replies to the demo's many issues, told apart by the titles of issues and of work orders.
import { type ChatRequest, type Scene, type Script, type Turn, textOf } from "../../model/script.ts";
import { sourcePath, testPath, testText, WISHES, type Wish } from "./wishes.ts";

export const manyScript: Script = Object.values(WISHES).flatMap(scenesOf);

/** Whether the model is asked about this wish. */
export function isAbout(request: ChatRequest, { title, order }: Wish): boolean {
  const text = textOf(request);
  return text.includes(title) || text.includes(order);
}

function scenesOf(wish: Wish): Scene[] {
  const architect = (tool: string, value: object): Scene => ({
    role: "architect",
    when: (request) => offers(request, tool) && isAbout(request, wish),
    turns: (_request, turn) => (turn === 0 ? read(wish) : submitted(tool, value)),
  });
  return [
    architect("submit_spec", specOf(wish)),
    architect("submit_order", orderOf(wish)),
    architect("submit_advice", { kind: "stop", instructions: wish.stop ?? "It cannot be done." }),
    {
      role: "coder",
      when: (request) => isAbout(request, wish),
      turns: (_request, turn) => codes(wish)[turn] ?? done(wish),
    },
  ];
}

function specOf(wish: Wish) {
  const { criterion, name, question, order } = wish;
  return {
    objections: [],
    goal: `${order}.`,
    criteria: [criterion],
    outOfScope: ["Other functions"],
    requirements: [`${name} keeps its signature`],
    questions: question === undefined ? [] : [{ id: "Q1", ...question, blocking: true }],
    decisions: [],
    rejected: [],
    ...(question === undefined ? { order: orderOf(wish) } : {}),
  };
}

function orderOf(wish: Wish) {
  const { name, order, criterion, tests } = wish;
  const [source, test] = [sourcePath(wish), testPath(wish)];
  return {
    title: order,
    summary: `Now ${criterion}.`,
    context: [{ path: source, fromLine: 1, toLine: 1, why: "the function to change", symbols: [name] }],
    interfaces: [],
    contracts: [],
    steps: [`Mend ${name} in ${source}`],
    tests: [`${test}: ${tests.added.name}`],
    outOfScope: ["Other functions"],
    footprint: [source, test],
  };
}

function codes(wish: Wish): Turn[] {
  const { source, mended, tests } = wish;
  const old = testText(tests.old);
  return [
    read(wish),
    edit(sourcePath(wish), source, mended),
    edit(testPath(wish), old, `${old}\n${testText(tests.added)}`),
    call("shell", { command: "node --test" }),
  ];
}

function done({ tests }: Wish): Turn {
  return submitted("done", { proofs: [{ criterion: "AC1", by: tests.added.name }] });
}

function read(wish: Wish): Turn {
  return call("read", { path: sourcePath(wish) });
}

function edit(path: string, old: string, next: string): Turn {
  return call("edit", { path, old, new: next });
}

function submitted(name: string, value: object): Turn {
  return call(name, { ...value });
}

function call(name: string, args: Record<string, unknown>): Turn {
  return { calls: [{ name, arguments: args }] };
}

function offers(request: ChatRequest, tool: string): boolean {
  return (request.tools ?? []).some((each) => each.function.name === tool);
}
