// What became of a model's small task, in words for a terminal.
import { visible } from "../../src/domain/text.ts";
import { modelComplaint } from "../../src/messages/model-failure.ts";
import { withoutStop } from "../../src/messages/sentence.ts";
import type { Trial } from "../doctor/trial.ts";

/** Neither `detail` nor `remedy` ends with a full stop. */
export type TrialWords = { ok: boolean; what: string; detail: string; remedy: string | null };

export function trialWords(trial: Trial): TrialWords {
  const what = `model of the ${trial.role}`;
  const { ended } = trial;
  switch (ended.kind) {
    case "passed": {
      const detail = `${trial.model} called a tool, read its result and handed in, in ${ended.replies} replies and ${trial.tokens} tokens`;
      return { ok: true, what, detail: `${detail}${learnedText(trial.learned)}`, remedy: null };
    }
    case "no-reply": {
      const { because, remedy } = modelComplaint(ended.failure);
      const detail = `${trial.model} gave no reply: ${withoutStop(because)}${learnedText(trial.learned)}`;
      return { ok: false, what, detail, remedy };
    }
    case "no-calls": {
      const how = ended.wrapper === null ? "" : `, and wrote its calls as text (${ended.wrapper})`;
      const remedy =
        ended.wrapper === null
          ? "Choose a model that calls tools"
          : "Have its server parse tool calls (vLLM: --enable-auto-tool-choice with --tool-call-parser; SGLang: --tool-call-parser; llama.cpp: --jinja)";
      return {
        ok: false,
        what,
        detail: `${trial.model} called no tool${how}${lastWords(ended.said)}`,
        remedy,
      };
    }
    case "cut": {
      const counts = `it counted ${ended.countedTokens} of about ${ended.sentTokens} tokens`;
      return {
        ...{ ok: false, what },
        detail: `${trial.model} does not see the whole conversation: its server leaves out a part without an error; ${counts}`,
        remedy:
          "Have its server hold more (Ollama: OLLAMA_CONTEXT_LENGTH=65536 or more; the OpenAI-compatible address takes no num_ctx)",
      };
    }
    case "lost":
      return {
        ...{ ok: false, what, detail: `${trial.model} did not get the task done${lastWords(ended.said)}` },
        remedy: "Choose a stronger model",
      };
    default:
      return ended satisfies never;
  }
}

function lastWords(said: string): string {
  return said === "" ? "" : `: ${visible(said.replace(/\s+/g, " ")).slice(0, 200).toWellFormed()}`;
}

/** By their names in the code: who reads this looks there. */
function learnedText(learned: Record<string, unknown>): string {
  const lessons = Object.entries(learned).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return lessons.length === 0 ? "" : `; learned of its endpoint: ${lessons.join(", ")}`;
}
