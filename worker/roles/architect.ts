// The architect: reads issue and code, argues against it, writes the spec and the work order, and helps at a wall.
import { z } from "zod";
import type { Role } from "../../src/domain/budget.ts";
import { Question, Spec } from "../../src/domain/spec.ts";
import { line, visible } from "../../src/domain/text.ts";
import { orderFaults, WorkOrder } from "../../src/domain/work-order.ts";
import type { Finish } from "../agent/loop.ts";
import type { TreeView } from "../toolchains/toolchain.ts";
import { type Answer, type Desk, finishing, openTranscript, talk } from "./desk.ts";
import { specText } from "./texts.ts";

const ROLE: Role = "architect";

/** People read a spec in one comment, whole. */
const MAX_SPEC_CHARACTERS = 24_000;

/** What the model writes; numbers are ours. */
export const SpecDraft = z
  .object({
    goal: Spec.shape.goal,
    criteria: z.array(line()).min(1).max(20),
    outOfScope: Spec.shape.outOfScope,
    requirements: Spec.shape.requirements,
    questions: z.array(Question.omit({ id: true })).max(5),
    decisions: Spec.shape.decisions,
  })
  .refine((draft) => lengthOf(draft) <= MAX_SPEC_CHARACTERS, {
    message: `the spec is longer than ${MAX_SPEC_CHARACTERS} characters: nobody would read it`,
  });
type SpecDraft = z.infer<typeof SpecDraft>;

const submitSpec: Finish<SpecDraft> = finishing("submit_spec", "Submit the spec. Ends your work.", SpecDraft);
const submitOrder: Finish<WorkOrder> = finishing(
  "submit_order",
  "Submit the work order. Ends your work.",
  WorkOrder,
);

export const Advice = z.object({
  kind: z.enum(["amend", "stop"]),
  instructions: z.string().min(1).max(8000),
});
export type Advice = z.infer<typeof Advice>;
const submitAdvice: Finish<Advice> = finishing(
  "submit_advice",
  "Submit your advice. Ends your work.",
  Advice,
);

function lengthOf(draft: object): number {
  return visible(JSON.stringify(draft)).length;
}

export type SpecRequest = { ticketText: string; previous: Spec | null; style: string };

export async function writeSpec(desk: Desk, request: SpecRequest): Promise<Answer<Spec>> {
  const transcript = await openTranscript(
    "architect-spec",
    [
      "## The issue, with the comments of people who may steer it",
      visible(request.ticketText),
      request.previous === null ? "" : `## The spec so far\n${specText(request.previous)}`,
      request.style,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  const answer = await talk(ROLE, desk, transcript, submitSpec);
  if (answer.kind !== "answered") return answer;
  return { kind: "answered", value: numbered(answer.value, request.previous) };
}

export type OrderRequest = {
  spec: Spec;
  knownFailures: string[];
  existingChange: string;
  threads: string;
  tree: TreeView;
  style: string;
};

/** A draft that names what does not exist goes back with the faults, twice; then it goes on without those ranges. */
export async function writeOrder(desk: Desk, request: OrderRequest): Promise<Answer<WorkOrder>> {
  const transcript = await openTranscript(
    "architect-order",
    [
      `## The spec\n${specText(request.spec)}`,
      request.knownFailures.length === 0
        ? ""
        : `## Tests already failing before any change, not ours to count\n${request.knownFailures.slice(0, 50).join("\n")}`,
      request.existingChange === "" ? "" : `## The change so far, already applied\n${request.existingChange}`,
      request.threads === "" ? "" : `## Review threads the change must answer now\n${request.threads}`,
      request.style,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  for (let round = 0; ; round++) {
    const answer = await talk(ROLE, desk, transcript, submitOrder);
    if (answer.kind !== "answered") return answer;
    const faults = orderFaults(answer.value, await linesOf(answer.value, request.tree));
    if (faults.length === 0) return answer;
    if (round === 2) return { kind: "answered", value: { ...answer.value, context: [] } };
    transcript.user(
      `The order names things that do not exist. Correct them and submit again:\n- ${faults.join("\n- ")}`,
    );
  }
}

export type WallPacket = { orderText: string; change: string; diagnostics: string; tried: string[] };

export async function advise(desk: Desk, packet: WallPacket): Promise<Answer<Advice>> {
  const transcript = await openTranscript(
    "architect-escalation",
    [
      `## The work order\n${packet.orderText}`,
      `## The change so far\n${packet.change}`,
      `## What the checks say\n${packet.diagnostics}`,
      `## What was tried\n- ${packet.tried.join("\n- ")}`,
    ].join("\n\n"),
  );
  return talk(ROLE, desk, transcript, submitAdvice);
}

/** A criterion or question whose words did not change keeps its number; new ones get the next free. */
function numbered(draft: SpecDraft, previous: Spec | null): Spec {
  return {
    ...draft,
    version: (previous?.version ?? 0) + 1,
    criteria: withIds(
      "AC",
      draft.criteria.map((text) => ({ text })),
      previous?.criteria ?? [],
    ),
    questions: withIds("Q", draft.questions, previous?.questions ?? []),
  };
}

function withIds<T extends { text: string }>(
  prefix: string,
  items: T[],
  before: { id: string; text: string }[],
): (T & { id: string })[] {
  const kept = items.map((item) => before.find((old) => old.text === item.text)?.id);
  const used = new Set(before.map((old) => old.id));
  let next = 1;
  return items.map((item, index) => {
    const id = kept[index];
    if (id !== undefined) return { ...item, id };
    while (used.has(`${prefix}${next}`)) next++;
    used.add(`${prefix}${next}`);
    return { ...item, id: `${prefix}${next}` };
  });
}

async function linesOf(order: WorkOrder, tree: TreeView) {
  const texts = new Map<string, string[] | null>();
  for (const file of order.context) {
    const text = await tree.read(file.path);
    texts.set(file.path, text === null ? null : text.replace(/\n$/, "").split("\n"));
  }
  return (path: string) => texts.get(path) ?? null;
}
