// A test script that waits for changes, written so that it ends after one run.

const WATCHING =
  /\s--watch(?:All|-all)?(?:=true)?(?=\s|$)|\s--watch-path(?:=\S+|\s+\S+)|(?<=\b(?:mocha|ava)\b[^&|;]*)\s-w(?=\s|$)/g;
const ENDS: readonly [watches: RegExp, ends: string][] = [
  [/\bvitest (?:watch|dev)\b/, "vitest run"],
  [/\bkarma start\b(?!.*--single-run)/, "karma start --single-run"],
  [/\bng test\b(?!.*--watch=false)/, "ng test --watch=false"],
  [/\bnodemon (?:.* )?--exec(?:=| )(["'])(.*?)\1.*/, "$2"],
];

/** Null: it ends by itself, as far as its words tell. */
export function once(script: string): string | null {
  const ended = ENDS.reduce((line, [watches, ends]) => line.replace(watches, ends), script);
  const plain = ended.replaceAll(WATCHING, "");
  return plain === script ? null : plain.trim();
}
