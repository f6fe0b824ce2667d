// The one form of a fault in words: what could not be done, why, and what to do about it.

/** None of the three ends with a full stop. */
export type FaultWords = { what: string; because: string; remedy: string };

export function sentenceOf({ what, because, remedy }: FaultWords): string {
  return `${what}: ${withoutStop(because)}. ${remedy}`;
}

/** Words of programs and people often end with their own full stop. */
export function withoutStop(said: string): string {
  return said.replace(/(?<!\.)\.$/, "");
}

/** As it begins a sentence. */
export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
