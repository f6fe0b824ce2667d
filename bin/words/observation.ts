// An observation of `doctor` as a terminal shows it: the part, its state, and what to do about it.
import type { Role } from "../../src/domain/budget.ts";
import { MODEL_VARIABLE } from "../../src/domain/model-failure.ts";
import { accessVariables } from "../../src/domain/provider.ts";
import { causeText, wordsOfFault } from "../../src/messages/fault.ts";
import { noReplyText } from "../../src/messages/model-failure.ts";
import { withoutStop } from "../../src/messages/sentence.ts";
import { type ModelState, type Observation, type Part, stateOf } from "../doctor/observation.ts";
import { complaintWords } from "./complaint.ts";
import { engineWords } from "./engine.ts";
import { settingWords } from "./github-app.ts";

/** `ok` null: unknown. `remedy` null: nothing needs to be done. This is what `doctor --json` prints. */
export type ObservationWords = { what: string; ok: boolean | null; detail: string; remedy: string | null };

export function observationWords(observation: Observation): ObservationWords {
  const state = stateOf(observation);
  const { what, detail, remedy } = wordsOf(observation);
  return { what, ok: state === "unknown" ? null : state === "ok", detail, remedy };
}

function wordsOf(observation: Observation): Omit<ObservationWords, "ok"> {
  switch (observation.kind) {
    case "complaint":
      return { what: PARTS[observation.part], ...complaintWords(observation.complaint) };
    case "engine":
      return { what: PARTS.sandbox, ...engineWords(observation.finding) };
    case "redis": {
      const detail = observation.isOurs ? "a Redis on this machine starts and answers" : "REDIS_URL answers";
      return { what: PARTS.Redis, detail, remedy: null };
    }
    case "redis-setting":
      return { what: PARTS.Redis, ...REDIS_FAULTS[observation.fault.kind] };
    case "endpoint":
      return { what: PARTS.endpoint, ...endpointWords(observation) };
    case "model":
      return { what: `model of the ${observation.role}`, ...modelWords(observation.role, observation.state) };
    case "app": {
      const { apiUrl, slug, lacking } = observation;
      const lacks = lacking.length === 0 ? "" : `; it was not granted ${lacking.join(", ")}`;
      return {
        what: PARTS["GitHub App"],
        detail: `${apiUrl} knows the app as ${slug}${lacks}`,
        remedy: null,
      };
    }
    case "events":
    case "hook":
    case "polling":
    case "reach":
      return { what: PARTS["GitHub App"], ...settingWords(observation) };
    case "webhooks": {
      const { host, port, path, areTaken } = observation;
      const detail = areTaken
        ? `accepted at ${host}:${port}${path}, signed with WEBHOOK_SECRET`
        : "none is accepted, because WEBHOOK_SECRET is not set";
      return { what: PARTS.webhooks, detail, remedy: null };
    }
    case "failed":
      return { what: PARTS[observation.part], ...failureWords(observation) };
    default:
      return observation satisfies never;
  }
}

const REDIS_FAULTS = {
  "no-append-only-file": {
    detail: "it loses jobs when it dies",
    remedy: "Set `appendonly yes` in its configuration, or `CONFIG SET appendonly yes`",
  },
  replica: {
    detail: "it is a replica and takes no write",
    remedy: "Let REDIS_URL name the primary, or an address that follows it",
  },
};

const PARTS: Record<Part, string> = {
  configuration: "configuration",
  sandbox: "sandbox",
  Redis: "Redis",
  endpoint: "model endpoint",
  models: "models",
  "GitHub App": "GitHub App",
  webhooks: "webhooks",
};

type Words = { detail: string; remedy: string | null };

/** For an error whose cause we do not know. */
const REMEDIES = {
  Redis: "Install redis-server, or set REDIS_URL to a Redis that answers",
  "GitHub App":
    "Check APP_ID, the private key and the permissions (app.yml names them) on the settings page of your GitHub App, and GITHUB_API_URL",
};

function failureWords({ part, cause }: Extract<Observation, { kind: "failed" }>): Words {
  if (cause.kind !== "fault") return { detail: causeText(cause), remedy: REMEDIES[part] };
  const { what, because, remedy } = wordsOfFault(cause.fault);
  return { detail: `${what}: ${withoutStop(because)}`, remedy };
}

function endpointWords({ baseUrl, provider, offer }: Extract<Observation, { kind: "endpoint" }>): Words {
  const { address, key } = accessVariables(provider);
  switch (offer.kind) {
    case "offers":
      return offer.names.length > 0
        ? { detail: `${baseUrl} offers ${shortList(offer.names)}`, remedy: null }
        : { detail: `${baseUrl} offers no model`, remedy: "Install or enable one there" };
    case "no-list": {
      const said = noReplyText(offer.cause);
      const answered = "status" in offer.cause && offer.cause.status !== null;
      return answered
        ? {
            detail: `${baseUrl} did not say which models it offers: ${said}`,
            remedy: `Check ${address} and ${key}. Ignore this if the endpoint keeps no list`,
          }
        : {
            detail: `${baseUrl} does not answer: ${said}`,
            remedy: `Start the endpoint there, or set ${address} to its address`,
          };
    }
    default:
      return offer satisfies never;
  }
}

function modelWords(role: Role, state: ModelState): Words {
  const remedy = `Set ${MODEL_VARIABLE[role]} to a model the endpoint offers`;
  switch (state.kind) {
    case "unchosen":
      return { detail: "none is chosen", remedy };
    case "unknown":
      return {
        detail: `${state.name}: the endpoint does not say whether it offers this model`,
        remedy: null,
      };
    case "not-offered":
      return { detail: `the endpoint does not offer ${state.name}`, remedy };
    case "priced":
      return { detail: state.name, remedy: null };
    case "unpriced":
      return {
        detail: `${state.name}; its price is not known, so only the cap in tokens holds, not the one in dollars`,
        remedy: `Set ISSUEWRIGHT_PRICES to its price, like ${priceListOf(state.name)}`,
      };
    default:
      return state satisfies never;
  }
}

function shortList(names: string[]): string {
  return names.length <= 8
    ? names.join(", ")
    : `${names.slice(0, 8).join(", ")} and ${names.length - 8} more`;
}

function priceListOf(model: string): string {
  return JSON.stringify({ [model]: { inputUsdPerMillion: 2, outputUsdPerMillion: 8 } });
}
