// What a login may do in a repository, asked live.
import { z } from "zod";
import type { Permission } from "../../domain/ticket.ts";
import type { Access } from "../github.ts";
import { at, type Installation } from "./installation.ts";
import { lackingForRuns } from "./permissions.ts";
import { asksForReview, bypassedBy } from "./protection.ts";
import { expecting, Refusal } from "./refusal.ts";

const Granted = z.object({ permissions: z.record(z.string(), z.string()) });

export function octokitAccess(installation: Installation): Access {
  return {
    async permission(repository, login) {
      const octokit = installation.octokit("read-permission");
      const answer = await expecting([404], () =>
        octokit.rest.repos.getCollaboratorPermissionLevel({ ...at(repository), username: login }),
      );
      if (answer instanceof Refusal) return "none";
      return permissionOf(answer.data.permission, answer.data.role_name);
    },
    bypassed: (repository) => bypassedBy(installation, repository),
    asksForReview: (repository) => asksForReview(installation, repository),
    async lacking() {
      // GitHub says it with each token, so that this is mostly known already.
      const auth = await installation.octokit("read-repository").auth({ type: "installation" });
      const { permissions } = Granted.parse(auth);
      return { slug: installation.appSlug, lacking: lackingForRuns(permissions) };
    },
  };
}

/** `permission` has four levels and decides; the role only tells apart what one of them lumps together. */
function permissionOf(permission: string, role: string): Permission {
  switch (permission) {
    case "admin":
      return "admin";
    case "write":
      return role === "maintain" ? "maintain" : "write";
    case "read":
      return role === "triage" ? "triage" : "read";
    default:
      return "none";
  }
}
