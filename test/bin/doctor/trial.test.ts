// A model's small task, from asking it to the words in the terminal.
import { expect, it } from "@jest/globals";
import { tryModels } from "../../../bin/doctor/trial.ts";
import { trialWords } from "../../../bin/words/trial.ts";
import type { Fault } from "../../../local/model/faults.ts";
import type { Scene, Turn } from "../../../local/model/script.ts";
import { aLocalModel, modelsAt } from "../../support/local-model.ts";

const good: Turn[] = [
  { calls: [{ name: "look", arguments: { path: "number.txt" } }] },
  { calls: [{ name: "done", arguments: { number: "4711" } }] },
];
const asText: Turn = { text: '<tool_call>{"name": "look"}</tool_call>' };

it("says of each role's model whether it called its tools, and what was learned of its endpoint", async () => {
  const scenes: Scene[] = [
    { role: "architect", turns: good },
    { role: "coder", turns: [asText, asText, asText] },
    { role: "reviewer", turns: [good[0] ?? {}, { calls: [{ name: "done", arguments: { number: 1 } }] }] },
  ];
  await using local = await aLocalModel(scenes);
  const faults: Fault[] = [{ kind: "no-stream-options" }, { kind: "wants-max-completion-tokens" }];
  for (const fault of faults)
    local.faults.add({ fault, times: 9, when: ({ model }) => model.includes("architect") });
  const trials = await tryModels(modelsAt(local), new AbortController().signal);
  const said = trials.map(trialWords).map(({ ok, what, detail, remedy }) => [ok, what, detail, remedy]);
  expect(said.map((line) => line.join(" | ")).join("\n")).toMatchInlineSnapshot(`
"true | model of the architect | scripted-architect called a tool, read its result and handed in, in 2 replies and 316 tokens; learned of its endpoint: countsInStreams false, limitName "max_completion_tokens" | 
false | model of the coder | scripted-coder called no tool, and wrote its calls as text (<tool_call>): <tool_call>{"name": "look"}</tool_call> | Have its server parse tool calls (vLLM: --enable-auto-tool-choice with --tool-call-parser; SGLang: --tool-call-parser; llama.cpp: --jinja)
false | model of the reviewer | scripted-reviewer did not get the task done: 1 | Choose a stronger model"
`);
});
