// Which model a role speaks with, and what to say where nobody chose one. Pure.
import type { Role } from "../../../src/domain/budget.ts";
import type { Complaint } from "../../../src/domain/errors.ts";
import { offerOf } from "./failure.ts";

/** Where a role's model is chosen. */
export const VARIABLE: Record<Role, string> = {
  architect: "ISSUEWRIGHT_ARCHITECT_MODEL",
  coder: "ISSUEWRIGHT_CODER_MODEL",
  reviewer: "ISSUEWRIGHT_REVIEWER_MODEL",
};

export const RULES_CHOICE = "`models:` in the repository's rules";

/** Names every role at once, so that one round of mending is enough. */
export function noModelComplaint(roles: Role[], offered: string[]): Complaint {
  const them = roles.length === 1 ? "it" : "them";
  return {
    what: `The ${listed(roles)} cannot start`,
    because: `no model is chosen for ${them}`,
    remedy: `Set ${listed(roles.map((role) => VARIABLE[role]))}. ${offerOf(offered)}`,
  };
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
