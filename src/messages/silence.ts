// Why a model handed nothing in, to go on after its role. Pure.
import type { Silence } from "../domain/reason.ts";
import { code, count } from "./words.ts";

export function silenceText(silence: Silence): string {
  switch (silence.kind) {
    case "out-of-steps":
      return `did not finish within ${count(silence.steps, "step")}`;
    case "halted":
      return "was stopped";
    case "not-handed-in":
      return `stopped without handing in its result (\`${silence.tool}\`)${asTextClause(silence.asText)}${lastWords(silence.said)}`;
    case "declined":
      return `declined to answer, or a content filter of its endpoint did${lastWords(silence.said)}`;
    case "cut":
      return `does not see the whole conversation: its server leaves out a part without an error (it counted ${silence.countedTokens} of about ${silence.sentTokens} tokens)`;
    case "cut-short": {
      const inside = silence.tool === null ? "" : `, inside a call of ${code(silence.tool)}`;
      return `wrote ${silence.times} replies in a row that were cut before their end, the last after ${count(silence.outputTokens, "token")}${inside}`;
    }
    case "stuck":
      return `called ${code(silence.tool)} ${silence.times} times in the same way and was refused each time (${code(silence.refused)})${lastWords(silence.said)}`;
    default:
      return silence satisfies never;
  }
}

type AsText = Extract<Silence, { kind: "not-handed-in" }>["asText"];

function asTextClause(asText: AsText): string {
  return asText === null
    ? ""
    : `, and wrote its calls as text (\`${asText.wrapper}\`), which its server did not parse`;
}

function lastWords(said: string): string {
  return said === "" ? "" : `. Its last words: ${code(said)}`;
}
