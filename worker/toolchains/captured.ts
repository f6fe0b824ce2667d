// A command whose runner can only print: what it prints becomes the report, whatever its length.

const MOST_BYTES = 4_000_000;

/**
 * `wanted`: a condition of awk for lines that the reader cannot do without, in single quotes of a shell. Of all others only
 * the first are kept. People see every line. `streams`: what is captured.
 */
export function captured(
  command: string,
  path: string,
  { wanted, streams }: { wanted: string; streams: "stdout" | "both" },
): string {
  const printed = `${path}.out`;
  const both = streams === "both" ? " 2>&1" : "";
  const kept = `awk '${wanted} || (n += length($0)) < ${MOST_BYTES}' ${printed} >${path}`;
  return `{ ${command}; } >${printed}${both}; status=$?; cat ${printed}; ${kept}; (exit $status)`;
}
