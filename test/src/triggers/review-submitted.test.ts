// What a submitted review asks for: a commit, or what a command in it says.
import { expect, it } from "@jest/globals";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { reviewSubmitted } from "../../../src/triggers/review-submitted.ts";

const pull_request = {
  ...{ number: 2, state: "open", user: { login: "issuewright[bot]" } },
  ...{ head: { ref: "issuewright/12-t", repo: { id: 1 } }, base: { repo: { id: 1 } } },
};
const head = {
  repository: { name: "app", owner: { login: "acme" } },
  ...{ installation: { id: 7 }, sender: { login: "ada" } },
};
const context = { delivery: "d-1", appSlug: "issuewright", labels: DEFAULT_LABELS };
const said = (body: string) =>
  reviewSubmitted.intent({ ...head, review: { id: 9, body }, pull_request }, context);

it("is a commit for words and for `/ai fix`, and for its lines alone where its words only thank", () => {
  for (const body of ["/ai fix", "Name it."])
    expect(said(body)).toMatchObject({
      ...{ kind: "run", job: "revise", unreadReview: null, issue: { number: 12 } },
    });
  expect(said("Thanks!")).toMatchObject({ kind: "run", unreadReview: { pull: 2, id: 9 } });
});

it("is any other command that its words begin with", () => {
  const intent = { kind: "said-on-pull", text: "/ai stop, please", issue: { number: 2 } };
  expect(said("/ai stop, please")).toMatchObject(intent);
});
