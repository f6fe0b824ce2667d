// The architect: reads issue and code, argues against it, and writes the spec and the work order.
import { z } from "zod";
import type { Role } from "../../src/domain/budget.ts";
import { Proposal } from "../../src/domain/direction.ts";
import type { Pictures } from "../../src/domain/picture.ts";
import { type IssueSize, Size, SMALL, smallSize } from "../../src/domain/size.ts";
import { Spec } from "../../src/domain/spec.ts";
import { visible } from "../../src/domain/text.ts";
import { WorkOrder } from "../../src/domain/work-order.ts";
import type { HandInTool } from "../agent/calls.ts";
import { renderMap } from "../map/render.ts";
import { askRole, type Equipment, type HandIn, handInTool, loadPrompt, openTranscript } from "./ask-role.ts";
import { askForOrder, Entries, type Territory } from "./order-check.ts";
import { picturesText } from "./pictures-text.ts";
import { ShortDraft, SpecDraft, specFrom, withIdsOf } from "./spec-draft.ts";
import { specSoFarText, specText } from "./texts.ts";

const ROLE: Role = "architect";

const submitSpec: HandInTool<SpecDraft> = handInTool(
  "submit_spec",
  "Submit the spec. Ends your work.",
  SpecDraft,
);
const submitBoth: HandInTool<ShortDraft> = handInTool(
  "submit_spec",
  "Submit the spec, and the work order with it. Ends your work.",
  ShortDraft,
);
const submitOrder: HandInTool<WorkOrder> = handInTool(
  "submit_order",
  "Submit the work order. Ends your work.",
  WorkOrder,
);

const OrderForReview = WorkOrder.extend({ direction: Proposal.nullable().default(null) });
const submitForReview: HandInTool<z.infer<typeof OrderForReview>> = handInTool(
  "submit_order",
  "Submit the work order, and whether the threads change the spec. Ends your work.",
  OrderForReview,
);

const correctEntries: HandInTool<Entries> = handInTool(
  "correct_entries",
  "Hand in entries of the work order that were not taken, as they should be. Ends your work.",
  Entries,
);

export type SpecRequest = Territory & {
  ticketText: string;
  /** Threads of a review that change what is wanted; empty: there are none. */
  review: string;
  pictures: Pictures;
  previous: Spec | null;
  style: string;
  checks: string;
  /** The size of an issue that may take the short path; null: it may not. */
  short: IssueSize | null;
};

/** `short`: the order of a small issue, written along with the spec; null: the order has its own conversation. */
export const Specified = z.object({
  spec: Spec,
  short: z.object({ order: WorkOrder, size: Size }).nullable(),
});
export type Specified = z.infer<typeof Specified>;

export async function writeSpec(equipment: Equipment, request: SpecRequest): Promise<HandIn<Specified>> {
  const { ticketText, review, previous, style, checks, short } = request;
  const transcript = await openTranscript(
    "architect-spec",
    parts(
      `## The issue, with the comments of people who may steer it\n${visible(ticketText)}`,
      picturesText(request.pictures),
      previous === null ? "" : `## The spec so far\n${specSoFarText(previous)}`,
      review === "" ? "" : `## What a review of the change asks for, newer than the spec so far\n${review}`,
      mapText(request, `${ticketText}\n${review}`),
      checks,
      style,
      short === null ? "" : `${await loadPrompt("architect-short")}${LEAVE_OUT}`,
    ),
    request.pictures.shown,
  );
  if (short === null) {
    const handedIn = await askRole(equipment, { role: ROLE, transcript, handIn: submitSpec });
    if (handedIn.kind !== "handed-in") return handedIn;
    return { kind: "handed-in", value: { spec: specFrom(handedIn.value, previous), short: null } };
  }
  const sizeOf = (draft: ShortDraft) => (draft.order === null ? null : smallSize(short, draft, draft.order));
  const handedIn = await askForOrder(
    {
      transcript,
      ask: () => askRole(equipment, { role: ROLE, transcript, handIn: submitBoth }),
      askForEntries: () => askRole(equipment, { role: ROLE, transcript, handIn: correctEntries }),
      orderOf: (draft) => (sizeOf(draft) === null ? null : draft.order),
    },
    request,
  );
  if (handedIn.kind !== "handed-in") return handedIn;
  const { value: draft, order } = handedIn.value;
  const size = sizeOf(draft);
  const spec = specFrom(draft, previous);
  const small = order === null || size === null ? null : { order: withIdsOf(order, spec), size };
  return { kind: "handed-in", value: { spec, short: small } };
}

/** A larger order would be thrown away. */
const LEAVE_OUT = `

If the code shows that the issue is not small, leave \`order\` out: the order is then written in a conversation of its own. Small is at most ${SMALL.criteria} criteria, ${SMALL.steps} steps and ${SMALL.files} files in the footprint, and no open question.
`;

export type OrderRequest = Territory & {
  spec: Spec;
  existingChange: string;
  threads: string;
  pictures: Pictures;
  redJobs: string;
  style: string;
  checks: string;
  /** The architect may propose that the threads change the spec. */
  mayRestart: boolean;
};

/** `proposal` null: the threads ask for nothing else than the spec, or nobody asked. */
export type Ordered = { order: WorkOrder; proposal: Proposal | null };

export async function writeOrder(equipment: Equipment, request: OrderRequest): Promise<HandIn<Ordered>> {
  const { spec, existingChange, threads, redJobs, style, checks, mayRestart } = request;
  const transcript = await openTranscript(
    "architect-order",
    parts(
      `## The spec\n${specText(spec)}`,
      existingChange === "" ? "" : `## The change so far, already applied\n${existingChange}`,
      threads === "" ? "" : `## Review threads the change must answer now\n${threads}`,
      redJobs === "" ? "" : `## Red jobs of the repository's CI, which the change must mend now\n${redJobs}`,
      picturesText(request.pictures),
      mapText(request, `${specText(spec)}\n${threads}\n${redJobs}`),
      checks,
      style,
      mayRestart ? await loadPrompt("architect-direction") : "",
    ),
    request.pictures.shown,
  );
  const ask = async (): Promise<HandIn<Ordered>> => {
    const asked = { role: ROLE, transcript };
    if (!mayRestart) return ordered(await askRole(equipment, { ...asked, handIn: submitOrder }), () => null);
    const answer = await askRole(equipment, { ...asked, handIn: submitForReview });
    return ordered(answer, ({ direction }) => direction);
  };
  const askForEntries = () => askRole(equipment, { role: ROLE, transcript, handIn: correctEntries });
  const asking = { transcript, ask, askForEntries, orderOf: ({ order }: Ordered) => order };
  const handedIn = await askForOrder(asking, request);
  if (handedIn.kind !== "handed-in") return handedIn;
  const { value, order } = handedIn.value;
  return { kind: "handed-in", value: { ...value, order: order ?? value.order } };
}

function ordered<T extends WorkOrder>(
  answer: HandIn<T>,
  proposalIn: (value: T) => Proposal | null,
): HandIn<Ordered> {
  if (answer.kind !== "handed-in") return answer;
  return {
    kind: "handed-in",
    value: { order: WorkOrder.parse(answer.value), proposal: proposalIn(answer.value) },
  };
}

/** The map begins with what `about` speaks of, and ends at its limit: tools show the rest. */
function mapText({ map }: Territory, about: string): string {
  const text = renderMap(map, about);
  return text === ""
    ? ""
    : `## Map of the repository: files with their symbols and lines, not all of them\n${text}`;
}

function parts(...all: string[]): string {
  return all.filter((part) => part !== "").join("\n\n");
}
