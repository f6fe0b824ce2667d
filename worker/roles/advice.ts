// The architect at a wall: it is told what is known, and says how the coder goes on, or that the work stops.
import { z } from "zod";
import { Question } from "../../src/domain/spec.ts";
import { line } from "../../src/domain/text.ts";
import type { Wall } from "../../src/domain/wall.ts";
import type { HandInTool } from "../agent/calls.ts";
import { askRole, type Equipment, type HandIn, handInTool, openTranscript } from "./ask-role.ts";
import { type Tried, triedText } from "./sent-back.ts";
import { wallText } from "./texts.ts";

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
    message: "says what is left out, where the order is narrowed",
    path: ["leaveOut"],
  })
  .refine(({ kind, questions }) => kind !== "ask" || questions.length > 0, {
    message: "has the question, where people are asked",
    path: ["questions"],
  });
export type Advice = z.infer<typeof Advice>;

const submitAdvice: HandInTool<Advice> = handInTool(
  "submit_advice",
  "Submit your advice. Ends your work.",
  Advice,
);

export type WallPacket = {
  wall: Wall;
  orderText: string;
  change: string;
  diagnostics: string;
  /** Each attempt and each advice so far. */
  tried: Tried[];
  /** What the coder did, as the harness noted it. */
  digest: string;
};

export async function advise(equipment: Equipment, packet: WallPacket): Promise<HandIn<Advice>> {
  const transcript = await openTranscript(
    "architect-escalation",
    [
      `## The wall\n${wallText(packet.wall)}.`,
      `## The work order\n${packet.orderText}`,
      `## The change so far\n${packet.change}`,
      `## What the checks say\n${packet.diagnostics}`,
      packet.tried.length === 0 ? "" : `## What was tried\n- ${packet.tried.map(triedText).join("\n- ")}`,
      packet.digest === "" ? "" : `## What the coder did\n${packet.digest}`,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  return askRole(equipment, { role: "architect", transcript, handIn: submitAdvice });
}
