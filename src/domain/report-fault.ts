// Why the report of a test runner is not to be trusted as a whole, or not for some tests.
import { z } from "zod";

const kind = <const Kind extends string>(name: Kind) => z.literal(name);

export const ReportFault = z.discriminatedUnion("kind", [
  /** The runner wrote none. */
  z.object({ kind: kind("missing") }),
  /** Its end is not there, or its tests are not as many as it says itself. */
  z.object({ kind: kind("incomplete") }),
  /** These names stand there more than once. They prove nothing; the rest of the report holds. */
  z.object({ kind: kind("doubled"), tests: z.array(z.string()) }),
  /** The command ended otherwise than the report says. */
  z.object({ kind: kind("contradicts-exit"), exitStatus: z.int().nullable() }),
  /** It is longer than what is read. */
  z.object({ kind: kind("cut") }),
  z.object({ kind: kind("not-this-format") }),
]);
export type ReportFault = z.infer<typeof ReportFault>;

/** The command ended with the same failure before the change, too, and no test was red in it: something else in it fails. */
export function failsBesides(fault: ReportFault, before: ReportFault | undefined): boolean {
  const [now, was] = [fault, before].map((each) =>
    each?.kind === "contradicts-exit" ? each.exitStatus : null,
  );
  return now !== null && now !== 0 && now === was;
}
