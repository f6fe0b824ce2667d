// The scripted model and the real adapter in front of it, for tests.

import { SCRIPTED_MODELS, type Script } from "../../local/model/script.ts";
import { type LocalModel, startLocalModel } from "../../local/model/server.ts";
import type { Clock } from "../../src/clock.ts";
import { systemClock } from "../../src/clock.ts";
import type { Role } from "../../src/domain/budget.ts";
import { connectModels, type ModelsOptions } from "../../worker/models/index.ts";
import type { Model, Request } from "../../worker/models/model.ts";

export const STALL_MS = 60_000;
export const API_KEY = "sk-very-secret-0123456789";

export async function aLocalModel(script: Script, clock: Clock = systemClock): Promise<LocalModel> {
  return startLocalModel({ script, apiKey: API_KEY, clock });
}

export function modelsAt(local: LocalModel, options: Partial<ModelsOptions> = {}) {
  return connectModels({
    baseUrl: local.baseUrl,
    apiKey: API_KEY,
    models: SCRIPTED_MODELS,
    clock: systemClock,
    stallMs: STALL_MS,
    maxRetries: 3,
    ...options,
  });
}

export function modelAt(local: LocalModel, role: Role = "coder", clock: Clock = systemClock): Model {
  return modelsAt(local, { clock }).forRole(role);
}

export function aRequest(fields: Partial<Request> = {}): Request {
  return {
    messages: [
      { role: "system", text: "You write code." },
      { role: "user", text: "Begin." },
    ],
    tools: [],
    maxOutputTokens: 1000,
    signal: new AbortController().signal,
    ...fields,
  };
}
