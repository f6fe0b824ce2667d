// A laptop behind a firewall: GitHub brings no webhook, and everything is seen by asking.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { IssueAddress } from "../../local/github/people.ts";
import { type ChatRequest, textOf } from "../../local/model/script.ts";
import { eventually } from "../support/eventually.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject, calls, says, undecided, writes } from "../support/script.ts";
import { ends, mended } from "../support/story.ts";
import { adaOpens, gitAt, pullOf } from "../support/versions.ts";

const NAMED =
  "// Adds numbers.\nconst NOTHING = 0;\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, NOTHING);\n}\n";

function coder(request: ChatRequest, turn: number) {
  if (!says(request, "Review threads to answer")) return mended[turn] ?? undecided;
  const answers = [...textOf(request).matchAll(/^Thread (\d+), on /gm)].map(([, id]) => {
    return { thread: Number(id), text: "Done as asked." };
  });
  const isNew = turn === 0 && says(request, "Call it NOTHING");
  return isNew ? writes("src/sum.js", NAMED) : calls("done", { answers });
}

describe("an installation without a public address", () => {
  let house: House;
  let address: IssueAddress;
  let pull: IssueAddress;
  beforeAll(async () => {
    house = await openHouse({
      ...{ script: aScript({ coder }), files: bareProject },
      ...{ intake: "poll", sweepMs: 1_000 },
    });
    address = await adaOpens(house);
    pull = { repository: house.repository, number: address.number + 1 };
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const count = () =>
    gitAt(house, pull.repository, "rev-list", "--count", pullOf(house, pull.repository, pull.number).headSha);

  it("goes the whole way from the label to the commit that answers a review", async () => {
    const ada = house.github.asUser("ada");
    const opened = await ends(house, address, () => ada.label(address, "ai-ready"));
    expect(opened.outcome).toBe("opened");
    const before = Number(await count());
    const revised = await ends(house, address, () =>
      ada.review(pull, {
        ...{ state: "changes_requested", body: "Nearly there." },
        comments: [{ path: "src/sum.js", line: 3, body: "Call it NOTHING." }],
      }),
    );
    expect(revised.outcome).toBe("revised");
    expect(Number(await count())).toBe(before + 1);
    expect(house.github.webhooks.tried).toEqual([]);
  });

  it("takes nothing in twice where webhooks come as well", async () => {
    const ada = house.github.asUser("ada");
    const before = Number(await count());
    house.github.webhooks.pointAt(`${house.serverUrl}/api/github/webhooks`);
    await ada.comment(address, "/ai help");
    await ends(house, address, () =>
      ada.review(pull, { state: "commented", comments: [{ path: "src/sum.js", line: 1, body: "Why?" }] }),
    );
    await house.github.webhooks.settled();
    const { reviewComments, comments } = house.github.repository(pull.repository);
    await eventually("help is shown", () => comments.some(({ body }) => body.includes("/ai retry")));
    expect(comments.filter(({ body }) => body.includes("/ai retry"))).toHaveLength(1);
    const why = reviewComments.find(({ body }) => body === "Why?");
    expect(reviewComments.filter(({ inReplyTo }) => inReplyTo === why?.id)).toHaveLength(1);
    expect(Number(await count())).toBe(before);
  });
});
