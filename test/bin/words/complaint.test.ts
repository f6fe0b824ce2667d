// What a terminal says of each fault in the configuration.
import { expect, it } from "@jest/globals";
import { complaintLine } from "../../../bin/words/complaint.ts";
import type { Complaint, Form } from "../../../src/domain/complaint.ts";

const malformed = (form: Form): Complaint => ({ kind: "malformed", variable: "NAME", form });

const complaints: Complaint[] = [
  { kind: "unset", variable: "APP_ID" },
  { kind: "unset", variable: "WEBHOOK_SECRET" },
  { kind: "no-private-key" },
  { kind: "not-rsa-key", variable: "PRIVATE_KEY" },
  { kind: "unreadable-key", variable: "PRIVATE_KEY_PATH", programSaid: "ENOENT: no such file." },
  { kind: "unusable-credentials", variable: "NAME", programSaid: null, example: "{}" },
  { kind: "unusable-credentials", variable: "NAME", programSaid: "no such file", example: "{}" },
  { kind: "no-model-endpoint" },
  {
    ...{ kind: "provider-not-set-up", role: "coder", provider: "azure" },
    ...{ variable: "ISSUEWRIGHT_CODER_MODEL", needs: ["AZURE_BASE_URL", "AZURE_API_KEY"] },
  },
  { kind: "no-model", role: "coder", variable: "ISSUEWRIGHT_CODER_MODEL" },
  malformed({ kind: "web-address", example: "https://github.example.com" }),
  malformed({ kind: "redis-address", example: "redis://localhost:6379" }),
  malformed({ kind: "unix-socket", example: "unix:///run/docker.sock" }),
  malformed({ kind: "web-path", example: "/hooks" }),
  malformed({ kind: "runtime-name", example: "runsc" }),
  malformed({ kind: "price-list", example: "{}" }),
  malformed({ kind: "one-of", choices: ["info", "warn", "error"] }),
  malformed({ kind: "text", mostCharacters: 50 }),
  malformed({ kind: "secret", leastCharacters: 16 }),
  malformed({ kind: "amount", unit: "dollars", zero: "refused" }),
  malformed({ kind: "amount", unit: "minutes", zero: "allowed" }),
  malformed({ kind: "app-id" }),
  malformed({ kind: "port" }),
];

it("says what is wrong and what to do about it", () => {
  expect(complaints.map(complaintLine).join("\n")).toMatchInlineSnapshot(`
"APP_ID is not set. Make a GitHub App on the set-up page of \`npm start\`, or copy it from the settings page of yours.
WEBHOOK_SECRET is not set. Set the webhook secret of your GitHub App: without it anyone could send events.
PRIVATE_KEY or PRIVATE_KEY_PATH is not set. Generate a key on the settings page of your GitHub App.
The app's key in PRIVATE_KEY is not an RSA key. Give it the whole .pem file that GitHub made.
Could not read the app's key from PRIVATE_KEY_PATH: ENOENT: no such file. Give it the whole .pem file that GitHub made.
NAME is the path of a file that cannot be used: it is not JSON with one value for each host:port. Write it like {}.
NAME is the path of a file that cannot be used: no such file. Write it like {}.
OPENAI_API_KEY is not set, and neither is OPENAI_BASE_URL. Set the key, or the address of an OpenAI-compatible endpoint (vLLM, Ollama, OpenRouter, LiteLLM …), or choose each model as provider:model of a provider that is set up.
ISSUEWRIGHT_CODER_MODEL chooses a model of azure, which is not set up. Set AZURE_BASE_URL and AZURE_API_KEY.
ISSUEWRIGHT_CODER_MODEL is not set. Name a model that the endpoint offers.
NAME is not a plain http or https address, without a user name or a password. Write it like https://github.example.com.
NAME is not an address of Redis. Write it like redis://localhost:6379.
NAME is not a socket on this machine. Write it like unix:///run/docker.sock.
NAME does not start with a slash. Write it like /hooks.
NAME is not the name of a runtime. Write it as your engine's configuration does, like runsc.
NAME is not a price list. Write it like {}.
NAME is not one of its values. Use info, warn or error.
NAME is longer than 50 characters. Shorten it.
NAME is too short to be a secret. Use at least 16 characters, like from \`openssl rand -hex 32\`.
NAME is not an amount in dollars. Write a number above 0.
NAME is not a number of minutes. Write 0 or a larger number.
NAME is not a number. Copy it from the settings page of your GitHub App.
NAME is not a port. Use a number from 0 to 65535."
`);
});
