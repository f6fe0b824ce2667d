// The parts of a difference as git writes it: one for each file, byte for byte.

const HEADER = "diff --git ";

/** Of a text of `git diff --no-renames`: the parts about these files, or all the others. Only plain paths are known. */
export function diffParts(
  diff: Uint8Array,
  paths: readonly string[],
): { of: Uint8Array; others: Uint8Array } {
  // One character for each byte.
  const text = Buffer.from(diff).toString("latin1");
  const headers = new Set(
    paths.map((path) => Buffer.from(`${HEADER}a/${path} b/${path}`).toString("latin1")),
  );
  const parts = text.split(new RegExp(`^(?=${HEADER})`, "m"));
  const isOf = (part: string) => headers.has(part.split("\n", 1)[0] ?? "");
  const joined = (chosen: string[]) => Buffer.from(chosen.join(""), "latin1");
  return { of: joined(parts.filter(isOf)), others: joined(parts.filter((part) => !isOf(part))) };
}
