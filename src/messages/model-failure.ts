// Why a model gave no reply, in words for people: what happened, why, and what to do.
import { MODEL_VARIABLE, type ModelFailure, type NoReply } from "../domain/model-failure.ts";
import { accessVariables } from "../domain/provider.ts";
import type { FaultWords } from "./sentence.ts";

export function modelComplaint(failure: ModelFailure): FaultWords {
  if (failure.kind === "not-chosen") {
    return {
      what: `The ${listed(failure.roles)} cannot start`,
      because: `no model is chosen for ${failure.roles.length === 1 ? "it" : "them"}`,
      remedy: `Set ${listed(failure.roles.map((role) => MODEL_VARIABLE[role]))}. ${offerText(failure.offered)}`,
    };
  }
  if (failure.kind === "unproven") {
    const models = Object.entries(failure.models).map(([role, model]) => `${role} ${model}`);
    return {
      what: `No work is begun with these models (${models.join(", ")})`,
      because:
        failure.because === "worse"
          ? "they were measured worse than those of the last accepted evaluation, beyond chance"
          : "no accepted evaluation measured them, and the operator asks for one (ISSUEWRIGHT_REQUIRE_EVAL)",
      remedy:
        "Choose models that were accepted, or measure these with `issuewright eval` and accept the result with `--accept`",
    };
  }
  if (failure.kind === "no-provider") {
    const { key, address } = accessVariables(failure.provider);
    return {
      what: `The ${failure.role}'s model ${failure.model} cannot be asked`,
      because: `the provider ${failure.provider} is not set up`,
      remedy: `Set ${key} (and ${address}, if it has an address of its own), or choose another model in ${choiceOf(failure)}`,
    };
  }
  const what = `The ${failure.role}'s model ${failure.model} gave no reply`;
  return { what, ...causeAndRemedy(failure) };
}

type NoReplyFailure = Extract<ModelFailure, { kind: "no-reply" }>;

function causeAndRemedy(failure: NoReplyFailure): Omit<FaultWords, "what"> {
  const { cause } = failure;
  const said = noReplyText(cause);
  const { key, address } = accessVariables(failure.provider);
  switch (cause.kind) {
    case "no-credit":
      return {
        because: `the account has no credit left (${said})`,
        remedy: "Add credit",
      };
    case "wrong-key":
      return {
        because: `the endpoint refused our key (${said})`,
        remedy: `Check ${key}, and that it may use this model`,
      };
    case "no-such-model":
      return {
        because: `the endpoint knows no such model or path (${said})`,
        remedy: `Check ${address} and ${choiceOf(failure)}. ${offerText(failure.offered)}`,
      };
    case "too-long":
      return {
        because: `the conversation no longer fits the model's context (${said})`,
        remedy: `Choose a model with a larger context in ${choiceOf(failure)}, have its server hold more of it (Ollama: \`OLLAMA_CONTEXT_LENGTH\`, llama.cpp: \`-c\`, LM Studio: the context length of the model), or split the issue`,
      };
    case "filtered":
      return {
        because: `the endpoint's content filter refused the request (${said})`,
        remedy: `Say it in other words in the issue, or choose another model in ${choiceOf(failure)}`,
      };
    case "no-tools":
      return {
        because: `the endpoint says that it cannot call tools (${said})`,
        remedy: `Choose a model that calls tools in ${choiceOf(failure)}, or switch tool calls on in its server (vLLM: \`--enable-auto-tool-choice\` with \`--tool-call-parser\`; llama.cpp: \`--jinja\`)`,
      };
    case "not-an-api":
      return {
        because: `a web page came instead of a reply (${said})`,
        remedy: `Check ${address}, and the proxies and firewalls on the way there`,
      };
    case "refused":
      return {
        because: `the endpoint refused the request (${said})`,
        remedy: `Mend what the endpoint names, or choose another model in ${choiceOf(failure)}`,
      };
    default:
      return stayedAway(failure, cause);
  }
}

function stayedAway({ attempts, endpoint }: NoReplyFailure, cause: NoReply): Omit<FaultWords, "what"> {
  const waitMs = "retryAfterMs" in cause ? (cause.retryAfterMs ?? 0) : 0;
  const wait = waitMs === 0 ? "" : `, and the endpoint asks to wait ${waitMs / 1000} s`;
  const where = endpoint === null ? "the endpoint" : `the endpoint ${endpoint}`;
  return {
    because: `attempt ${attempts} ended with: ${noReplyText(cause)}${wait}`,
    remedy: stayedAwayRemedy(cause.kind, where),
  };
}

function stayedAwayRemedy(kind: NoReply["kind"], where: string): string {
  switch (kind) {
    case "rate-limited":
      return "Wait until the limit has passed, or have the provider raise it";
    case "server-error":
    case "cut-off":
      return `Look at the logs or the status page of ${where}`;
    case "malformed":
    case "endless":
      return `Check that ${where} speaks the protocol that is configured for it`;
    default:
      return `Check that ${where} is up`;
  }
}

/** What the endpoint said, with its status; if it said nothing, what happened. */
export function noReplyText(cause: NoReply): string {
  if (cause.kind === "silent") return `nothing arrived for ${cause.quietMs / 1000} s`;
  if (cause.kind === "endless") return "the answer was too long";
  const { status, said } = cause;
  if (said === "" && cause.kind === "cut-off") return "the stream ended in the middle";
  return [...(status === null ? [] : [status]), ...(said === "" ? [] : [said])].join(" ");
}

/** Where a person can choose another model. */
function choiceOf({ chosenIn, role }: Pick<NoReplyFailure, "chosenIn" | "role">): string {
  return chosenIn === "rules" ? "`models:` in the repository's rules" : MODEL_VARIABLE[role];
}

const MOST_OFFERED = 30;

function offerText(offered: string[]): string {
  if (offered.length === 0) return "The endpoint does not say which models it offers";
  const rest = offered.length > MOST_OFFERED ? ` and ${offered.length - MOST_OFFERED} more` : "";
  return `The endpoint offers: ${offered.slice(0, MOST_OFFERED).join(", ")}${rest}`;
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
