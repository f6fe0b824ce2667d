// The architect at a wall: it is told what is known, and says how the coder continues, or that the work stops.
import { z } from "zod";
import { CheckResult, failedTests } from "../../src/domain/evidence.ts";
import { type Criterion, Question } from "../../src/domain/spec.ts";
import { line, oneLine } from "../../src/domain/text.ts";
import type { Wall } from "../../src/domain/wall.ts";
import type { WorkOrder } from "../../src/domain/work-order.ts";
import { wallText } from "../../src/messages/wall.ts";
import type { HandInTool } from "../agent/calls.ts";
import { askRole, type Equipment, type HandIn, handInTool, openTranscript } from "./ask-role.ts";
import { listOrNone } from "./left-out.ts";
import { criteriaText, failuresText, orderText, patchText } from "./texts.ts";

export const Advice = z
  .object({
    kind: z.enum(["amend", "narrow", "ask", "stop"]),
    instructions: z.string().min(1).max(8000),
    /** What a narrowed order leaves out. */
    leaveOut: listOrNone(line(), 10).describe('required when kind is "narrow"'),
    /** For the people of the issue. */
    questions: listOrNone(Question.pick({ text: true, recommended: true }), 5).describe(
      'required when kind is "ask"',
    ),
  })
  .refine(({ kind, leaveOut }) => kind !== "narrow" || leaveOut.length > 0, {
    message: 'when kind is "narrow", name at least one thing that is left out',
    path: ["leaveOut"],
  })
  .refine(({ kind, questions }) => kind !== "ask" || questions.length > 0, {
    message: 'when kind is "ask", give at least one question with the answer you recommend',
    path: ["questions"],
  });
export type Advice = z.infer<typeof Advice>;

const submitAdvice: HandInTool<Advice> = handInTool(
  "submit_advice",
  "Submit your advice. Ends your work.",
  Advice,
);

/** One try at the failures: an attempt that ended with some, or an advice. */
export const Tried = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("attempt"), number: z.int(), broken: z.array(CheckResult) }),
  z.object({ kind: z.literal("advice"), instructions: z.string() }),
]);
export type Tried = z.infer<typeof Tried>;

export type WallPacket = {
  wall: Wall;
  criteria: Criterion[];
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
  { wall, criteria, order, diff, broken, tried, digest }: WallPacket,
): Promise<HandIn<Advice>> {
  const transcript = await openTranscript(
    "architect-escalation",
    [
      `## The wall\n${wallText(wall)}.`,
      `## The acceptance criteria\n${criteriaText(criteria)}`,
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
