// Why a request does not become a job, where the issue shows it.
import type { Permission } from "./ticket.ts";

export type Refusal =
  | { kind: "not-trusted"; login: string; permission: Permission }
  /** Its reviews are heard only where the rules name it, and nothing else of it is. */
  | { kind: "bot"; login: string }
  /** `waits`: it has not begun. */
  | { kind: "already-running"; waits: boolean }
  | { kind: "closed" }
  | { kind: "not-labelled"; label: string }
  | { kind: "too-many"; by: "anybody" | "bots"; limit: number; windowMs: number }
  /** It was found too late to know that the text is still the one that was meant; `author` is not trusted. */
  | { kind: "text-unseen"; author: string };
