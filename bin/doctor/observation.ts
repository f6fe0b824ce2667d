// What `doctor` found out about each part of an installation, as facts.
import type { Role } from "../../src/domain/budget.ts";
import type { Complaint } from "../../src/domain/complaint.ts";
import type { Cause } from "../../src/domain/fault.ts";
import type { Offer } from "../../worker/models/model.ts";
import { type EngineFinding, isLacking } from "../../worker/sandboxes/engine-finding.ts";

export type Part = "configuration" | "sandbox" | "Redis" | "endpoint" | "models" | "GitHub App" | "webhooks";

/** A model against what its endpoint offers. `unknown`: the endpoint does not say what it offers. */
export type ModelState =
  | { kind: "unchosen" }
  | { kind: "unknown" | "not-offered" | "priced" | "unpriced"; name: string };

export type Observation =
  | { kind: "complaint"; part: Part; complaint: Complaint }
  | { kind: "engine"; finding: EngineFinding }
  | { kind: "redis"; isOurs: boolean }
  | { kind: "endpoint"; baseUrl: string; offer: Offer }
  | { kind: "model"; role: Role; state: ModelState }
  /** `lacking`: permissions the app does without. */
  | { kind: "app"; apiUrl: string; slug: string; lacking: string[] }
  | { kind: "webhooks"; host: string; port: number; path: string }
  | { kind: "failed"; part: "Redis" | "GitHub App"; cause: Cause };

/** `unknown`: nobody can tell. */
export type State = "ok" | "wrong" | "unknown";

export function stateOf(observation: Observation): State {
  switch (observation.kind) {
    case "complaint":
    case "failed":
      return "wrong";
    case "engine":
      return isLacking(observation.finding) ? "wrong" : "ok";
    case "endpoint": {
      const { offer } = observation;
      return offer.kind === "offers" && offer.names.length > 0 ? "ok" : "wrong";
    }
    case "model":
      return stateOfModel(observation.state);
    case "redis":
    case "app":
    case "webhooks":
      return "ok";
    default:
      return observation satisfies never;
  }
}

function stateOfModel({ kind }: ModelState): State {
  if (kind === "unknown") return "unknown";
  return kind === "priced" || kind === "unpriced" ? "ok" : "wrong";
}
