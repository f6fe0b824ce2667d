// Calls that hand the work in.
import { expect, it } from "@jest/globals";
import { converseOver } from "../../support/conversation.ts";

const TAKEN = "Handed in. You are told if anything in it has to be mended.";

it("takes several hand-ins of one reply together where they may be parts of one", async () => {
  const parts = ["one", "two"].map((summary) => ({ name: "done", arguments: { summary } }));
  const together = (earlier: { summary: string }, later: { summary: string }) => ({
    summary: `${earlier.summary} and ${later.summary}`,
  });
  const held = await converseOver([{ calls: parts }], { together });
  expect([held.ending, held.steps[0]?.calls.map(({ text }) => text)]).toEqual([
    { kind: "handed-in", value: { summary: "one and two" } },
    [TAKEN, TAKEN],
  ]);
  const first = await converseOver([{ calls: parts }]);
  expect(first.ending).toEqual({ kind: "handed-in", value: { summary: "one" } });
});
