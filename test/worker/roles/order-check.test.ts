// A work order goes back to the architect while it names what is not there, and no longer than twice.
import { afterAll, describe, expect, it } from "@jest/globals";
import { WorkOrder } from "../../../src/domain/work-order.ts";
import { startTranscript } from "../../../worker/agent/transcript.ts";
import { startSurveyor } from "../../../worker/map/surveyor.ts";
import { askForOrder } from "../../../worker/roles/order-check.ts";
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

/** Hands in one order after another; what came of it, and what the architect was told in between. */
async function handIn(orders: WorkOrder[], orderOf = (order: WorkOrder): WorkOrder | null => order) {
  const tree = aTree(project);
  const map = await surveyor.map(tree, "project", new AbortController().signal);
  const transcript = startTranscript({ system: "", task: "" });
  let asked = 0;
  const ask = async () => ({ kind: "handed-in" as const, value: orders[asked++] ?? wrong });
  const answer = await askForOrder({ transcript, ask, orderOf }, { tree, map });
  const told = transcript
    .messages()
    .slice(2)
    .map((message) => message.text);
  return { order: answer.kind === "handed-in" ? answer.value.order : null, asked, told };
}

describe("a work order that is handed in", () => {
  it("is taken at once when everything in it is there", async () => {
    expect(await handIn([right])).toEqual({ order: right, asked: 1, told: [] });
  });

  it("goes back with all that is not there, comments not counted as code", async () => {
    expect(await handIn([wrong, right])).toEqual({
      order: right,
      asked: 2,
      told: [
        "The order names things that do not exist. Correct them and submit again:\n" +
          "- context file src/total.js does not exist in the base tree\n" +
          "- src/sum.js:1–1 does not contain the symbol sum; the file defines it at 2–4",
      ],
    });
  });

  it("is asked once about a path of its footprint that nearly names a file", async () => {
    const near = WorkOrder.parse({ ...goodOrder, footprint: ["source/sum.js", "test/summing.test.js"] });
    expect(await handIn([near, near])).toEqual({
      order: near,
      asked: 2,
      told: [
        "The order names things that do not exist. Correct them and submit again:\n" +
          "- source/sum.js of the footprint does not exist; did you mean src/sum.js? If it is a new file, name it again",
      ],
    });
  });

  it("is taken the third time without what is still not there", async () => {
    const { order, asked, told } = await handIn([wrong, wrong, wrong]);
    expect([order, asked, told.length]).toEqual([right, 3, 2]);
  });

  it("goes back where an existing test that it names is not there, and is taken without it", async () => {
    const file = "test/sum.test.js";
    const [there, gone] = ["adds numbers", "rounds up"].map((test) => ({ file, test, because: "AC1" }));
    const named = WorkOrder.parse({ ...goodOrder, contradicts: [there, gone] });
    const { order, told } = await handIn([named, named, named]);
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
    expect(await handIn([wrong], () => null)).toEqual({ order: null, asked: 1, told: [] });
  });
});
