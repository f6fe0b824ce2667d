// How a label of ours looks on GitHub: its colour, and what GitHub shows when a person points at it.
import type { Labels } from "../domain/rules.ts";

/** `color`: six hexadecimal digits. */
export type LabelLook = { color: string; description: string };

export const LABEL_LOOKS: Record<keyof Labels, LabelLook> = {
  ready: { color: "1f6feb", description: "Issuewright may work on this" },
  needsInfo: { color: "d4a72c", description: "Issuewright waits for an answer" },
  working: { color: "8250df", description: "Issuewright is working on this" },
  inReview: { color: "1a7f37", description: "Issuewright's pull request waits for review" },
  blocked: { color: "cf222e", description: "Issuewright needs a person to continue" },
};

/** A label that is none of ours. */
export const PLAIN_LOOK: LabelLook = { color: "6e7781", description: "" };
