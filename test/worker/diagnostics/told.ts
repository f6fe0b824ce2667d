// Writes a reading with one line for each diagnostic and test, so that a test can compare all of it.
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
