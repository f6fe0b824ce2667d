// The one form of a fault in words: what could not be done, why, and what to do about it.

/** None of the three ends with a full stop. */
export type FaultWords = { what: string; because: string; remedy: string };

export function sentenceOf({ what, because, remedy }: FaultWords): string {
  return `${what}: ${withoutStop(because)}. ${remedy}`;
}

/** The words of others often end with a full stop of their own. */
export function withoutStop(said: string): string {
  return said.replace(/(?<!\.)\.$/, "");
}
