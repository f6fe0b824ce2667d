// Has the pictures fetched that the texts of a run show, and says which no model will see.
import { NO_PICTURES, type Pictures, pictureLinks } from "../../../src/domain/picture.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import type { OpenPull } from "../../../src/github/github.ts";
import type { Thread } from "../../../src/github/thread.ts";
import type { Run } from "../state/begin.ts";

type Texts = { ticket: Ticket; pull: OpenPull | null; threads: Thread[] };

export async function picturesOf(
  { github, job, claim, note }: Pick<Run, "github" | "job" | "claim" | "note">,
  { ticket, pull, threads }: Texts,
): Promise<Pictures> {
  const links = pictureLinks(ticket, threads);
  if (links.length === 0) return NO_PICTURES;
  const pictures = await github.pictures.fetch(job.issue, pull?.number ?? null, links, claim.signal);
  if (pictures.unshown.length > 0) note([{ kind: "pictures-not-shown", pictures: pictures.unshown }]);
  return pictures;
}
