// A model's small task, from asking it to the words in the terminal.
import { expect, it } from "@jest/globals";
import { tryModels } from "../../../bin/doctor/trial.ts";
import { trialWords } from "../../../bin/words/trial.ts";
import type { Fault } from "../../../local/model/faults.ts";
import { type ChatRequest, type Scene, type Turn, textOf } from "../../../local/model/script.ts";
import { aLocalModel, modelsAt } from "../../support/local-model.ts";

const looking: Turn = { calls: [{ name: "look", arguments: { path: "number.txt" } }] };
const handingIn = (found: object): Turn => ({ calls: [{ name: "done", arguments: { ...found } }] });

/** Looks first, and hands in what it was told. */
function good(request: ChatRequest): Turn {
  const text = textOf(request);
  const [code, number] = [/The code is (\d+)/, /The number is (\d+)/].map((words) => words.exec(text)?.[1]);
  if (number === undefined) return looking;
  return code === undefined ? { text: "What shall I do with these lines?" } : handingIn({ code, number });
}
const asText: Turn = { text: '<tool_call>{"name": "look"}</tool_call>' };

it("says of each role's model whether it called its tools, and what was learned of its endpoint", async () => {
  const scenes: Scene[] = [
    { role: "architect", turns: good },
    { role: "coder", turns: [asText, asText, asText] },
    { role: "reviewer", turns: [looking, handingIn({ code: 1, number: 2 })] },
  ];
  await using local = await aLocalModel(scenes);
  const faults: Fault[] = [{ kind: "no-stream-options" }, { kind: "wants-max-completion-tokens" }];
  for (const fault of faults)
    local.faults.add({ fault, times: 9, when: ({ model }) => model.includes("architect") });
  const trials = await tryModels(modelsAt(local), new AbortController().signal);
  const said = trials.map(trialWords).map(({ ok, what, detail, remedy }) => [ok, what, detail, remedy]);
  expect(said.map((line) => line.join(" | ")).join("\n")).toMatchInlineSnapshot(`
"true | model of the architect | scripted-architect called a tool, read its result and handed in, in 2 replies and 11356 tokens; learned of its endpoint: countsInStreams false, limitName "max_completion_tokens" | 
false | model of the coder | scripted-coder called no tool, and wrote its calls as text (<tool_call>): <tool_call>{"name": "look"}</tool_call> | Have its server parse tool calls (vLLM: --enable-auto-tool-choice with --tool-call-parser; SGLang: --tool-call-parser; llama.cpp: --jinja)
false | model of the reviewer | scripted-reviewer did not get the task done: {"code":1,"number":2} | Choose a stronger model"
`);
});

it("says where a server leaves out a part of the conversation without a word", async () => {
  const scenes = (["architect", "coder", "reviewer"] as const).map((role): Scene => ({ role, turns: good }));
  await using local = await aLocalModel(scenes);
  for (const [role, holdsTokens] of [
    ["architect", 8_192],
    ["coder", 32_768],
  ] as const)
    local.faults.add({
      fault: { kind: "forgets", holdsTokens },
      times: 9,
      when: ({ model }) => model.includes(role),
    });
  const trials = await tryModels(modelsAt(local), new AbortController().signal);
  expect(trials.map(({ role, ended }) => [role, ended.kind])).toEqual([
    ["architect", "cut"],
    ["coder", "passed"],
    ["reviewer", "passed"],
  ]);
});
