// What the coder is told when it goes on with the same order.
import { type CheckResult, diagnosticKey } from "../../src/domain/evidence.ts";
import type { Finding } from "../../src/domain/finding.ts";
import { visible } from "../../src/domain/text.ts";
import { findingsText } from "../../src/messages/finding.ts";
import type { Advice } from "./advice.ts";
import { type SecondLook, secondLookText } from "./second-look.ts";
import { failuresText, patchText } from "./texts.ts";

export type SentBack =
  | { kind: "checks"; broken: CheckResult[] }
  /** The checks hold, and the coder was not told of this before. */
  | { kind: "second-look"; look: SecondLook }
  /** The checks hold, but the coder was stopped at a wall before it handed the change in. */
  | { kind: "not-handed-in" }
  | { kind: "findings"; findings: Finding[] }
  /** The change conflicts with what came to the base or to the branch meanwhile. `gitSaid`: at which places. */
  | { kind: "overtaken"; by: "base" | "branch"; change: Uint8Array; gitSaid: string }
  /** What the architect says at a wall. */
  | { kind: "advice"; advice: Advice; broken: CheckResult[] };

export function sentBackText(told: SentBack): string {
  switch (told.kind) {
    case "checks":
      return `The checks were run on your change alone, and some fail. Mend it, then call \`done\` again:\n\n${failuresText(told.broken)}`;
    case "second-look":
      return secondLookText(told.look);
    case "not-handed-in":
      return "Your change was measured as it is now, and its checks pass. Do what the order still asks for, and call `done`.";
    case "findings":
      return `A reviewer blocks the change. Mend these findings, then call \`done\` again:\n${visible(findingsText(told.findings))}`;
    case "overtaken":
      return visible(overtakenText(told));
    case "advice":
      return adviceText(told.advice, failuresText(told.broken));
    default:
      return told satisfies never;
  }
}

function overtakenText({ by, change, gitSaid }: Extract<SentBack, { kind: "overtaken" }>): string {
  const now =
    by === "base"
      ? "the newest commit of the base"
      : "the branch of the pull request with what people pushed meanwhile";
  return `The working tree is now ${now}. The change that was made before conflicts with it:\n${gitSaid}\n\nMake the change again here: keep what is there, add what the order asks for, then call \`done\`. The change as it was:\n\n${patchText(change)}`;
}

function adviceText({ kind, instructions, leaveOut }: Advice, failures: string): string {
  const verb = kind === "narrow" ? "narrows" : "amends";
  const without = kind === "narrow" ? `\nLeave out, for this change:\n- ${leaveOut.join("\n- ")}` : "";
  const seen = failures === "" ? "" : `\n\n${failures}`;
  return `The architect looked at the present state and ${verb} the work order:\n${instructions}${without}${seen}`;
}

/** The compiler's errors come again from every check that compiles. */
export function withoutRepeats(broken: CheckResult[]): CheckResult[] {
  const seen = new Set<string>();
  return broken.map((result) => {
    const diagnostics = result.diagnostics.filter((diagnostic) => !seen.has(diagnosticKey(diagnostic)));
    for (const diagnostic of result.diagnostics) seen.add(diagnosticKey(diagnostic));
    return { ...result, diagnostics };
  });
}
