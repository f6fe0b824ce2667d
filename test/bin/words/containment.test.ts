// The table of a proof, as a person reads it.
import { describe, expect, it } from "@jest/globals";
import { containmentTable } from "../../../bin/words/containment.ts";
import { failureWords } from "../../../bin/words/failure.ts";
import type { Proof, Row } from "../../../containment/prove.ts";
import { NotContained } from "../../../containment/verdict.ts";

const row = (change: Partial<Row>): Row => ({
  ...{ group: "egress", attack: "connects", who: "agent", expected: "no connection" },
  ...{ observed: "Network is unreachable", verdict: "held" },
  ...change,
});

const proof: Proof = {
  rows: [
    row({}),
    row({ who: "root" }),
    row({ attack: "asks", who: "root", observed: "it arrived at 127.0.0.1", verdict: "allowed" }),
    row({ attack: "listens", observed: "this host has no such address", verdict: "not-proven" }),
  ],
  honest: [{ group: "egress", what: "loopback works", observed: "it answered", verdict: "works" }],
  durationMs: 12_340,
};

describe("the table of a containment proof", () => {
  it("shows rows with the same result as one, what was allowed in capitals, and the totals", () => {
    expect(containmentTable(proof).map((line) => line.replace(/ {3,}/g, "   "))).toEqual([
      "EGRESS",
      "   held   agent, root  connects   no connection: Network is unreachable".replace("   ", "  "),
      "  ALLOWED   root   asks   no connection: it arrived at 127.0.0.1",
      "  not proven  agent   listens   no connection: this host has no such address",
      "  works   honest work  loopback works   it answered",
      "",
      "4 attacks in 12.3 s: 2 held, 1 allowed, 0 not clear, 1 not proven; 1 of 1 kinds of honest work succeed",
    ]);
  });

  it("ends no line in a colon and says nothing twice", () => {
    const rows = [
      row({ attack: "is told of a resolver", expected: "none is named", observed: "" }),
      row({ attack: "reads its environment", expected: "no secret of ours", observed: "none" }),
      row({ attack: "has a capability", expected: "none", observed: "none" }),
      row({ attack: "asks", expected: "none is named", observed: "", verdict: "allowed" }),
    ];
    const honest: Proof["honest"] = [
      { group: "egress", what: "loopback works", observed: "127.0.0.1 answered: ", verdict: "works" },
    ];
    const ends = containmentTable({ rows, honest, durationMs: 1 }).map((line) => line.split(/ {3,}/).at(-1));
    expect(ends.slice(1, 6)).toEqual([
      ...["none is named", "no secret of ours", "none", "none is named: nothing was said"],
      "127.0.0.1 answered",
    ]);
  });
});

describe("the words of sandboxes that do not hold", () => {
  it("name every breach and what to do", () => {
    const error = new NotContained([
      {
        ...{ kind: "allowed", who: "root", attack: "connects to any IPv4 address of this host" },
        observed: "it arrived at 127.0.0.1",
      },
      { kind: "unclear", who: "agent", attack: "asks", observed: "no answer" },
      { kind: "honest-work-broken", what: "the compiler works", observed: "not found" },
    ]);
    expect(failureWords(error)).toBe(
      "The worker takes no jobs, because its sandboxes failed the containment proof: allowed for root: connects to any IPv4 address of this host (it arrived at 127.0.0.1); not clear for agent: asks (no answer); does not work: the compiler works (not found). Run `npx issuewright doctor --containment` on this host to see everything, and mend its Docker engine, kernel or container runtime",
    );
  });
});
