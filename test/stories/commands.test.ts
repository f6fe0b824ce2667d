// The words people can say to a run: help, and accepting what it asks before anything is spent.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { IssueAddress } from "../../local/github/people.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject, calls, goodSpec } from "../support/script.ts";
import { ends, mended, seen } from "../support/story.ts";
import { adaOpens, pullOf, toldTo } from "../support/versions.ts";

const question = { text: "What is the sum of nothing?", recommended: "0, as in mathematics", blocking: true };

describe("a run with a blocking question", () => {
  let house: House;
  beforeAll(async () => {
    const script = aScript({
      spec: [calls("submit_spec", { ...goodSpec, questions: [question] })],
      coder: mended,
    });
    house = await openHouse({ script, files: bareProject });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const asked = (number: number) =>
    house.github
      .repository(house.repository)
      .comments.filter((each) => each.issue === number && each.body.startsWith("<!-- issuewright:ask"))
      .map((each) => each.body);

  async function isAsked(): Promise<IssueAddress> {
    const address = await adaOpens(house);
    const told = await ends(house, address, () => house.github.asUser("ada").label(address, "ai-ready"));
    expect(told.outcome).toBe("needs-answer");
    expect(told.shown).toContain(
      `**Waiting for an answer.** **Q1** ${question.text} Nothing is spent meanwhile.`,
    );
    expect(told.labels).toEqual(["ai-needs-info", "ai-ready"]);
    expect(asked(address.number)).toEqual([
      expect.stringMatching(
        /^<!--.*-->\n@ada, please decide before work starts:\n\n- \*\*Q1\*\* What is the sum of nothing\?/,
      ),
    ]);
    return address;
  }

  it("asks who wanted it, spends nothing on code, and goes on with `/ai go` as recommended", async () => {
    const address = await isAsked();
    expect(toldTo(house, "coder")).toEqual([]);
    const ada = house.github.asUser("ada");
    const specs = toldTo(house, "architect").length;

    const told = await ends(house, address, () => ada.comment(address, "/ai go"));
    expect(told.outcome).toBe("opened");
    expect(told.labels).toEqual(["ai-in-review", "ai-ready"]);
    expect(told.sticky).toContain("### Spec v2");
    expect(told.sticky).toContain(`- ${question.text} → ${question.recommended}`);
    expect(told.sticky).not.toContain("**Open questions**");
    const { body } = pullOf(house, house.repository, told.pulls.at(-1)?.number ?? 0);
    expect(body).toContain(`### Decisions and alternatives\n\n- ${question.text} → ${question.recommended}`);
    const since = toldTo(house, "architect").slice(specs);
    expect(since.filter((text) => text.includes("submit_spec"))).toEqual([]);
    expect(asked(address.number)).toHaveLength(1);
    await isHeardOnThePull({ ...address, number: told.pulls.at(-1)?.number ?? 0 });
  });

  /** On the pull request, commands work as on the issue, and plain words are told where they count. */
  async function isHeardOnThePull(pull: IssueAddress): Promise<void> {
    const ada = house.github.asUser("ada");
    await ada.comment(pull, "Please round up.");
    await house.github.webhooks.settled();
    expect(house.notice(pull.number)).toContain("Plain words are not read here");
    await ada.comment(pull, "/ai stop");
    await house.github.webhooks.settled();
    expect(house.notice(pull.number)).toContain("Nothing was stopped");
  }

  it("is explained by `/ai help`, and by any word that is no command, without a run", async () => {
    const address = await adaOpens(house);
    const requests = house.model.requests.length;
    await house.github.asUser("ada").comment(address, "/ai help");
    await house.github.webhooks.settled();
    const help = house.notice(address.number);
    expect(help).toContain("| `/ai stop` | the run is stopped |");
    expect(help).toContain("Only people with write access are heard.");
    await house.github.asUser("ada").comment(address, "/ai please");
    await house.github.webhooks.settled();
    expect(house.notice(address.number)).toBe(help);
    expect(seen(house, address)).toMatchObject({ sticky: "", labels: [] });
    expect(house.model.requests).toHaveLength(requests);
  });
});
