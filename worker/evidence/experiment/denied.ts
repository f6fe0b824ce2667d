// Operands that are one comparison and nothing else: an assertion that it does not hold is right for most values. Pure.

import { COMPARES } from "../../toolchains/lines.ts";
import type { Opposites } from "../../toolchains/opposites.ts";
import type { Spoken } from "./other-values.ts";

/** It asks that one comparison does not hold. */
export function isDenied(operand: string, spoken: Spoken): boolean {
  const [not = ""] = spoken.negated("").split("(");
  return operand.startsWith(not) && comparesAlone(operand.slice(not.length), spoken);
}

export function comparesAlone(operand: string, { unequal }: Opposites): boolean {
  const isJoined = /&&|\|\|/.test(operand) || unequal?.joins?.test(operand) === true;
  return (COMPARES.test(operand) || operand.includes("==")) && !isJoined;
}
