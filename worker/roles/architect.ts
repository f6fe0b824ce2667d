// The architect: reads issue and code, argues against it, and writes the spec and the work order.
import type { Role } from "../../src/domain/budget.ts";
import { type IssueSize, type Size, smallSize } from "../../src/domain/size.ts";
import type { Spec } from "../../src/domain/spec.ts";
import { visible } from "../../src/domain/text.ts";
import { WorkOrder } from "../../src/domain/work-order.ts";
import type { Finish } from "../agent/loop.ts";
import { loadPrompt } from "../agent/prompt.ts";
import { renderMap } from "../map/render.ts";
import { type Answer, type Desk, finishing, openTranscript, talk } from "./desk.ts";
import { askForOrder, type Territory } from "./order-check.ts";
import { ShortDraft, SpecDraft, specFrom } from "./spec-draft.ts";
import { specText } from "./texts.ts";

const ROLE: Role = "architect";

const submitSpec: Finish<SpecDraft> = finishing("submit_spec", "Submit the spec. Ends your work.", SpecDraft);
const submitBoth: Finish<ShortDraft> = finishing(
  "submit_spec",
  "Submit the spec, and the work order with it. Ends your work.",
  ShortDraft,
);
const submitOrder: Finish<WorkOrder> = finishing(
  "submit_order",
  "Submit the work order. Ends your work.",
  WorkOrder,
);

export type SpecRequest = Territory & {
  ticketText: string;
  previous: Spec | null;
  style: string;
  /** Where the issue may take the short path: how large it is. */
  short: IssueSize | null;
};

/** `short` is set where the issue is small: the order that was written along with the spec. */
export type Specified = { spec: Spec; short: { order: WorkOrder; size: Size } | null };

export async function writeSpec(desk: Desk, request: SpecRequest): Promise<Answer<Specified>> {
  const { ticketText, previous, style, short } = request;
  const transcript = await openTranscript(
    "architect-spec",
    parts(
      `## The issue, with the comments of people who may steer it\n${visible(ticketText)}`,
      previous === null ? "" : `## The spec so far\n${specText(previous)}`,
      mapText(request, ticketText),
      style,
      short === null ? "" : await loadPrompt("architect-short"),
    ),
  );
  if (short === null) {
    const answer = await talk(ROLE, desk, transcript, submitSpec);
    if (answer.kind !== "answered") return answer;
    return { kind: "answered", value: { spec: specFrom(answer.value, previous), short: null } };
  }
  const sizeOf = (draft: ShortDraft) => (draft.order === null ? null : smallSize(short, draft, draft.order));
  const answer = await askForOrder(
    {
      transcript,
      ask: () => talk(ROLE, desk, transcript, submitBoth),
      orderOf: (draft) => (sizeOf(draft) === null ? null : draft.order),
    },
    request,
  );
  if (answer.kind !== "answered") return answer;
  const { value: draft, order } = answer.value;
  const size = sizeOf(draft);
  const small = order === null || size === null ? null : { order, size };
  return { kind: "answered", value: { spec: specFrom(draft, previous), short: small } };
}

export type OrderRequest = Territory & {
  spec: Spec;
  knownFailures: string[];
  existingChange: string;
  threads: string;
  style: string;
};

export async function writeOrder(desk: Desk, request: OrderRequest): Promise<Answer<WorkOrder>> {
  const { spec, knownFailures, existingChange, threads, style } = request;
  const transcript = await openTranscript(
    "architect-order",
    parts(
      `## The spec\n${specText(spec)}`,
      knownFailures.length === 0
        ? ""
        : `## Tests already failing before any change, not ours to count\n${knownFailures.slice(0, 50).join("\n")}`,
      existingChange === "" ? "" : `## The change so far, already applied\n${existingChange}`,
      threads === "" ? "" : `## Review threads the change must answer now\n${threads}`,
      mapText(request, `${specText(spec)}\n${threads}`),
      style,
    ),
  );
  const ask = () => talk(ROLE, desk, transcript, submitOrder);
  const answer = await askForOrder({ transcript, ask, orderOf: (order) => order }, request);
  return answer.kind === "answered"
    ? { kind: "answered", value: answer.value.order ?? answer.value.value }
    : answer;
}

/** What the text is about comes first; the rest of the repository is for the tools. */
function mapText({ map }: Territory, about: string): string {
  const text = renderMap(map, about);
  return text === ""
    ? ""
    : `## Map of the repository: files with their symbols and lines, not all of them\n${text}`;
}

function parts(...all: string[]): string {
  return all.filter((part) => part !== "").join("\n\n");
}
