// The architect at a wall: it is told what is known, and says how the coder continues, or that the work stops.
import { z } from "zod";
import { type CheckResult, failedTests } from "../../src/domain/evidence.ts";
import { Question } from "../../src/domain/spec.ts";
import { line, oneLine } from "../../src/domain/text.ts";
import type { Wall } from "../../src/domain/wall.ts";
import type { WorkOrder } from "../../src/domain/work-order.ts";
import { wallText } from "../../src/messages/wall.ts";
import type { HandInTool } from "../agent/calls.ts";
import { askRole, type Equipment, type HandIn, handInTool, openTranscript } from "./ask-role.ts";
import { failuresText, orderText, patchText } from "./texts.ts";

export const Advice = z
  .object({
    kind: z.enum(["amend", "narrow", "ask", "stop"]),
    instructions: z.string().min(1).max(8000),
    /** What a narrowed order leaves out. */
    leaveOut: z.array(line()).max(10).default([]),
    /** For the people of the issue. */
    questions: z
      .array(Question.pick({ text: true, recommended: true }))
      .max(5)
      .default([]),
  })
  .refine(({ kind, leaveOut }) => kind !== "narrow" || leaveOut.length > 0, {
    message: "say what is left out when the order is narrowed",
    path: ["leaveOut"],
  })
  .refine(({ kind, questions }) => kind !== "ask" || questions.length > 0, {
    message: "ask a question when people are asked",
    path: ["questions"],
  });
export type Advice = z.infer<typeof Advice>;

const submitAdvice: HandInTool<Advice> = handInTool(
  "submit_advice",
  "Submit your advice. Ends your work.",
  Advice,
);

/** One try at the failures: an attempt that ended with some, or an advice. */
export type Tried =
  | { kind: "attempt"; number: number; broken: CheckResult[] }
  | { kind: "advice"; instructions: string };

export type WallPacket = {
  wall: Wall;
  order: WorkOrder;
  /** The change so far; null: there is none. */
  diff: Uint8Array | null;
  /** The checks that do not hold; empty: nothing has changed. */
  broken: CheckResult[];
  /** Each attempt and each advice so far. */
  tried: Tried[];
  /** What the coder did, as the harness noted it; empty: nothing. */
  digest: string;
};

export async function advise(
  equipment: Equipment,
  { wall, order, diff, broken, tried, digest }: WallPacket,
): Promise<HandIn<Advice>> {
  const transcript = await openTranscript(
    "architect-escalation",
    [
      `## The wall\n${wallText(wall)}.`,
      `## The work order\n${orderText(order)}`,
      `## The change so far\n${diff === null ? "(nothing has changed)" : patchText(diff)}`,
      `## What the checks say\n${failuresText(broken) || "(no check was run: nothing has changed)"}`,
      tried.length === 0 ? "" : `## What was tried\n- ${tried.map(triedText).join("\n- ")}`,
      digest === "" ? "" : `## What the coder did\n${digest}`,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  return askRole(equipment, { role: "architect", transcript, handIn: submitAdvice });
}

const MAX_TRIED_CHARACTERS = 300;

/** One line. */
export function triedText(tried: Tried): string {
  return tried.kind === "attempt"
    ? oneLine(
        `attempt ${tried.number}: ${tried.broken.map(brokenText).join(", ")} failed`,
        MAX_TRIED_CHARACTERS,
      )
    : `the architect's advice: ${oneLine(tried.instructions, MAX_TRIED_CHARACTERS)}`;
}

function brokenText(result: CheckResult): string {
  const names = [...failedTests(result), ...result.diagnostics.map(({ message }) => message)].slice(0, 3);
  return `\`${result.check.name}\`${names.length === 0 ? "" : ` (${names.join("; ")})`}`;
}
