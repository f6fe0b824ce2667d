// What the coder said of its work, over several calls of `done`.
import { expect, it } from "@jest/globals";
import { Done, doneSoFar, NOTHING_SAID } from "../../../worker/roles/done.ts";

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

it("a thread that asks for nothing needs no words, and every other does", () => {
  const answers = (said: object) => Done.safeParse({ answers: [{ thread: 70, ...said }] });
  for (const text of ["", " \n"])
    expect(answers({ text, asksNothing: true }).data?.answers).toEqual([
      { ...answer(70, ""), asksNothing: true },
    ]);
  expect(answers({ text: " " }).error?.issues).toMatchObject([
    { code: "too_small", minimum: 1, path: ["answers", 0, "text"] },
  ]);
  expect(answers({ asksNothing: true }).success).toBe(false);
});
