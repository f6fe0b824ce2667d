// The port to the pictures that texts on GitHub show.
import type { PictureLink, Pictures } from "../domain/picture.ts";
import type { IssueRef } from "../domain/repository.ts";

export type PictureSource = {
  /**
   * The pictures at these links, from GitHub's own hosts alone, and why not the others. Together at most a few megabytes. A
   * picture that cannot be had is a value; this rejects only with the signal's reason. Not promised: that what begins like
   * a picture can be decoded, or that it is still the one that was there when the text was written. `pull`: the pull
   * request whose threads are among the links.
   */
  fetch(issue: IssueRef, pull: number | null, links: PictureLink[], signal: AbortSignal): Promise<Pictures>;
};
