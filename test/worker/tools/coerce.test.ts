// Arguments that are nearly right are taken, by the schema; what fits already never changes.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { coerced } from "../../../worker/tools/coerce.ts";
import { parametersOf, parseArguments } from "../../../worker/tools/tool.ts";

const Args = z.object({
  path: z.string().min(1),
  from: z.int().positive().optional(),
  share: z.number().optional(),
  all: z.boolean().optional(),
  kind: z.enum(["must-fix", "minor"]).optional(),
  files: z.array(z.string()).optional(),
  items: z.array(z.object({ name: z.string(), line: z.int().nullable() })).optional(),
  place: z.object({ line: z.int() }).nullable().optional(),
  why: z.string().nullable().optional(),
});

describe("an argument that is nearly right", () => {
  it.each<[object, object]>([
    [{ from: "60" }, { from: 60 }],
    [{ from: " 60.0 " }, { from: 60 }],
    [{ share: "0.5" }, { share: 0.5 }],
    [{ all: "True" }, { all: true }],
    [{ kind: "Must fix" }, { kind: "must-fix" }],
    [{ files: '["a.js", "b.js"]' }, { files: ["a.js", "b.js"] }],
    [{ files: "a.js" }, { files: ["a.js"] }],
    [{ files: "1. a.js\n2. b.js" }, { files: ["a.js", "b.js"] }],
    [{ files: "- a.js\n\n- b.js, and more\n" }, { files: ["a.js", "b.js, and more"] }],
    [
      { files: " * a.js\n   of the core\n   - its head\n * b.js" },
      { files: ["a.js\nof the core\n- its head", "b.js"] },
    ],
    [{ files: "1) -h is an option" }, { files: ["-h is an option"] }],
    [{ items: '[{"name": "a", "line": "3"}]' }, { items: [{ name: "a", line: 3 }] }],
    [{ items: { name: "a", line: "null" } }, { items: [{ name: "a", line: null }] }],
    [{ place: '{"line": 3}' }, { place: { line: 3 } }],
    [{ place: "null" }, { place: null }],
    [{ why: "null" }, { why: null }],
    [{ from: null, all: null, files: null }, {}],
    [{ from: "", kind: "minor" }, { kind: "minor" }],
  ])("is taken: %j", async (given, taken) => {
    expect(await parseArguments(Args, { path: "p", ...given })).toEqual({ path: "p", ...taken });
  });

  it("is taken where all arguments were put into one", async () => {
    expect(await parseArguments(Args, { arguments: { path: "p", from: "2" } })).toEqual({
      path: "p",
      from: 2,
    });
    expect(await parseArguments(Args, { input: '{"path": "p"}' })).toEqual({ path: "p" });
  });

  it.each<[object, string]>([
    [{ from: "sixty" }, 'from: expected a number, but you gave "sixty".'],
    [{ files: "a.js\nb.js" }, 'files: expected a list, but you gave "a.js\\nb.js".'],
    [{ files: "See:\n- a.js" }, 'files: expected a list, but you gave "See:\\n- a.js".'],
    [{ files: "-h\n-v" }, 'files: expected a list, but you gave "-h\\n-v".'],
    [{ files: "a.js, b.js" }, 'files: expected a list, but you gave "a.js, b.js".'],
    [{ path: null }, "path: expected a text, but you gave null."],
    [{ kind: "grave" }, 'kind: expected one of "must-fix", "minor", but you gave "grave".'],
  ])("is refused with what was written where it does not nearly fit: %j", async (given, line) => {
    await expect(parseArguments(Args, { path: "p", ...given })).rejects.toThrow(line);
  });
});

it("a whole number is described without bounds that every number has", () => {
  const { items, from, place } = z.record(z.string(), z.json()).parse(parametersOf(Args).properties);
  expect([items, from, place]).toEqual([
    {
      type: "array",
      items: {
        type: "object",
        properties: { name: { type: "string" }, line: { type: ["integer", "null"] } },
        required: ["name", "line"],
      },
    },
    { type: "integer", exclusiveMinimum: 0 },
    {
      anyOf: [
        { type: "object", properties: { line: { type: "integer" } }, required: ["line"] },
        { type: "null" },
      ],
    },
  ]);
});

it("what fits never changes", () => {
  const fitting = fc.record(
    {
      path: fc.string({ minLength: 1 }),
      from: fc.integer({ min: 1 }),
      all: fc.boolean(),
      kind: fc.constantFrom("must-fix", "minor"),
      files: fc.array(fc.string()),
      items: fc.array(fc.record({ name: fc.string(), line: fc.option(fc.integer()) })),
      place: fc.option(fc.record({ line: fc.integer() })),
    },
    { requiredKeys: ["path"] },
  );
  const schema = parametersOf(Args);
  fc.assert(fc.property(fitting, (args) => expect(coerced(schema, args)).toEqual(args)));
});
