// What a model is told of arguments that do not fit: which, what was expected, what was given.
import { describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { WorkOrder } from "../../../src/domain/work-order.ts";
import { parseArguments } from "../../../worker/tools/tool.ts";
import { goodOrder } from "../../support/script.ts";

async function told(schema: z.ZodType, args: unknown): Promise<string[]> {
  const [settled] = await Promise.allSettled([parseArguments(schema, args)]);
  return settled.status === "fulfilled" ? [] : String(settled.reason.message).split("\n").slice(1, -1);
}

const Args = z.object({
  path: z.string().min(1),
  count: z.int().positive().max(9).optional(),
  kind: z.enum(["a", "b"]).default("a"),
  items: z
    .array(z.object({ name: z.string().min(3) }))
    .max(1)
    .nullable()
    .default(null),
});

describe("arguments that do not fit", () => {
  it.each<[object, string]>([
    [{}, "- path: expected a text, but it is missing."],
    [{ path: 7 }, "- path: expected a text, but you gave 7."],
    [{ path: null }, "- path: expected a text, but you gave null."],
    [{ path: "" }, '- path: expected a text that is not empty, but you gave "".'],
    [{ path: "p", count: 0 }, "- count: expected a number that is more than 0, but you gave 0."],
    [{ path: "p", count: 10 }, "- count: expected a number that is at most 9, but you gave 10."],
    [{ path: "p", count: 1.5 }, "- count: expected a whole number, but you gave 1.5."],
    [{ path: "p", count: "two" }, '- count: expected a number, but you gave "two".'],
    [{ path: "p", kind: "c" }, '- kind: expected one of "a", "b", but you gave "c".'],
    [{ path: "p", items: "x" }, '- items: expected a list, but you gave "x".'],
    [{ path: "p", items: "one, two" }, '- items: expected a list, but you gave "one, two".'],
    [
      { path: "p", items: [{ name: "x" }] },
      '- items[0].name: expected a text of at least 3 characters, but you gave "x".',
    ],
    [
      { path: "p", items: [{ name: "one" }, { name: "two" }] },
      "- items: expected a list of at most 1 item, but you gave a list of 2 items.",
    ],
  ])("are named one by one: %j", async (args, line) => {
    expect(await told(Args, args)).toEqual([line]);
  });

  it.each<[object, string | null]>([
    [{ file_path: "p" }, "file_path"],
    [{ Path: "p" }, "Path"],
    [{ pth: "p" }, "pth"],
    [{ pahth: "p" }, "pahth"],
    [{ content: "p" }, null],
    [{ count: 1 }, null],
  ])("are told of an unknown key that is like a missing one: %j", async (args, key) => {
    const hint = key === null ? "" : ` You gave \`${key}\`, which is no argument here.`;
    expect(await told(Args, args)).toEqual([`- path: expected a text, but it is missing.${hint}`]);
  });

  it("are told of such a key inside a list, too", async () => {
    expect(await told(Args, { path: "p", items: [{ names: "one" }] })).toEqual([
      "- items[0].name: expected a text, but it is missing. You gave `names`, which is no argument here.",
    ]);
    const [file] = goodOrder.context;
    const { fromLine: _from, ...without } = file ?? { fromLine: 0 };
    expect(await told(WorkOrder, { ...goodOrder, context: [{ ...without, from_line: 1 }] })).toEqual([
      "- context[0].fromLine: expected a number, but it is missing. You gave `from_line`, which is no argument here.",
    ]);
  });

  it("show a long text in part, and say what our own rules say", async () => {
    expect(await told(z.object({ id: z.string().max(3) }), { id: "x".repeat(100) })).toEqual([
      `- id: expected a text of at most 3 characters, but you gave "${"x".repeat(60)}" … (100 characters).`,
    ]);
    expect(await told(WorkOrder, { ...goodOrder, footprint: ["/src/a.js"] })).toEqual([
      '- footprint[0]: must be relative to the repository root, without `..`, but you gave "/src/a.js".',
    ]);
    expect(await told(z.object({}), "text")).toEqual([
      '- all of it: expected an object, but you gave "text".',
    ]);
  });
});
