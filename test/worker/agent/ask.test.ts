// A model that holds less than anybody thought.
import { expect, it } from "@jest/globals";
import type { Turn } from "../../../local/model/script.ts";
import { converseOver } from "../../support/conversation.ts";

const DONE: Turn = { calls: [{ name: "done", arguments: { summary: "It is done." } }] };
const long = (n: number): Turn => ({
  calls: [{ name: "echo", arguments: { text: `${n} ${"word ".repeat(300)}` } }],
});

it("gets shorter ones until it takes one, where it holds far less than anybody thought", async () => {
  let replies = 0;
  const turns = [1, 2, 3, 4, 5, 6, 7, 8].map(long);
  const holds = 7000;
  let isFull = false;
  let refused = 0;
  const { ending } = await converseOver(() => turns[replies++] ?? DONE, {
    refuses: { kind: "context-length" },
    when: ({ messages }) => {
      isFull ||= messages.length > 14;
      const refuses = isFull && JSON.stringify(messages).length > holds;
      if (refuses) refused += 1;
      return refuses;
    },
  });
  expect(ending.kind).toBe("handed-in");
  expect(refused).toBeGreaterThan(1);
});
