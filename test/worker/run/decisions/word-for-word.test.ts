// Without an architect: whatever an issue says becomes a spec and a work order that hold to their own schemas.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Spec } from "../../../../src/domain/spec.ts";
import type { Ticket } from "../../../../src/domain/ticket.ts";
import { WorkOrder } from "../../../../src/domain/work-order.ts";
import { orderFrom, specFrom } from "../../../../worker/run/decisions/word-for-word.ts";
import { anIssueRef } from "../../../support/builders.ts";

function aTicket(words: { title: string; body: string }): Ticket {
  const rest = { author: "ada", labels: [], comments: [], untrustedComments: 0, textDigest: null };
  return { issue: anIssueRef(), ...rest, ...words };
}

describe("without an architect", () => {
  it("takes title and paragraphs of the issue for the spec, and one order for all", () => {
    const ticket = aTicket({
      title: "sum([]) throws",
      body: "It should be 0.\nReally.\n\nAlso on old engines.",
    });
    const spec = specFrom(ticket);
    expect(spec).toMatchObject({
      goal: "sum([]) throws",
      criteria: [{ id: "AC1", text: "sum([]) throws" }],
      requirements: ["It should be 0. Really.", "Also on old engines."],
    });
    expect(orderFrom(spec)).toMatchObject({
      title: "sum([]) throws",
      steps: ["Do what the issue asks for, and nothing else. It stands below, word for word."],
    });
  });

  it("makes a whole spec and order of any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "binary", maxLength: 5000 }),
        (title, body) => {
          const ticket = aTicket({ title, body: `${body}\n\n`.repeat(40) });
          const spec = specFrom(ticket);
          expect(Spec.safeParse(spec).error).toBeUndefined();
          expect(WorkOrder.safeParse(orderFrom(spec)).error).toBeUndefined();
        },
      ),
      { numRuns: 50 },
    );
  });
});
