// A maintainer reviews the draft: one commit answers every thread once, and nothing of theirs is ever written over.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { IssueAddress } from "../../local/github/people.ts";
import { type ChatRequest, type Turn, textOf } from "../../local/model/script.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject, calls, says, undecided, writes } from "../support/script.ts";
import { ends, mended, seen } from "../support/story.ts";
import { adaOpens, gitAt, pullOf } from "../support/versions.ts";

const NAMED =
  "// Adds numbers.\nconst START = 0;\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, START);\n}\n";
const RENAMED = NAMED.replace("Adds", "Sums").replaceAll("START", "NOTHING");
const asksForName = (request: ChatRequest) => says(request, "Call it NOTHING");
const STYLE = "! grep -n ', 0)' src/sum.js";
const WORKFLOW = `name: CI\njobs:\n  style:\n    steps:\n      - run: "${STYLE}"\n`;

function answersOf(request: ChatRequest): Turn {
  const threads = [...textOf(request).matchAll(/^Thread (\d+), on (.*)$/gm)];
  return calls("done", {
    answers: threads.map(([, id, place]) => ({ thread: Number(id), text: `On ${place}: done as asked.` })),
  });
}

describe("a draft that people look at", () => {
  let house: House;
  let address: IssueAddress;
  let pull: IssueAddress;
  beforeAll(async () => {
    const coder = (request: ChatRequest, turn: number) => {
      if (says(request, "Red jobs of the repository's CI"))
        return [writes("src/sum.js", NAMED), undecided][turn] ?? undecided;
      if (!says(request, "Review threads to answer")) return mended[turn] ?? undecided;
      return (asksForName(request) && turn === 0 && writes("src/sum.js", RENAMED)) || answersOf(request);
    };
    const files = { ...bareProject, ".github/workflows/ci.yml": WORKFLOW };
    house = await openHouse({ script: aScript({ coder }), files });
    address = await adaOpens(house);
    const opened = await ends(house, address, () => house.github.asUser("ada").label(address, "ai-ready"));
    expect(opened.outcome).toBe("opened");
    pull = { repository: house.repository, number: 2 };
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  /** Our answers: in the threads, by the first comment of each, and on the pull request itself. */
  function answers({ repository, number }: IssueAddress) {
    const { reviewComments, comments } = house.github.repository(repository);
    return {
      threads: reviewComments
        .filter((comment) => comment.author === "issuewright[bot]")
        .map((comment) => ({ to: comment.inReplyTo, body: comment.body })),
      body: comments.filter((comment) => comment.issue === number && comment.viaApp).map(({ body }) => body),
    };
  }

  it("has what its change broke in the CI mended before anybody asks: what the red job runs is run here", async () => {
    const before = pullOf(house, pull.repository, 2);
    const run = { name: "style", headSha: before.headSha, conclusion: "failure" as const };
    const steps = [{ name: `Run ${STYLE}`, conclusion: "failure" as const }];
    const log = "2026-01-02T03:04:05.0000000Z src/sum.js:3: a number without a name\n";
    const job = { workflow: "CI", attempt: 1, steps, annotations: [], log };
    const revised = await ends(house, address, () =>
      house.github.reportCheck(pull.repository, { ...run, job }),
    );
    const after = pullOf(house, pull.repository, 2);
    expect(revised.outcome).toBe("revised");
    expect(await gitAt(house, pull.repository, "log", "-1", "--format=%P", after.headSha)).toBe(
      before.headSha,
    );
    expect(await gitAt(house, pull.repository, "show", `${after.headSha}:src/sum.js`)).toContain("START");
    expect(after.body).toContain("ci: style");
  });

  it("gets one commit for a review, on top of a person's, with each thread answered once, whatever is delivered again", async () => {
    const ada = house.github.asUser("ada");
    const { repository } = pull;
    const { head, body } = pullOf(house, repository, 2);
    const hers = await ada.push(repository, head, { "NOTES.md": "By hand.\n" }, "Add notes");

    const revised = await ends(house, address, () =>
      ada.review(pull, {
        state: "changes_requested",
        body: "Nearly there.",
        comments: [
          { path: "src/sum.js", line: 4, body: "Call it NOTHING." },
          { path: "src/sum.js", line: 1, body: "```suggestion\r\n// Sums numbers.\r\n```" },
        ],
      }),
    );

    const after = pullOf(house, repository, 2);
    const [first, second] = house.github.repository(repository).reviewComments;
    expect(revised.outcome).toBe("revised");
    expect(revised.shown).toContain(`with ${after.headSha}, which answers 3 review threads.`);
    expect(revised.labels).toEqual(["ai-in-review", "ai-ready"]);
    expect(await gitAt(house, repository, "log", "-1", "--format=%P", after.headSha)).toBe(hers);
    expect(await gitAt(house, repository, "show", `${after.headSha}:NOTES.md`)).toBe("By hand.");
    expect(await gitAt(house, repository, "show", `${after.headSha}:src/sum.js`)).toContain("NOTHING");
    expect(after).toMatchObject({ draft: true, state: "open" });
    expect(after.body).not.toBe(body);
    expect(after.body).toContain("The branch holds 1 commit by people; the run continued from them.");
    const said = answers(pull);
    expect(said.threads.map(({ to }) => to)).toEqual([first?.id, second?.id]);
    for (const answer of [...said.threads.map((each) => each.body), ...said.body]) {
      expect(answer).toContain("done as asked.");
      expect(answer).toContain(`${after.headSha} · measured: \`test\` exit 0`);
    }
    expect(said.body).toHaveLength(1);
    const bot = "issuewright[bot]";
    expect([first?.resolvedBy, second?.resolvedBy]).toEqual([bot, bot]);
    expect(said.threads[1]?.body).toContain("The suggestion is applied as it was written.");

    const event = house.github.webhooks.deliveries.find((each) => each.event === "pull_request_review");
    const requests = house.model.requests.length;
    await house.github.webhooks.redeliver(event?.guid ?? "");
    await house.github.webhooks.settled();
    expect(house.model.requests).toHaveLength(requests);
    // Another event that tells of the same review.
    const payload = { ...event?.payload, sender: { ...Object(event?.payload.sender), site_admin: true } };
    house.github.webhooks.send("pull_request_review", payload);
    await house.github.webhooks.settled();
    expect(seen(house, address).shown).toBe(revised.shown);
    expect(house.model.requests).toHaveLength(requests);
    expect(answers(pull)).toEqual(said);
  });
});
