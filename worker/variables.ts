// The environment variables of runs and of the worker, each with its check and its meaning.
import { z } from "zod";
import { DEFAULT_BUDGET, type Role } from "../src/domain/budget.ts";
import type { Unit } from "../src/domain/complaint.ts";
import { accessVariables } from "../src/domain/provider.ts";
import { type Section, variable, variablesOf, webAddress } from "../src/environment.ts";
import { PROTOCOL_NAMES, USUAL_PROTOCOL } from "./models/index.ts";
import { Price } from "./models/price.ts";
import { PROVIDERS } from "./models/providers.ts";
import { SandboxEnvironment } from "./sandbox-config.ts";

export const OPENAI_URL = "https://api.openai.com/v1";
const PRICE_LIST = '{"some-model":{"inputUsdPerMillion":2,"outputUsdPerMillion":8}}';

const model = (role: Role) =>
  variable(z.string().optional(), {
    form: { kind: "text", mostCharacters: null },
    means: `The ${role}'s model, at the endpoint below, or of a provider as \`provider:model\`, like \`anthropic:claude-…\`. None is built in; a repository's rules may choose another`,
    unset: "the role has no model unless the rules of the repository name one",
  });
const amount = (unit: Unit, fallback: number, means: string) =>
  variable(z.coerce.number().positive().default(fallback), {
    form: { kind: "amount", unit, zero: "refused" },
    means,
  });
const runs = (means: string) =>
  variable(z.coerce.number().positive().default(2).pipe(z.int()), {
    form: { kind: "amount", unit: "runs", zero: "refused" },
    means,
  });
const prices = z
  .string()
  .transform((text, context) => {
    const parsed = z.record(z.string(), Price).safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    context.addIssue("not a price list");
    return z.NEVER;
  })
  .default({});

export const ModelEnvironment = z.object({
  ISSUEWRIGHT_ARCHITECT_MODEL: model("architect"),
  ISSUEWRIGHT_CODER_MODEL: model("coder"),
  ISSUEWRIGHT_REVIEWER_MODEL: model("reviewer"),
});

/** The usual endpoint has variables of its own, with which that of OpenAI is chosen, too. */
const providerVariables = PROVIDERS.filter(({ name }) => name !== "openai").flatMap(
  ({ name, url, needsKey }) => {
    const variables = accessVariables(name);
    const unset = url === null ? `models of \`${name}:\` cannot be chosen` : `\`${url}\``;
    return [
      [
        variables.address,
        variable(webAddress.optional(), {
          ...{ form: { kind: "web-address", example: url ?? `https://${name}.example.com/v1` }, unset },
          means: `Where models of \`${name}:\` are`,
        }),
      ],
      [
        variables.key,
        variable(z.string().optional(), {
          form: { kind: "text", mostCharacters: null },
          means: `The key for models of \`${name}:\``,
          unset: needsKey ? `models of \`${name}:\` cannot be chosen` : "it asks for none",
        }),
      ],
    ] as const;
  },
);

export const ProviderEnvironment = z.object(Object.fromEntries(providerVariables));

export const EngineEnvironment = ModelEnvironment.extend({
  OPENAI_BASE_URL: variable(webAddress.default(OPENAI_URL), {
    form: { kind: "web-address", example: "http://localhost:11434/v1" },
    means:
      "The endpoint of models without a provider, OpenAI-compatible: vLLM, Ollama, OpenRouter, LiteLLM … Models of `openai:` are asked there by the *responses* protocol",
  }),
  OPENAI_API_KEY: variable(z.string().optional(), {
    form: { kind: "text", mostCharacters: null },
    means: "The key of the endpoint. Required by `api.openai.com`",
    unset: "the endpoint asks for none",
  }),
  ISSUEWRIGHT_MODEL_PROTOCOL: variable(z.enum(PROTOCOL_NAMES).default(USUAL_PROTOCOL), {
    form: { kind: "one-of", choices: PROTOCOL_NAMES },
    means: "The wire protocol of that endpoint",
  }),
  ISSUEWRIGHT_PRICES: variable(prices, {
    form: { kind: "price-list", example: PRICE_LIST },
    means: `Prices of models that the built-in list does not know, as JSON: \`${PRICE_LIST}\`. \`cachedUsdPerMillion\` and \`cacheWriteUsdPerMillion\` may be added to each`,
    unset: "the built-in list",
  }),
  ISSUEWRIGHT_CONTEXT_TOKENS: variable(z.coerce.number().int().positive().optional(), {
    form: { kind: "amount", unit: "tokens", zero: "refused" },
    means:
      "How many tokens a model holds, request and reply together. A longer conversation is shortened in its middle",
    unset: "as the built-in list says, or 128,000 for a model it does not know",
  }),
  ISSUEWRIGHT_BUDGET_USD: amount(
    "dollars",
    DEFAULT_BUDGET.usd,
    "The most a run may cost. Holds only while the price of each model is known",
  ),
  ISSUEWRIGHT_BUDGET_TOKENS: amount("tokens", DEFAULT_BUDGET.tokens, "The most tokens a run may use"),
  ISSUEWRIGHT_BUDGET_STEPS: amount("steps", DEFAULT_BUDGET.steps, "The most model replies a run may use"),
  ISSUEWRIGHT_BUDGET_MINUTES: amount("minutes", DEFAULT_BUDGET.minutes, "The longest a run may take"),
  ISSUEWRIGHT_TEST_QUALITY_MINUTES: variable(z.coerce.number().min(0).default(5), {
    form: { kind: "amount", unit: "minutes", zero: "allowed" },
    means:
      "How long each measurement may take to find out how good the tests are: repeats, coverage, lines made wrong on purpose. 0 leaves all of it out",
  }),
});

export const WorkerEnvironment = z.object({
  ISSUEWRIGHT_CONCURRENCY: runs("Runs at once in this process"),
  ISSUEWRIGHT_PER_REPOSITORY: runs("Runs at once per repository, over all processes"),
  ISSUEWRIGHT_REQUIRE_EVAL: variable(z.enum(["0", "1"]).default("0"), {
    form: { kind: "one-of", choices: ["0", "1"] },
    means:
      "Whether a run begins only with models that an evaluation measured which you accepted (`issuewright eval --accept <out>`), and that are not worse than the last accepted ones beyond chance",
  }),
});

export const WORKER_SECTIONS: Section[] = [
  {
    title: "Models and budgets",
    readBy: ["start", "worker", "run", "eval", "doctor", "demo"],
    variables: variablesOf(EngineEnvironment),
  },
  {
    title: "Providers of models",
    readBy: ["start", "worker", "run", "eval", "doctor", "demo"],
    variables: variablesOf(ProviderEnvironment),
  },
  {
    title: "Sandboxes",
    readBy: ["start", "worker", "run", "eval", "doctor", "demo"],
    variables: variablesOf(SandboxEnvironment),
  },
  { title: "Workers", readBy: ["start", "worker", "eval"], variables: variablesOf(WorkerEnvironment) },
];

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
