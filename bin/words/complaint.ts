// A fault in the configuration as a terminal shows it: what is wrong, and what to do about it.
import type { Complaint, Form, Unit } from "../../src/domain/complaint.ts";
import { withoutStop } from "../../src/messages/sentence.ts";

/** Neither ends with a full stop. */
export type ComplaintWords = { detail: string; remedy: string };

export function complaintLine(complaint: Complaint): string {
  const { detail, remedy } = complaintWords(complaint);
  return `${detail}. ${remedy}.`;
}

export function complaintWords(complaint: Complaint): ComplaintWords {
  switch (complaint.kind) {
    case "unset":
      return { detail: `${complaint.variable} is not set`, remedy: SOURCES[complaint.variable] ?? "Set it" };
    case "malformed": {
      const { fault, remedy } = formWords(complaint.form);
      return { detail: `${complaint.variable} ${fault}`, remedy };
    }
    case "two-githubs":
      return {
        detail: `GITHUB_API_URL (${complaint.api}) and GITHUB_SERVER_URL (${complaint.server}) are not of one GitHub`,
        remedy:
          "Set both: https://github.example.com/api/v3 with https://github.example.com, or https://api.name.ghe.com with https://name.ghe.com",
      };
    case "no-private-key":
      return {
        detail: "PRIVATE_KEY or PRIVATE_KEY_PATH is not set",
        remedy: "Generate a key on the settings page of your GitHub App",
      };
    case "not-rsa-key":
      return { detail: `The app's key in ${complaint.variable} is not an RSA key`, remedy: WHOLE_PEM };
    case "unreadable-key": {
      const said = withoutStop(complaint.programSaid);
      return {
        detail: `Could not read the app's key from ${complaint.variable}: ${said}`,
        remedy: WHOLE_PEM,
      };
    }
    case "unusable-credentials": {
      const why = complaint.programSaid ?? "it is not JSON with one value for each host:port";
      return {
        detail: `${complaint.variable} is the path of a file that cannot be used: ${withoutStop(why)}`,
        remedy: `Write it like ${complaint.example}`,
      };
    }
    case "no-model-endpoint":
      return {
        detail: "OPENAI_API_KEY is not set, and neither is OPENAI_BASE_URL",
        remedy:
          "Set the key, or the address of an OpenAI-compatible endpoint (vLLM, Ollama, OpenRouter, LiteLLM …), or choose each model as provider:model of a provider that is set up",
      };
    case "provider-not-set-up":
      return {
        detail: `${complaint.variable} chooses a model of ${complaint.provider}, which is not set up`,
        remedy: `Set ${complaint.needs.join(" and ")}`,
      };
    case "no-model":
      return {
        detail: `${complaint.variable} is not set`,
        remedy: "Name a model that the endpoint offers",
      };
    default:
      return complaint satisfies never;
  }
}

const WHOLE_PEM = "Give it the whole .pem file that GitHub made";
const FROM_SETTINGS = "Copy it from the settings page of your GitHub App";
const NO_APP =
  "Make a GitHub App on the set-up page of `npm start`, or copy it from the settings page of yours";
/** Where the values of required variables come from. */
const SOURCES: Partial<Record<string, string>> = {
  APP_ID: NO_APP,
  WEBHOOK_SECRET: "Set the webhook secret of your GitHub App: without it anyone could send events",
};

function formWords(form: Form): { fault: string; remedy: string } {
  switch (form.kind) {
    case "web-address":
      return {
        fault: "is not a plain http or https address, without a user name or a password",
        remedy: like(form.example),
      };
    case "redis-address":
      return { fault: "is not an address of Redis", remedy: like(form.example) };
    case "unix-socket":
      return { fault: "is not a socket on this machine", remedy: like(form.example) };
    case "web-path":
      return { fault: "does not start with a slash", remedy: like(form.example) };
    case "runtime-name":
      return {
        fault: "is not the name of a runtime",
        remedy: `Write it as your engine's configuration does, like ${form.example}`,
      };
    case "price-list":
      return { fault: "is not a price list", remedy: like(form.example) };
    case "one-of":
      return { fault: "is not one of its values", remedy: `Use ${oneOf(form.choices)}` };
    case "text":
      return { fault: `is longer than ${form.mostCharacters} characters`, remedy: "Shorten it" };
    case "secret":
      return {
        fault: "is too short to be a secret",
        remedy: `Use at least ${form.leastCharacters} characters, like from \`openssl rand -hex 32\``,
      };
    case "amount":
      return {
        fault: `is not ${AMOUNTS[form.unit]}`,
        remedy: form.zero === "allowed" ? "Write 0 or a larger number" : "Write a number above 0",
      };
    case "app-id":
      return { fault: "is not a number", remedy: FROM_SETTINGS };
    case "port":
      return { fault: "is not a port", remedy: "Use a number from 0 to 65535" };
    case "private-key":
    case "file":
    case "folder":
    case "credentials-file":
    case "host":
      return { fault: "cannot be used", remedy: "Correct it" };
    default:
      return form satisfies never;
  }
}

const AMOUNTS: Record<Unit, string> = {
  dollars: "an amount in dollars",
  tokens: "a number of tokens",
  steps: "a number of steps",
  minutes: "a number of minutes",
  seconds: "a number of seconds",
  MiB: "a number of MiB",
  runs: "a whole number of runs",
};

function oneOf(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join("") : `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
}

function like(example: string): string {
  return `Write it like ${example}`;
}
