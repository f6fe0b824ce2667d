// What follows when a person edits or deletes a comment that a person wrote.
import { describe, expect, it } from "@jest/globals";
import { refinement } from "../../../src/domain/intent.ts";
import { digest } from "../../../src/domain/job.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { commentChanged } from "../../../src/triggers/comment-changed.ts";

const issue = { number: 12, title: "T", body: "B", labels: [{ name: "ai-ready" }] };
const head = {
  ...{ repository: { id: 7, name: "clock", owner: { login: "octo" } }, installation: { id: 5 } },
  ...{ sender: { login: "ada" }, issue },
};
const context = { delivery: "d-1", appSlug: "issuewright", labels: DEFAULT_LABELS };
const asked = {
  ...{ issue: { repository: { id: 7, owner: "octo", name: "clock" }, number: 12 }, installationId: 5 },
  ...{ asker: { kind: "person", login: "ada" }, isBot: false, at: null, delivery: "d-1" },
};
const user = { login: "bob", type: "User" };
const changed = (action: "edited" | "deleted", body: string, part: object = {}) =>
  commentChanged.intent({ ...head, action, comment: { id: 7, body, user }, ...part }, context);
const edited = (from: string, body: string) => changed("edited", body, { changes: { body: { from } } });
const again = { ...asked, ...refinement(digest("T", "B")), unseenAuthor: "bob" };

describe("a comment that a person changes", () => {
  it("counts with its new words, and not at all when it is gone", () => {
    const occasion = { kind: "comment-edited", id: 7, words: expect.stringMatching(/^[0-9a-f]{16}$/) };
    expect(edited("Round up.", "Round down.")).toEqual({ ...again, occasion });
    expect(edited("Round up.", "Thanks!")).toEqual({ ...again, occasion });
    expect(changed("deleted", "Round up.")).toEqual({
      ...{ ...again, occasion: { kind: "comment-deleted", id: 7 } },
    });
  });

  it("asks for a command that was not there before, and for none twice", () => {
    expect(edited("Stop it", "/ai stop")).toMatchObject({ kind: "stop", because: { kind: "command" } });
    expect(edited("/ai stop", "/ai stop please")).toBeNull();
    expect(edited("/ai stop", "")).toBeNull();
    expect(changed("deleted", "/ai retry")).toBeNull();
  });

  it("is left alone where it thanks, where a program wrote it, and where nothing of it changed", () => {
    expect(edited("Round up.", "Round up.\r\n")).toBeNull();
    expect(edited("Thanks", "Thank you!")).toBeNull();
    expect(changed("edited", "Round up.", { changes: {} })).toBeNull();
    expect(changed("deleted", "Thanks")).toBeNull();
    const bot = { id: 7, body: "Round up.", user: { login: "ci[bot]", type: "Bot" } };
    expect(changed("deleted", "", { comment: bot })).toBeNull();
    expect(changed("deleted", "Round up.", { issue: { ...issue, pull_request: {} } })).toBeNull();
  });
});
