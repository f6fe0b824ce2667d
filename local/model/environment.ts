// The environment with which the product uses the scripted model, which costs nothing.
import { SCRIPTED_MODELS } from "./script.ts";
import type { LocalModel } from "./server.ts";

export function scriptedEnvironment(model: Pick<LocalModel, "baseUrl">): Record<string, string> {
  const free = { inputUsdPerMillion: 0, outputUsdPerMillion: 0 };
  const names = Object.values(SCRIPTED_MODELS);
  return {
    OPENAI_BASE_URL: model.baseUrl,
    ISSUEWRIGHT_ARCHITECT_MODEL: SCRIPTED_MODELS.architect,
    ISSUEWRIGHT_CODER_MODEL: SCRIPTED_MODELS.coder,
    ISSUEWRIGHT_REVIEWER_MODEL: SCRIPTED_MODELS.reviewer,
    ISSUEWRIGHT_PRICES: JSON.stringify(Object.fromEntries(names.map((name) => [name, free]))),
  };
}
