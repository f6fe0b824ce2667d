// A report in XML, with lines behind it that the runner printed and a last line of ours.
import { type Report, unread } from "../../runner.ts";

/** Ends what stands behind a report, so that a cut one shows. */
export const LAST_LINE = "<end/>";

/** In a text or a name of the report it would stand in other characters. */
const END = "</testsuites>";

/** Reads the two parts, each by itself. */
export function readParted(
  report: string,
  read: (xml: string) => Report,
  unloadedIn: (printed: readonly string[]) => Report["tests"],
): Report {
  const end = report.indexOf(END);
  const at = end === -1 ? report.length : end + END.length;
  const [xml, behind] = [report.slice(0, at), report.slice(at)];
  if (xml.trim() === LAST_LINE) return unread({ kind: "missing" });
  const told = read(xml);
  if (told.fault !== null && told.fault.kind !== "doubled") return told;
  // Nobody prints a second report without meaning to be taken for the first.
  if (/^<testsuites?[\s>]/m.test(behind)) return unread({ kind: "not-this-format" });
  if (!behind.endsWith(`${LAST_LINE}\n`)) return unread({ kind: "incomplete" });
  return { ...told, tests: [...told.tests, ...unloadedIn(behind.split("\n"))] };
}
