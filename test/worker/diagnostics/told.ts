// A reading in one line per diagnostic and test, so that a test shows it whole.
import type { Reading } from "../../../worker/diagnostics/index.ts";

export function told({ diagnostics, tests }: Reading): string[] {
  return [
    ...diagnostics.map(({ file, line, column, code, severity, message }) => {
      const place = [file, line, column].filter((part) => part !== null).join(":");
      return [severity, code, place]
        .filter((part) => part !== null)
        .concat(`| ${message}`)
        .join(" ");
    }),
    ...(tests ?? []).map(
      ({ name, status, message, failure }) =>
        `${status} ${name}${failure === undefined ? "" : ` (${failure})`}${message === null ? "" : ` | ${message}`}`,
    ),
  ];
}
