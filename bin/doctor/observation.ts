// What `doctor` found out about each part of an installation, as facts.
import type { Role } from "../../src/domain/budget.ts";
import type { Complaint } from "../../src/domain/complaint.ts";
import type { Cause } from "../../src/domain/fault.ts";
import type { Bypassed } from "../../src/domain/repository.ts";
import type { AddressFault, costOfPolling, PollReason } from "../../src/hearing.ts";
import type { RedisFault } from "../../src/redis/settings.ts";
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
  | { kind: "redis-setting"; fault: RedisFault }
  /** `provider` null: the usual endpoint. */
  | { kind: "endpoint"; baseUrl: string; provider: string | null; offer: Offer }
  | { kind: "model"; role: Role; state: ModelState }
  /** `lacking`: permissions the app does without. */
  | { kind: "app"; apiUrl: string; slug: string; lacking: string[] }
  /** Events that the app must subscribe to, and does not. */
  | { kind: "events"; lacking: string[] }
  | { kind: "hook"; url: string; fault: HookFault | null }
  /** GitHub need not reach us. */
  | { kind: "polling"; because: PollReason; cost: ReturnType<typeof costOfPolling> }
  | { kind: "reach"; reach: Reach }
  | { kind: "webhooks"; host: string; port: number; path: string; areTaken: boolean }
  | { kind: "failed"; part: "Redis" | "GitHub App"; cause: Cause };

/** How GitHub is told to deliver, against what `server` takes. */
export type HookFault = AddressFault | { kind: "other-path"; path: string } | { kind: "no-secret" };

/** What the credential sees. */
export type Reach = {
  /** Accounts that installed the app. */
  accounts: string[];
  suspended: string[];
  /** Accounts that have not granted what the app asks for by now. */
  behind: string[];
  repositories: number;
  /** Rulesets that the app may bypass, and branches whose older protection it may. An agent's work should meet every rule that a person's does. */
  bypasses: ({ repository: string } & Bypassed)[];
  /** Repositories where GitHub asks for no review before a commit of the app gets into the default branch. */
  unreviewed: string[];
  /** Repositories where GitHub does not verify what the app commits. */
  unverified: string[];
  /** Repositories whose rulesets were not looked at, because there are so many. */
  unlooked: number;
};

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
    case "redis-setting":
      return "wrong";
    case "redis":
      return "ok";
    case "events":
      return observation.lacking.length === 0 ? "ok" : "wrong";
    case "hook":
      return observation.fault === null ? "ok" : "wrong";
    case "reach":
      return stateOfReach(observation.reach);
    case "app":
    case "polling":
    case "webhooks":
      return "ok";
    default:
      return observation satisfies never;
  }
}

/** Where nothing is seen, nothing would ever happen. */
function stateOfReach({ repositories, suspended, behind, bypasses, unverified }: Reach): State {
  const faults = [suspended, behind, bypasses, unverified].flat();
  return repositories > 0 && faults.length === 0 ? "ok" : "wrong";
}

function stateOfModel({ kind }: ModelState): State {
  if (kind === "unknown") return "unknown";
  return kind === "priced" || kind === "unpriced" ? "ok" : "wrong";
}
