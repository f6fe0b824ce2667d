// GitHub's events become intents; everything else asks nothing of us. Payloads are GitHub's own examples.
import { createRequire } from "node:module";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { commandNamed } from "../../../src/commands/index.ts";
import { adoption } from "../../../src/domain/intent.ts";
import { digest } from "../../../src/domain/job.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { renderSticky } from "../../../src/messages/sticky.ts";
import { triggers } from "../../../src/triggers/index.ts";
import { aSpec, aStickyView } from "../../support/builders.ts";

const Examples = z.array(
  z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }),
);
const examples = Examples.parse(createRequire(import.meta.url)("@octokit/webhooks-examples"));
const context = { delivery: "d-1", appSlug: "issuewright", labels: DEFAULT_LABELS };
const repository = { id: 7, name: "clock", owner: { login: "octo" } };
const head = { repository, installation: { id: 5 }, sender: { login: "ada" } };
const asked = {
  issue: { repository: { id: 7, owner: "octo", name: "clock" }, number: 12 },
  installationId: 5,
  asker: { kind: "person", login: "ada" },
  isBot: false,
  at: null,
  delivery: "d-1",
  occasion: null,
};
const issue = { number: 12, title: "T", body: "B", labels: [{ name: "ai-ready" }] };
const textDigest = digest("T", "B");
const wished = {
  kind: "run",
  textDigest,
  acceptRecommended: false,
  byCommand: false,
  unseenAuthor: null,
  review: null,
};
const refinement = {
  ...wished,
  job: "refine",
  vouches: false,
  whileRunning: "supersede",
  unshownRefusals: ["not-trusted", "closed", "not-labelled", "text-unseen"],
};

function intentOf(event: string, payload: unknown) {
  const found = triggers.filter((trigger) => trigger.events.includes(event));
  return found.map((trigger) => trigger.intent(payload, context)).find((intent) => intent !== null) ?? null;
}

function example(name: string, action: string): Record<string, unknown> {
  const all = examples.flatMap((each) => (each.name === name ? each.examples : []));
  const found = all.find((each) => each.action === action);
  if (found === undefined) throw new Error(`no example of ${name}.${action}`);
  return { ...found, installation: { id: 5 } };
}

describe("triggers", () => {
  it("read GitHub's own examples", () => {
    const labeled = { ...example("issues", "labeled"), label: { name: "ai-ready" } };
    expect(intentOf("issues.labeled", labeled)).toMatchObject({
      kind: "run",
      job: "work",
      installationId: 5,
      asker: { kind: "person", login: "Codertocat" },
    });
    // To GitHub labels that differ in case alone are one.
    const inCapitals = { ...labeled, label: { name: "AI-Ready" } };
    expect(intentOf("issues.labeled", inCapitals)).toEqual(intentOf("issues.labeled", labeled));
    expect(intentOf("issues.labeled", example("issues", "labeled"))).toBeNull();
    expect(intentOf("issues.deleted", example("issues", "deleted"))).toMatchObject({
      kind: "stop",
      because: { kind: "issue-closed" },
    });
    expect(intentOf("issue_comment.created", example("issue_comment", "created"))).toMatchObject({
      kind: "run",
      job: "refine",
    });
    // Somebody else's pull request.
    expect(intentOf("pull_request_review.submitted", example("pull_request_review", "submitted"))).toBeNull();
  });

  it("start on our label only, pinning the text as the person saw it", () => {
    const payload = { ...head, issue, label: { name: "ai-ready" } };
    expect(intentOf("issues.labeled", payload)).toEqual({
      ...asked,
      ...wished,
      job: "work",
      vouches: true,
      whileRunning: "refuse",
      unshownRefusals: [],
    });
    expect(intentOf("issues.labeled", { ...payload, label: { name: "bug" } })).toBeNull();
  });

  it("start when a labelled issue is reopened, and name the moment so that it counts once", () => {
    const updated_at = "2026-01-02T03:04:05Z";
    const payload = { ...head, issue: { ...issue, updated_at } };
    expect(intentOf("issues.reopened", payload)).toMatchObject({
      ...{ ...asked, at: updated_at, occasion: { kind: "asked", at: updated_at, broughtBy: "webhook" } },
      ...{ kind: "run", job: "work" },
    });
    expect(intentOf("issues.reopened", { ...payload, issue: { ...issue, labels: [] } })).toBeNull();
  });

  it("tidy up after our own pull request was closed or reopened", () => {
    const ours = {
      ...{ number: 2, state: "closed", user: { login: "issuewright[bot]" } },
      ...{ head: { ref: "issuewright/12-t", repo: { id: 1 } }, base: { repo: { id: 1 } } },
    };
    const changed = (action: string, pull_request: object = ours) =>
      intentOf(`pull_request.${action}`, { ...head, action, pull_request });
    expect(changed("closed")).toEqual({ ...asked, kind: "tidy", because: "pull-closed", pull: 2 });
    expect(changed("reopened")).toEqual({ ...asked, kind: "tidy", because: "pull-reopened" });
    expect(changed("closed", { ...ours, user: { login: "ada" } })).toBeNull();
  });

  it("stop when our label goes, and when the issue does", () => {
    const payload = { ...head, issue, label: { name: "ai-ready" } };
    expect(intentOf("issues.unlabeled", payload)).toEqual({
      kind: "stop",
      ...asked,
      because: { kind: "label-removed" },
    });
    expect(intentOf("issues.deleted", { ...head, issue })).toEqual({
      kind: "stop",
      ...asked,
      because: { kind: "issue-closed" },
    });
  });

  it.each([
    ["Please round up.", refinement],
    ["/ai stop", { kind: "stop", because: { kind: "command" } }],
    ["  /ai retry\nthanks", commandNamed("retry").wish(textDigest)],
    ["/ai go", commandNamed("go").wish(textDigest)],
    ["/ai help", { kind: "help" }],
    ["/ai dance", { kind: "help" }],
    ["say /ai stop", refinement],
    ["Thank you!", null],
  ])("read the comment %j", (body, intent) => {
    const comment = { id: 7, body };
    const occasion = { kind: "comment", id: 7 };
    expect(intentOf("issue_comment.created", { ...head, issue, comment })).toEqual(
      intent === null ? null : { ...asked, occasion, ...intent },
    );
  });

  it("pass on what is said on a pull request of our app, and no other", () => {
    const on = (login: string, body: string) => {
      const pull = { ...issue, user: { login }, pull_request: {} };
      return intentOf("issue_comment.created", { ...head, issue: pull, comment: { id: 7, body } });
    };
    const occasion = { kind: "comment", id: 7 };
    const said = { ...asked, occasion, kind: "said-on-pull", text: "/ai stop" };
    expect(on("issuewright[bot]", "/ai stop")).toEqual(said);
    expect([on("ada", "/ai stop"), on("issuewright[bot]", "Thank you!")]).toEqual([null, null]);
  });

  it("leave empty comments alone", () => {
    const comment = { body: "nice" };
    expect(
      intentOf("issue_comment.created", { ...head, issue, comment: { ...comment, body: " " } }),
    ).toBeNull();
  });

  it("take an edit of a labelled issue's text as a refinement, and no other edit", () => {
    const edited = (changes: object, labels = issue.labels) => ({
      ...head,
      issue: { ...issue, labels },
      changes,
    });
    expect(intentOf("issues.edited", edited({ body: { from: "old" } }))).toEqual({
      ...asked,
      ...refinement,
      vouches: true,
    });
    expect(intentOf("issues.edited", edited({}))).toBeNull();
    expect(intentOf("issues.edited", edited({ body: { from: "old" } }, []))).toBeNull();
  });

  it("take a person's edit of the spec in our comment as the next version, and no other edit", () => {
    const ours = renderSticky(aStickyView({ issue: asked.issue, spec: aSpec() }));
    const edited = ours.replace("whole seconds", "every second");
    const of = (body: string, login = "issuewright[bot]") =>
      intentOf("issue_comment.edited", { ...head, issue, comment: { body, user: { login } } });
    expect(edited).not.toBe(ours);
    const occasion = { kind: "spec", words: expect.stringMatching(/^[0-9a-f]{16}$/), after: 1 };
    expect(of(edited)).toEqual({ ...asked, occasion, ...adoption });
    // With the line ends of a browser.
    expect(of(edited.replaceAll("\n", "\r\n"))).toEqual(of(edited));
    expect(of(ours.replaceAll("\n", "\r\n"))).toBeNull();
    expect([of(ours), of(edited, "mallory"), of("Round up.", "ada")]).toEqual([null, null, null]);
  });

  it("answer reviews on our own open pull requests only", () => {
    const pull = {
      number: 2,
      state: "open",
      user: { login: "issuewright[bot]" },
      head: { ref: "issuewright/12-t", repo: { id: 1 } },
      base: { repo: { id: 1 } },
    };
    const review = { id: 3, state: "commented", body: "look" };
    const payload = (part: object, said: object = {}) => ({
      ...head,
      review: { ...review, ...said },
      pull_request: { ...pull, ...part },
    });
    expect(intentOf("pull_request_review.submitted", payload({}))).toEqual({
      ...asked,
      ...wished,
      ...{
        occasion: { kind: "review", id: 3 },
        job: "revise",
        review: { pull: 2, id: 3, text: "look" },
        textDigest: null,
        vouches: false,
        whileRunning: "follow",
        unshownRefusals: ["not-trusted"],
      },
    });
    expect(intentOf("pull_request_review.submitted", payload({ user: { login: "mallory" } }))).toBeNull();
    expect(
      intentOf(
        "pull_request_review.submitted",
        payload({ head: { ref: "issuewright/12-t", repo: { id: 2 } } }),
      ),
    ).toBeNull();
    expect(intentOf("pull_request_review.submitted", payload({ state: "closed" }))).toBeNull();
    // Whether one that says nothing itself has comments on lines is to be seen.
    for (const body of [null, "", "Thanks, perfect!"])
      expect(intentOf("pull_request_review.submitted", payload({}, { body }))).toMatchObject({
        review: { pull: 2, id: 3, text: body ?? "" },
      });
  });

  it("make nothing of payloads that do not fit, whatever is in them", () => {
    fc.assert(
      fc.property(fc.constantFrom(...triggers.flatMap((t) => t.events)), fc.jsonValue(), (event, payload) => {
        expect(intentOf(event, payload)).toBeNull();
      }),
    );
  });
});
