// Checks a work order against the tree that the coder starts from, and asks once more for the entries that name what is not there.
import { z } from "zod";
import {
  orderFaults,
  pathsToCheck,
  type SourceFile,
  type SourceFiles,
  WorkOrder,
  withoutFaults,
} from "../../src/domain/work-order.ts";
import type { Transcript } from "../agent/transcript.ts";
import type { RepositoryMap } from "../map/map.ts";
import { withoutComments } from "../map/outline.ts";
import type { TreeView } from "../toolchains/toolchain.ts";
import type { HandIn } from "./ask-role.ts";
import { orderFaultText } from "./fault-texts.ts";

export type Territory = { tree: TreeView; map: RepositoryMap };

/** Limits of reading the files that an order names. */
const READ = { fileBytes: 1024 ** 2, allBytes: 32 * 1024 ** 2 };

/** Entries of an order that was taken without them, as they should be. */
export const Entries = z.object({
  context: WorkOrder.shape.context.default([]),
  contradicts: WorkOrder.shape.contradicts,
  footprint: z.array(WorkOrder.shape.footprint.element).max(50).default([]),
});
export type Entries = z.infer<typeof Entries>;

type Asking<T> = {
  transcript: Transcript;
  ask(): Promise<HandIn<T>>;
  /** Asks for entries alone, once. */
  askForEntries(): Promise<HandIn<Entries>>;
  /** Null: it holds no order that counts. */
  orderOf(value: T): WorkOrder | null;
};

export type Checked<T> = { value: T; order: WorkOrder | null };

/**
 * What an order names wrongly costs that entry alone: the rest is taken, the model is told which entries are not, and may hand in
 * just those once more. What is wrong then, or not handed in, is left out.
 */
export async function askForOrder<T>(asking: Asking<T>, territory: Territory): Promise<HandIn<Checked<T>>> {
  const handedIn = await asking.ask();
  if (handedIn.kind !== "handed-in") return handedIn;
  const { value } = handedIn;
  const order = asking.orderOf(value);
  const taken = (of: WorkOrder | null) => ({ kind: "handed-in" as const, value: { value, order: of } });
  if (order === null) return taken(null);
  const sourceOf = await sourcesFor(order, territory);
  const faults = orderFaults(order, { sourceOf, paths: territory.tree.paths });
  if (faults.length === 0) return taken(order);
  const rest = withoutFaults(order, sourceOf);
  asking.transcript.user(
    `Everything is taken but these entries of the order, which name what is not there:\n- ${faults.map(orderFaultText).join("\n- ")}\nCall \`correct_entries\` with just these entries as they should be, or with none if the coder can do without them.`,
  );
  const corrected = await asking.askForEntries();
  if (corrected.kind !== "handed-in") return taken(rest);
  const more = { ...rest, context: corrected.value.context, contradicts: corrected.value.contradicts };
  // A new file may have such a name. Who does not name another means it.
  const askedAbout = faults.flatMap((fault) => (fault.kind === "no-such-path" ? [fault.path] : []));
  const { footprint } = corrected.value;
  const kept = rest.footprint.filter((path) => footprint.length === 0 || !askedAbout.includes(path));
  const { context, contradicts } = withoutFaults(more, await sourcesFor(more, territory));
  return taken({
    ...rest,
    footprint: [...kept, ...footprint].slice(0, MOST_PATHS),
    context: [...rest.context, ...context].slice(0, MOST_CONTEXT),
    contradicts: [...rest.contradicts, ...contradicts].slice(0, MOST_CONTRADICTED),
  });
}

/** As many as an order may have. */
const MOST_CONTEXT = 30;
const MOST_CONTRADICTED = 20;
const MOST_PATHS = 50;

async function sourcesFor(order: WorkOrder, { tree, map }: Territory): Promise<SourceFiles> {
  const texts = await tree.readAll(pathsToCheck(order), READ);
  const sources = new Map<string, SourceFile>();
  for (const [path, text] of texts) {
    const mapped = map.files.find((file) => file.path === path);
    const lines = linesOf(text);
    sources.set(path, {
      lines,
      code: mapped === undefined ? lines : linesOf(withoutComments(text, mapped.comments)),
      definitions: mapped?.symbols ?? [],
    });
  }
  return (path) => sources.get(path) ?? null;
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}
