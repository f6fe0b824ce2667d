// An error that ends a command, as a terminal shows it.
import { NotContained } from "../../containment/verdict.ts";
import { SandboxError } from "../../src/domain/errors.ts";
import { saidOfThrown } from "../../src/messages/fault.ts";
import { modelComplaint } from "../../src/messages/model-failure.ts";
import { sandboxFaultText } from "../../src/messages/sandbox-fault.ts";
import { sentenceOf } from "../../src/messages/sentence.ts";
import { EvaluationRefused } from "../../worker/eval/refusal.ts";
import { ModelFailed } from "../../worker/models/model.ts";
import { EngineLacking } from "../../worker/sandboxes/engine-finding.ts";
import { CommandRefused } from "../command.ts";
import { refusedWords } from "../eval/refusal.ts";
import { breachWords } from "./containment.ts";
import { engineWords } from "./engine.ts";

export function failureWords(error: unknown): string {
  if (error instanceof SandboxError) return sandboxFaultText(error.fault);
  if (error instanceof ModelFailed) return sentenceOf(modelComplaint(error.failure));
  if (error instanceof EvaluationRefused) return sentenceOf(refusedWords(error.refused));
  if (error instanceof CommandRefused) return error.message;
  if (error instanceof NotContained) return notContainedWords(error);
  return error instanceof EngineLacking ? lackingWords(error) : saidOfThrown(error);
}

function lackingWords({ findings }: EngineLacking): string {
  const words = findings.map(engineWords);
  const because = words.map(({ detail }) => detail).join("; ");
  const remedy = [...new Set(words.flatMap((each) => each.remedy ?? []))].join(". ");
  return sentenceOf({ what: "Could not start without sandboxes", because, remedy });
}

function notContainedWords({ breaches }: NotContained): string {
  return sentenceOf({
    what: "The worker takes no jobs, because its sandboxes failed the containment proof",
    because: breaches.map(breachWords).join("; "),
    remedy:
      "Run `npx issuewright doctor --containment` on this host to see everything, and mend its Docker engine, kernel or container runtime",
  });
}
