// What a submitted review asks for: a commit, or what a command in it says.
import { expect, it } from "@jest/globals";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { reviewSubmitted } from "../../../src/triggers/review-submitted.ts";

const pull_request = {
  ...{ number: 2, state: "open", user: { login: "issuewright[bot]" } },
  ...{ head: { ref: "issuewright/12-t", repo: { id: 1 } }, base: { repo: { id: 1 } } },
};
const head = {
  repository: { id: 1, name: "app", owner: { login: "acme" } },
  ...{ installation: { id: 7 }, sender: { login: "ada" } },
};
const context = { delivery: "d-1", appSlug: "issuewright", labels: DEFAULT_LABELS };
const said = (body: string) =>
  reviewSubmitted.intent({ ...head, review: { id: 9, body }, pull_request }, context);

it("is about the issue, with its own text: what stands on its lines is still to be read", () => {
  for (const text of ["/ai fix", "Name it.", "Thanks!", "/ai stop, please"])
    expect(said(text)).toMatchObject({
      ...{ kind: "run", job: "revise", review: { pull: 2, id: 9, text }, issue: { number: 12 } },
    });
});
