// The GitHub port over an Octokit that is authenticated for one installation.
import type { GitHub } from "../github.ts";
import { octokitAccess } from "./access.ts";
import { octokitChecks } from "./checks.ts";
import { octokitCi } from "./ci.ts";
import type { Installation } from "./installation.ts";
import { octokitPictures } from "./pictures.ts";
import { octokitPulls } from "./pulls.ts";
import { octokitSource } from "./source.ts";
import { octokitStatus } from "./status.ts";
import { octokitTickets } from "./tickets.ts";

export function octokitGitHub(installation: Installation): GitHub {
  const access = octokitAccess(installation);
  return {
    tickets: octokitTickets(installation, access),
    access,
    source: octokitSource(installation),
    status: octokitStatus(installation),
    pulls: octokitPulls(installation, access),
    checks: octokitChecks(installation),
    pictures: octokitPictures(installation),
    ci: octokitCi(installation),
  };
}
