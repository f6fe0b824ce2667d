// The table of a proof, as a person reads it.
import { describe, expect, it } from "@jest/globals";
import type { Proof, Row } from "../../../worker/containment/prove.ts";
import { isHeld, tableOf } from "../../../worker/containment/verdict.ts";

const row = (change: Partial<Row>): Row => ({
  ...{ group: "egress", attack: "connects", who: "agent", expected: "no connection" },
  ...{ got: "Network is unreachable", verdict: "held" },
  ...change,
});

const proof: Proof = {
  rows: [
    row({}),
    row({ who: "root" }),
    row({ attack: "asks", who: "root", got: "it arrived at 127.0.0.1", verdict: "allowed" }),
    row({ attack: "listens", got: "this host has no such address", verdict: "not-proven" }),
  ],
  honest: [{ group: "egress", what: "loopback works", got: "it answered", verdict: "works" }],
  durationMs: 12_340,
};

describe("the table of a containment proof", () => {
  it("shows those who got the same together, what was allowed in capitals, and the totals", () => {
    expect(tableOf(proof).map((line) => line.replace(/ {3,}/g, "   "))).toEqual([
      "EGRESS",
      "   held   agent, root  connects   no connection: Network is unreachable".replace("   ", "  "),
      "  ALLOWED   root   asks   no connection: it arrived at 127.0.0.1",
      "  not proven  agent   listens   no connection: this host has no such address",
      "  works   honest work  loopback works   it answered",
      "",
      "4 attacks in 12.3 s: 2 held, 1 allowed, 0 not clear, 1 not proven; 1 of 1 kinds of honest work work",
    ]);
  });

  it("ends no line in a colon and says nothing twice", () => {
    const rows = [
      row({ attack: "is told of a resolver", expected: "none is named", got: "" }),
      row({ attack: "reads its environment", expected: "no secret of ours", got: "none" }),
      row({ attack: "has a capability", expected: "none", got: "none" }),
      row({ attack: "asks", expected: "none is named", got: "", verdict: "allowed" }),
    ];
    const honest: Proof["honest"] = [
      { group: "egress", what: "loopback works", got: "127.0.0.1 answered: ", verdict: "works" },
    ];
    const ends = tableOf({ rows, honest, durationMs: 1 }).map((line) => line.split(/ {3,}/).at(-1));
    expect(ends.slice(1, 6)).toEqual([
      ...["none is named", "no secret of ours", "none", "none is named: nothing was said"],
      "127.0.0.1 answered",
    ]);
  });

  it("counts what could not be set up neither as held nor against the host", () => {
    expect(isHeld(proof)).toBe(false);
    expect(isHeld({ ...proof, rows: proof.rows.filter(({ verdict }) => verdict !== "allowed") })).toBe(true);
  });
});
