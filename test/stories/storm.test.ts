// A second bot and ours talk to each other, and it ends. Then a person takes the bot's word up, and changes what is wanted.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { IssueAddress } from "../../local/github/people.ts";
import { type ChatRequest, type Turn, textOf } from "../../local/model/script.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject, calls, says, undecided } from "../support/script.ts";
import { ends, isLetGo, mended } from "../support/story.ts";
import { adaOpens, more, moreCriterion, pullOf, twoVersions } from "../support/versions.ts";

const BOT = "lint[bot]";
const RULES = ".github/issuewright.yml";
const files = {
  ...bareProject,
  [RULES]: `${bareProject[RULES]}hear: ["${BOT}"]\nrequests: { bots: 2 }\n`,
};

/** Answers each thread in other words than before. */
function answersOf(request: ChatRequest): Turn {
  const threads = [...textOf(request).matchAll(/^Thread (\d+), on/gm)];
  const times = textOf(request).split(`${BOT}:`).length;
  return calls("done", {
    answers: threads.map(([, id]) => ({
      thread: Number(id),
      text: `It is as it should be, said ${times} times.`,
    })),
  });
}

describe("a draft that a second bot looks at", () => {
  let house: House;
  let address: IssueAddress;
  let pull: IssueAddress;
  beforeAll(async () => {
    const two = twoVersions();
    const coder = (request: ChatRequest, turn: number) => {
      if (says(request, more) || says(request, moreCriterion)) return two.coder(request, turn);
      return says(request, "Review threads to answer") ? answersOf(request) : (mended[turn] ?? undecided);
    };
    house = await openHouse({ script: aScript({ ...two, coder }), files });
    house.github.addUser(BOT);
    address = await adaOpens(house);
    const opened = await ends(house, address, () => house.github.asUser("ada").label(address, "ai-ready"));
    expect(opened.outcome).toBe("opened");
    pull = { repository: house.repository, number: 2 };
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const lineComments = () => house.github.repository(house.repository).reviewComments;
  const answers = () => lineComments().filter(({ author }) => author === "issuewright[bot]");
  const first = () => ({ repository: house.repository, id: lineComments()[0]?.id ?? 0 });

  it("ends the talk of the two, and the issue says so", async () => {
    const bot = house.github.asUser(BOT);
    const comments = [{ path: "src/sum.js", line: 3, body: "Magic number." }];
    await ends(house, address, () => bot.review(pull, { state: "changes_requested", comments }));
    for (let word = 1; word <= 6 && house.notice(address.number) === ""; word += 1) {
      await bot.reply(first(), `Still a magic number, ${word}.`);
      await house.github.webhooks.settled();
      await isLetGo(house, address);
    }
    expect(answers()).toHaveLength(2);
    expect(house.notice(address.number)).toContain(
      "Nothing was started: this issue already had 2 requests by bots within 60 min 0 s, which looks like a loop.",
    );
    const [notice, requests] = [house.notice(address.number), house.model.requests.length];
    await bot.comment(pull, "/ai fix");
    await bot.comment(address, "Please name it.");
    await house.github.webhooks.settled();
    expect([house.notice(address.number), house.notice(pull.number), house.model.requests.length]).toEqual([
      ...[notice, "", requests],
    ]);
  });

  it("is taken up where a person says `/ai fix` below the bot, in the thread", async () => {
    await ends(house, address, () =>
      house.github.asUser("ada").reply(first(), "> Magic number.\n\n- /AI Fix, please"),
    );
    const [, , last] = answers();
    expect(last?.body).toContain("Polish: nothing here changes what spec v1 asks for.");
  });

  it("gets the next version of the spec where a person says `/ai restart` on a line, on the same pull request", async () => {
    const before = pullOf(house, house.repository, pull.number);
    const restarted = await ends(house, address, () =>
      house.github.asUser("ada").reply(first(), `/ai restart ${more}`),
    );
    const after = pullOf(house, house.repository, pull.number);
    expect(restarted).toMatchObject({ outcome: "revised", labels: ["ai-in-review", "ai-ready"] });
    expect(restarted.sticky).toContain("### Spec v2");
    expect(restarted.sticky).toContain("- From the review of #2");
    expect([after.state, after.headSha === before.headSha]).toEqual(["open", false]);
    expect(answers().at(-1)?.body).toContain(
      "Restart, as `ada` asked: this became part of spec v2, and the change was built afresh.",
    );
  });
});
