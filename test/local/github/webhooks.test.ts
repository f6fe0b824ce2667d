// Webhooks as the app gets them: signed, in order, valid by GitHub's schemas, and faulty on demand.
import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { clientOf, startTestGitHub, type TestGitHub } from "../../support/local-github.ts";
import { openWebhookInbox, type WebhookInbox } from "../../support/webhook-inbox.ts";

let github: TestGitHub;
let inbox: WebhookInbox;

beforeEach(async () => {
  inbox = await openWebhookInbox();
  github = await startTestGitHub({ webhookUrl: inbox.url });
  await github.createRepository({ owner: "acme", name: "app", files: { "a.txt": "one\n" } });
  github.setPermission("acme/app", "mia", "write");
});

afterEach(async () => {
  await github[Symbol.asyncDispose]();
  await inbox[Symbol.asyncDispose]();
});

const names = () => github.webhooks.deliveries.map(({ event, action }) => `${event}.${action}`);
const received = () => inbox.received.map(({ event, body }) => `${event}.${JSON.parse(body).action}`);
const open = (title: string) => github.asUser("mia").openIssue("acme/app", { title });

describe("a webhook", () => {
  it("is signed with the secret and names its source", async () => {
    await open("One");
    await github.webhooks.settled();
    const [webhook] = inbox.received;
    const signature = createHmac("sha256", github.app.webhookSecret)
      .update(webhook?.body ?? "")
      .digest("hex");
    expect(webhook?.signature).toBe(`sha256=${signature}`);
    expect(webhook?.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
      "x-github-event": "issues",
      "x-github-delivery": expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
      "x-github-hook-id": "1",
      "x-github-hook-installation-target-type": "integration",
      "x-github-hook-installation-target-id": "4711",
    });
  });

  it("is sent for every action of people, in the order of the actions", async () => {
    const mia = github.asUser("mia");
    const { number } = await mia.openIssue("acme/app", { title: "One", labels: ["ai-ready"] });
    const issue = { repository: "acme/app", number };
    const comment = await mia.comment(issue, "Please");
    await mia.editComment({ repository: "acme/app", id: comment.id }, "Please!");
    await mia.deleteComment({ repository: "acme/app", id: comment.id });
    await mia.editIssue(issue, { title: "Two", body: "More" });
    await mia.unlabel(issue, "ai-ready");
    await mia.close(issue);
    await mia.reopen(issue);
    const sha = await mia.push("acme/app", "fix", { "a.txt": "two\n", "b.txt": "new\n" });
    const pull = await mia.openPull("acme/app", {
      title: "Fix",
      head: "fix",
      base: "main",
      body: "Fixes #1",
      draft: true,
    });
    const address = { repository: "acme/app", number: pull.number };
    await mia.label(address, "seen");
    await mia.comment(address, "Here");
    const line = { path: "a.txt", line: 1, body: "Why?" };
    await github.asUser("acme").review(address, { state: "changes_requested", comments: [line] });
    const [thread] = github.repository("acme/app").reviewComments;
    await mia.reply({ repository: "acme/app", id: thread?.id ?? 0 }, "Because");
    await github.reportCheck("acme/app", { name: "ci", headSha: sha, conclusion: "failure" });
    await mia.push("acme/app", "fix", { "a.txt": "three\n" });
    await mia.markReady(address);
    await mia.merge(address);
    await github.asUser("acme").deleteIssue(issue);
    await github.webhooks.settled();
    expect(received()).toEqual([
      ...["issues.opened", "issues.labeled"],
      ...["issue_comment.created", "issue_comment.edited", "issue_comment.deleted"],
      ...["issues.edited", "issues.unlabeled", "issues.closed", "issues.reopened"],
      ...["push.undefined", "pull_request.opened", "pull_request.labeled", "issue_comment.created"],
      ...["pull_request_review.submitted", "pull_request_review_comment.created"],
      ...["pull_request_review.submitted", "pull_request_review_comment.created"],
      ...["check_run.completed", "check_suite.completed"],
      ...["push.undefined", "pull_request.synchronize", "pull_request.ready_for_review"],
      ...["push.undefined", "pull_request.closed", "issues.closed", "issues.deleted"],
    ]);
    const senders = new Set(inbox.received.map(({ body }) => JSON.parse(body).sender.login));
    expect(senders).toEqual(new Set(["mia", "acme", "github-actions[bot]"]));
  });

  it("names the bot if the app acted", async () => {
    const { number } = await open("One");
    const client = clientOf(github, await github.token("acme"));
    await client.issues.createComment({ owner: "acme", repo: "app", issue_number: number, body: "At work" });
    expect(github.webhooks.deliveries.at(-1)?.payload).toMatchObject({
      action: "created",
      sender: { login: "issuewright[bot]", type: "Bot" },
      comment: { performed_via_github_app: { slug: "issuewright" } },
      installation: { id: github.installationId("acme") },
    });
  });

  it("is a ping when the hook is set up", async () => {
    github.ping(inbox.url);
    await github.webhooks.settled();
    expect(inbox.received[0]?.event).toBe("ping");
  });

  it("is sent for subscribed events and installed repositories only", async () => {
    await using narrow = await startTestGitHub({ events: ["issue_comment"] });
    await narrow.createRepository({ owner: "acme", name: "app" });
    await narrow.createRepository({ owner: "acme", name: "without", installed: false });
    for (const repository of ["acme/app", "acme/without"]) {
      const { number } = await narrow.asUser("acme").openIssue(repository, { title: "One" });
      await narrow.asUser("acme").comment({ repository, number }, "Hello");
    }
    expect(narrow.webhooks.deliveries.map((each) => each.event)).toEqual(["issue_comment"]);
  });
});

describe("a delivery", () => {
  it("is recorded with its answer, and is not retried by itself", async () => {
    inbox.answer(500);
    await open("One");
    await github.webhooks.settled();
    expect(github.webhooks.deliveries[0]?.attempts).toEqual([{ status: 500, lost: false }]);
    expect(inbox.received).toHaveLength(1);
  });

  it("has no answer if no server listens", async () => {
    await inbox[Symbol.asyncDispose]();
    await open("One");
    await github.webhooks.settled();
    expect(github.webhooks.deliveries[0]?.attempts).toEqual([{ status: null, lost: false }]);
    inbox = await openWebhookInbox();
  });

  it("can be sent again under the same GUID", async () => {
    await open("One");
    const guid = github.webhooks.deliveries[0]?.guid ?? "";
    await github.webhooks.redeliver(guid);
    expect(inbox.received.map((each) => each.guid)).toEqual([guid, guid]);
    expect(new Set(inbox.received.map((each) => each.body)).size).toBe(1);
  });

  it("can be lost", async () => {
    github.webhooks.trouble("lose", "issues.labeled");
    const { number } = await open("One");
    await github.asUser("mia").label({ repository: "acme/app", number }, "a", "b");
    await github.webhooks.settled();
    expect(names()).toEqual(["issues.opened", "issues.labeled", "issues.labeled"]);
    expect(received()).toEqual(["issues.opened", "issues.labeled"]);
    expect(github.webhooks.deliveries[1]?.attempts).toEqual([{ status: null, lost: true }]);
  });

  it("can arrive twice", async () => {
    github.webhooks.trouble("duplicate", "issues");
    await open("One");
    await github.webhooks.settled();
    expect(inbox.received).toHaveLength(2);
    expect(new Set(inbox.received.map((each) => each.guid)).size).toBe(1);
  });

  it("can arrive in the wrong order", async () => {
    github.webhooks.reorder(3);
    const { number } = await open("One");
    await github.asUser("mia").label({ repository: "acme/app", number }, "a");
    await github.asUser("mia").close({ repository: "acme/app", number });
    await github.asUser("mia").reopen({ repository: "acme/app", number });
    await github.webhooks.settled();
    expect(received()).toEqual(["issues.closed", "issues.labeled", "issues.opened", "issues.reopened"]);
  });
});

describe("the app's list of deliveries", () => {
  it("shows each attempt, and delivers again on demand under the same GUID", async () => {
    inbox.answer(500);
    await open("One");
    await github.webhooks.settled();
    const app = clientOf(github, github.jwt());
    const listed = async () => {
      const { data } = await app.rest.apps.listWebhookDeliveries({ per_page: 100 });
      return data.map(({ guid, status_code, redelivery, event, action }) => {
        return { guid, status_code, redelivery, event, action };
      });
    };
    const guid = github.webhooks.deliveries[0]?.guid;
    const about = { guid, event: "issues", action: "opened" };
    expect(await listed()).toEqual([{ ...about, status_code: 500, redelivery: false }]);
    inbox.answer(200);
    await app.rest.apps.redeliverWebhookDelivery({ delivery_id: 1 });
    await github.webhooks.settled();
    expect(await listed()).toEqual([
      { ...about, status_code: 200, redelivery: true },
      { ...about, status_code: 500, redelivery: false },
    ]);
    const { data } = await app.rest.apps.getWebhookConfigForApp();
    expect(data).toEqual({ content_type: "json", insecure_ssl: "0", url: inbox.url, secret: "********" });
  });
});
