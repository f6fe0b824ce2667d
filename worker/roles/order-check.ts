// Checks a work order against the tree that the coder starts from, and sends it back if it names something that does not exist.
import {
  orderFaults,
  pathsToCheck,
  type SourceFile,
  type SourceFiles,
  type WorkOrder,
  withoutFaults,
} from "../../src/domain/work-order.ts";
import type { Transcript } from "../agent/transcript.ts";
import type { RepositoryMap } from "../map/map.ts";
import { withoutComments } from "../map/outline.ts";
import type { TreeView } from "../toolchains/toolchain.ts";
import type { HandIn } from "./ask-role.ts";
import { orderFaultText } from "./fault-texts.ts";

export type Territory = { tree: TreeView; map: RepositoryMap };

/** How often an order goes back. Then what does not exist is left out of it. */
const MOST_RETURNS = 2;
/** Limits of reading the files that an order names. */
const READ = { fileBytes: 1024 ** 2, allBytes: 32 * 1024 ** 2 };

type Asking<T> = {
  transcript: Transcript;
  ask(): Promise<HandIn<T>>;
  /** Null: it holds no order that counts. */
  orderOf(value: T): WorkOrder | null;
};

export type Checked<T> = { value: T; order: WorkOrder | null };

export async function askForOrder<T>(asking: Asking<T>, territory: Territory): Promise<HandIn<Checked<T>>> {
  const askedAbout = new Set<string>();
  for (let round = 0; ; round++) {
    const handedIn = await asking.ask();
    if (handedIn.kind !== "handed-in") return handedIn;
    const { value } = handedIn;
    const order = asking.orderOf(value);
    if (order === null) return { kind: "handed-in", value: { value, order } };
    const sourceOf = await sourcesFor(order, territory);
    const faults = orderFaults(order, { sourceOf, paths: territory.tree.paths }).filter(
      // A new file may have such a name. Who names it again means it.
      (fault) => fault.kind !== "no-such-path" || !askedAbout.has(fault.path),
    );
    for (const fault of faults) if (fault.kind === "no-such-path") askedAbout.add(fault.path);
    if (faults.length === 0) return { kind: "handed-in", value: { value, order } };
    if (round === MOST_RETURNS) {
      return { kind: "handed-in", value: { value, order: withoutFaults(order, sourceOf) } };
    }
    asking.transcript.user(
      `The order names things that do not exist. Correct them and submit again:\n- ${faults.map(orderFaultText).join("\n- ")}`,
    );
  }
}

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
