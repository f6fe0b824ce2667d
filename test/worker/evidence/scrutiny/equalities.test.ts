// Where a change defines or edits an equality, by the lines of its body.
import { expect, it } from "@jest/globals";
import { equalitiesIn } from "../../../../worker/evidence/scrutiny/equalities.ts";
import { aChange } from "../../../support/builders.ts";

const path = "src/A.java";
const TEXT = `class A {
    public boolean equals(Object other) {
        A a = (A) other;
        return a.b == b;
    }

    int b() {
        return b;
    }
}
`;

/** The lines in which an equality begins, where these lines come and go. */
function edited(added: number[], removed: [number, string][] = []) {
  const lines = TEXT.split("\n");
  const change = {
    ...aChange({ path }),
    added: added.map((number) => ({ number, text: lines[number - 1] ?? "" })),
    removed: removed.map(([number, text]) => ({ number, text })),
  };
  return equalitiesIn([change], () => TEXT).map(({ place }) => place.from);
}

it.each([
  ["a new one", [2, 3, 4, 5], [], [2]],
  ["one of which a line is other", [4], [[4, "        return true;"]], [2]],
  ["one that lost a line", [], [[3, "        if (other == null) return false;"]], [2]],
  ["one that lost its last line", [], [[5, "        return false;"]], [2]],
  ["what stands behind it", [8], [], []],
  ["what stood behind it", [], [[6, "    int c;"]], []],
] satisfies [string, number[], [number, string][], number[]][])(
  "is seen for %s",
  (_name, added, removed, begins) => {
    expect(edited(added, removed)).toEqual(begins);
  },
);
