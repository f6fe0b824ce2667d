// A work order is taken without what it names wrongly, and the architect may hand in just that once more.
import { afterAll, describe, expect, it } from "@jest/globals";
import { WorkOrder } from "../../../src/domain/work-order.ts";
import { startTranscript } from "../../../worker/agent/transcript.ts";
import { startSurveyor } from "../../../worker/map/surveyor.ts";
import { askForOrder, Entries } from "../../../worker/roles/order-check.ts";
import { goodOrder, project } from "../../support/script.ts";
import { aTree } from "../toolchains/told.ts";

const [context] = goodOrder.context;
const right = WorkOrder.parse(goodOrder);
const wrong = WorkOrder.parse({
  ...goodOrder,
  context: [context, { ...context, path: "src/total.js" }, { ...context, fromLine: 1, toLine: 1 }],
});

const surveyor = startSurveyor();
afterAll(async () => {
  await surveyor[Symbol.asyncDispose]();
});

/** Hands in an order, and then entries alone; what came of it, and what the architect was told in between. */
async function handIn(
  first: WorkOrder,
  entries: Partial<Entries> | null = null,
  orderOf = (order: WorkOrder): WorkOrder | null => order,
) {
  const tree = aTree(project);
  const map = await surveyor.map(tree, "project", new AbortController().signal);
  const transcript = startTranscript({ system: "", task: "" });
  const answer = await askForOrder(
    {
      transcript,
      orderOf,
      ask: async () => ({ kind: "handed-in", value: first }),
      askForEntries: async () =>
        entries === null
          ? { kind: "out-of-budget", cap: "usd" }
          : { kind: "handed-in", value: Entries.parse(entries) },
    },
    { tree, map },
  );
  const told = transcript
    .messages()
    .slice(2)
    .map((message) => message.text);
  return { order: answer.kind === "handed-in" ? answer.value.order : null, told };
}

const [, , elsewhere] = wrong.context;

describe("a work order that is handed in", () => {
  it("is taken at once when everything in it is there", async () => {
    expect(await handIn(right)).toEqual({ order: right, told: [] });
  });

  it("is taken without entries that name what is not there, comments not counted as code, and told which", async () => {
    expect(await handIn(wrong)).toEqual({
      order: right,
      told: [
        "Everything is taken but these entries of the order, which name what is not there:\n" +
          "- context file src/total.js does not exist in the base tree\n" +
          "- src/sum.js:1–1 does not contain the symbol sum; the file defines it at 2–4\n" +
          "Call `correct_entries` with just these entries as they should be, or with none if the coder can do without them.",
      ],
    });
  });

  it("is asked once about a path of its footprint that nearly names a file", async () => {
    const near = WorkOrder.parse({ ...goodOrder, footprint: ["source/sum.js", "test/summing.test.js"] });
    const { order, told } = await handIn(near, {});
    expect(order).toEqual(near);
    expect(told[0]).toContain(
      "- source/sum.js of the footprint does not exist; did you mean src/sum.js? If it is a new file, name it again",
    );
    expect((await handIn(near, { footprint: ["src/sum.js"] })).order?.footprint).toEqual([
      "test/summing.test.js",
      "src/sum.js",
    ]);
  });

  it("takes those entries alone once more, as far as they are there then", async () => {
    const mended = Entries.parse({ context: [{ ...elsewhere, fromLine: 2, toLine: 4 }] }).context;
    const { order } = await handIn(wrong, { context: [...wrong.context.slice(1, 2), ...mended] });
    expect(order?.context).toEqual([context, ...mended]);
  });

  it("loses only the entry whose lines are in no file", async () => {
    const nowhere = [0, -3, 900].map((fromLine) => ({ ...context, fromLine, toLine: fromLine }));
    const named = WorkOrder.parse({ ...goodOrder, context: [context, ...nowhere] });
    expect((await handIn(named, {})).order).toEqual(right);
  });

  it("is taken without an existing test that it names and that is not there", async () => {
    const file = "test/sum.test.js";
    const [there, gone] = ["adds numbers", "rounds up"].map((test) => ({ file, test, because: "AC1" }));
    const named = WorkOrder.parse({ ...goodOrder, contradicts: [there, gone] });
    const { order, told } = await handIn(named, {});
    expect(order?.contradicts).toEqual([there]);
    expect(told[0]).toContain(
      "- contradicted test test/sum.test.js: the file does not hold a test called rounds up",
    );
  });

  it("names no existing test where it was written before orders did that", () => {
    const { contradicts: _, ...older } = goodOrder;
    expect(WorkOrder.parse(older).contradicts).toEqual([]);
  });

  it("is not looked at where it does not count", async () => {
    expect(await handIn(wrong, null, () => null)).toEqual({ order: null, told: [] });
  });
});
