// What is wrong with the operator's configuration, as facts. `bin/` words them.
import type { Role } from "./budget.ts";

/** What the value of a variable must be. */
export type Form =
  | {
      kind: "web-address" | "redis-address" | "unix-socket" | "web-path" | "runtime-name" | "price-list";
      example: string;
    }
  | { kind: "one-of"; choices: readonly string[] }
  | { kind: "text"; mostCharacters: number | null }
  | { kind: "secret"; leastCharacters: number }
  | { kind: "amount"; unit: Unit; zero: "refused" | "allowed" }
  | { kind: "app-id" | "port" | "private-key" | "file" | "folder" | "credentials-file" | "host" };
export type Unit = "dollars" | "tokens" | "steps" | "minutes" | "seconds" | "MiB" | "runs";

export type Complaint =
  | { kind: "unset"; variable: string }
  | { kind: "malformed"; variable: string; form: Form }
  /** The two addresses are not of one GitHub: a token made for the one would go to the other. */
  | { kind: "two-githubs"; api: string; server: string }
  | { kind: "no-private-key" }
  | { kind: "not-rsa-key"; variable: string }
  /** `programSaid`: why the file or the key could not be read. */
  | { kind: "unreadable-key"; variable: string; programSaid: string }
  /** `programSaid` null: the file was read, and does not hold what it should. None of it is repeated. */
  | { kind: "unusable-credentials"; variable: string; programSaid: string | null; example: string }
  | { kind: "no-model-endpoint" }
  /** The model that is chosen for a role is of a provider that is not set up. `needs`: the variables that would do so. */
  | { kind: "provider-not-set-up"; role: Role; variable: string; provider: string; needs: string[] }
  | { kind: "no-model"; role: Role; variable: string };
