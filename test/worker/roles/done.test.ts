// What the coder said of its work, over several calls of `done`.
import { expect, it } from "@jest/globals";
import { doneSoFar, NOTHING_SAID } from "../../../worker/roles/done.ts";

const answer = (thread: number, text: string) => ({
  thread,
  text,
  by: null,
  disagrees: false,
  asksNothing: false,
});

it("a later call replaces what it names, and keeps what was said of all else", () => {
  const earlier = {
    blocked: null,
    proofs: [
      { criterion: "AC1", by: "an earlier test" },
      { criterion: "AC2", by: "another" },
      { criterion: "AC3", by: "a third" },
    ],
    undecidable: [{ criterion: "AC4", because: "It is a document." }],
    answers: [answer(70, "Done."), answer(71, "Why not?")],
  };
  const later = {
    blocked: null,
    proofs: [
      { criterion: "AC1", by: "a newer test" },
      { criterion: "AC4", by: "a test after all" },
    ],
    undecidable: [{ criterion: "AC3", because: "It is a type." }],
    answers: [answer(71, "Done now.")],
  };
  expect(doneSoFar(earlier, later)).toEqual({
    blocked: null,
    proofs: [{ criterion: "AC2", by: "another" }, ...later.proofs],
    undecidable: later.undecidable,
    answers: [answer(70, "Done."), answer(71, "Done now.")],
  });
  expect(doneSoFar(earlier, { ...NOTHING_SAID, blocked: "It cannot be done." })).toEqual({
    ...earlier,
    blocked: "It cannot be done.",
  });
});
