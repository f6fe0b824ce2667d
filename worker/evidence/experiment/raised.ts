// An assertion that something raises, asked the other way round. Pure.
import type { Raising } from "../../toolchains/opposites.ts";
import { isInText } from "../quoted.ts";
import { operandsOf, type Spoken } from "./other-values.ts";

/** Null: the line asserts nothing of the kind. `opposite` is null where only a name tells it, or where the kind stands in another line. */
export function raisedIn(line: string, { raises = [] }: Spoken): { opposite: string | null } | null {
  for (const raising of raises) {
    const found = raising.names.exec(line);
    if (found !== null && !isInText(line, found.index)) return { opposite: turned(line, found, raising) };
  }
  return null;
}

function turned(line: string, found: RegExpExecArray, { opposite, kind }: Raising): string | null {
  const behind = found.index + found[0].length;
  if (opposite !== undefined) return line.slice(0, found.index) + opposite(found[0]) + line.slice(behind);
  if (kind === undefined) return null;
  const operand = operandsOf(line, behind)[kind.at];
  return operand === undefined ? null : line.slice(0, operand[0]) + kind.none + line.slice(operand[1]);
}
