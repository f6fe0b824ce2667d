// Measures the prompt that precedes a coder's work order, and whether each request begins with the bytes of the one before.
import { estimateTokenCount } from "tokenx";
import type { ChatRequest } from "../../local/model/script.ts";
import { openHouse } from "../../test/support/house.ts";
import { aScript, calls, done, fixes, project, shell, wish, writes } from "../../test/support/script.ts";
import type { Promised } from "../numbers/promise.ts";
import { sharing } from "./steps.ts";

const MOST_TOKENS = 1500;
const BROKEN = writes("src/sum.js", "export function sum() {\n  return 7;\n}\n");
/** Fails twice in the same way, gets advice, and works long enough to get a reminder. */
const coder = [
  BROKEN,
  ...[done, done],
  ...Array.from({ length: 35 }, (_, n) => shell(`head -c ${n + 1} src/sum.js`)),
  ...fixes,
  done,
];

export async function measurePrompt(): Promise<Promised[]> {
  const script = aScript({
    coder,
    advice: [calls("submit_advice", { kind: "amend", instructions: "Start the reduction from 0." })],
  });
  await using house = await openHouse({ script, files: project });
  const ada = house.github.asUser("ada");
  const outcome = await house.outcome(async () => {
    const { number } = await ada.openIssue(house.repository, wish);
    await ada.label({ repository: house.repository, number }, "ai-ready");
  });
  if (outcome !== "opened") throw new Error(`The run ended ${outcome}`);
  const ofCoder = house.model.requests.filter(({ request }) => request.model === "scripted-coder");
  const [first] = ofCoder;
  if (first === undefined) throw new Error("The coder was never asked");
  const tokens = fixedTokens(first.request);
  const reminders = ofCoder
    .at(-1)
    ?.request.messages.filter(({ content }) => content?.startsWith("A reminder by the harness.")).length;
  return [
    {
      what: "fixed prompt of the coder",
      measured: tokens.system + tokens.tools,
      unit: "tokens",
      most: MOST_TOKENS,
      details: [
        `system prompt ${tokens.system}, ${first.request.tools?.length} tools as sent ${tokens.tools}; estimated as the product does where a server does not count (tokenx)`,
      ],
    },
    {
      what: "a coder's requests in a whole run that begin with the bytes of the one before",
      ...sharing(
        ofCoder.map(({ raw }) => raw),
        [
          `three attempts, one advice of the architect, ${reminders} reminders: all of them are added at the end`,
        ],
      ),
    },
  ];
}

function fixedTokens({ messages, tools }: ChatRequest): { system: number; tools: number } {
  return {
    system: estimateTokenCount(messages[0]?.content ?? ""),
    tools: estimateTokenCount(JSON.stringify(tools)),
  };
}
