// An intent is judged by what GitHub and the queue say now, and what follows is done: a job, a stop, a notice, or nothing.
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { takeIn } from "../../../src/intake/intake.ts";
import { siteOf } from "../../../src/intake/site.ts";
import { takeTurns } from "../../../src/intake/turns.ts";
import { anIntent, aThread } from "../../support/builders.ts";
import { fakeLedger } from "../../support/ports/ledger.ts";
import { emptyOutbox } from "../../support/ports/outbox.ts";
import { type FakeQueue, fakeQueue } from "../../support/ports/queue.ts";
import { openWorld } from "../../support/ports/world.ts";

function aPull() {
  const state = "open" as const;
  return { number: 2, state, branch: "issuewright/1", into: "main", title: "", body: "" };
}

async function house(queue: FakeQueue = fakeQueue(), number = 1) {
  const { ports, issue, github } = openWorld();
  const deps = {
    queue,
    outbox: emptyOutbox,
    ledger: fakeLedger(),
    github: async () => ports.github,
    aside: async () => ports.github,
    inTurn: takeTurns(),
    labels: DEFAULT_LABELS,
  };
  const repository = { owner: "octo", name: "duration" };
  const about = { repository, number };
  const occasion = { kind: "comment", id: 7 } as const;
  const take = async (by: Parameters<typeof anIntent>[0], login = "ada") => {
    const intent = anIntent(by, { issue: about, asker: { kind: "person", login }, occasion });
    return takeIn(intent, await siteOf(1, repository, deps), { ...deps, clock: ports.clock, log: ports.log });
  };
  const takeFrom = async (pull: number, text: string, login = "ada") => {
    const place = {
      issue: { repository, number: pull },
      asker: { kind: "person" as const, login },
      occasion,
    };
    const said = { ...anIntent("label", place), kind: "said-on-pull" as const, text };
    return takeIn(said, await siteOf(1, repository, deps), { ...deps, clock: ports.clock, log: ports.log });
  };
  return {
    take,
    takeFrom,
    queue,
    issue,
    github,
    notice: () => issue.ours.get("notice") ?? "",
  };
}

describe("an intent", () => {
  it("becomes a job where its asker may", async () => {
    const { take, queue } = await house();
    expect(await take("label")).toBe("admitted");
    expect(queue.submitted).toMatchObject([{ job: { kind: "work" }, supersedes: false }]);
  });

  it("by a stranger is refused, and the issue says why", async () => {
    const { take, queue, notice } = await house();
    expect(await take("label", "mallory")).toBe("refused");
    expect(queue.submitted).toEqual([]);
    expect(notice()).toContain("`mallory` has no access to this repository");
  });

  it("to stop a run is passed on; the issue tells it of a run that never began", async () => {
    const [active, waiting] = [await house(fakeQueue("active")), await house(fakeQueue("waiting"))];
    for (const { take } of [active, waiting]) expect(await take("/ai stop")).toBe("cancel");
    const stop = { by: { kind: "person", login: "ada" }, because: { kind: "command" } };
    expect([active.queue.stops, waiting.queue.stops]).toEqual([[stop], [stop]]);
    expect(active.notice()).toBe("");
    expect(waiting.notice()).toContain("`ada` cancelled the queued run: `/ai stop`.");
  });

  it("about an issue that is gone starts nothing, and is no issue that is closed", async () => {
    const { take, queue } = await house(fakeQueue(), 7);
    expect([await take("label"), await take("/ai help")]).toEqual(["ignored", "ignored"]);
    expect(queue.submitted).toEqual([]);
  });

  it("of a review that says nothing itself starts a run where one of its comments asks for something", async () => {
    const became = async (text: string) => {
      const { take, queue, github } = await house();
      const comments = [{ id: 3, author: "ada", at: "2026-01-02T03:04:05.000Z", text }];
      const thread = aThread({ comments });
      github.pulls.set(2, { ...aPull(), threads: [thread], draft: true, answers: [], resolved: [] });
      return [await take("approval"), queue.submitted.map(({ job }) => job.kind)];
    };
    expect(await became("Thanks, perfect!")).toEqual(["ignored", []]);
    expect(await became("Name the 0.")).toEqual(["admitted", ["revise"]]);
    expect(await became("/AI Polish, please")).toEqual(["admitted", ["polish"]]);
    expect(await became("> Count in cents.\n\n/ai restart")).toEqual(["admitted", ["restart"]]);
    expect(await became("- /ai stop, it runs in circles")).toEqual(["answer", []]);
  });

  it("from a pull request of ours is about its issue, and is answered where it was said", async () => {
    const said = async (text: string, by: { login?: string; queue?: FakeQueue; pull?: number } = {}) => {
      const { takeFrom, queue, github, notice } = await house(by.queue);
      const pull = { ...aPull(), threads: [], draft: true, answers: [], resolved: [] };
      github.pulls.set(2, pull);
      const became = await takeFrom(by.pull ?? 2, text, by.login);
      expect(notice()).toBe("");
      return { became, queue, notice: github.pulls.get(2)?.notice ?? "" };
    };
    const stopped = await said("/ai stop", { queue: fakeQueue("active") });
    expect(stopped).toMatchObject({ became: "cancel", queue: { stops: [{ because: { kind: "command" } }] } });
    const again = await said("/AI retry please");
    const job = { kind: "work", issue: { number: 1 }, textDigest: "" };
    expect(again).toMatchObject({ became: "admitted", queue: { submitted: [{ job }] } });
    const words = await said("Round up.");
    expect(words.became).toBe("answer");
    expect(words.notice).toContain(
      "to change what is built, comment on #1; to change the code, submit a review",
    );
    expect((await said("/ai stop")).notice).toContain("Nothing was stopped");
    expect((await said("/ai go", { login: "mallory" })).notice).toContain("`mallory` has no access");
    expect(await said("Round up.", { login: "mallory" })).toMatchObject({ became: "ignored", notice: "" });
    expect(await said("/ai retry", { pull: 3 })).toMatchObject({
      became: "ignored",
      queue: { submitted: [] },
    });
  });

  it("for help is answered with the table of commands", async () => {
    const { take, notice } = await house();
    expect(await take("/ai help")).toBe("answer");
    expect(notice()).toContain("| `/ai retry` |");
  });

  it("is taken in once: by a webhook, its redelivery or a sweep", async () => {
    const { take, queue } = await house();
    expect(await take("/ai help")).toBe("answer");
    expect(await take("/ai help")).toBe("ignored");
    expect(queue.heard).toEqual(["comment 7"]);
  });

  it("takes a label off that says something wrong, and the issue says what became of a run that is gone", async () => {
    const { take, notice, issue } = await house();
    issue.labels.add("ai-working");
    expect(await take("lost run")).toBe("tidied");
    expect([...issue.labels]).toEqual(["ai-ready"]);
    expect(notice()).toContain("The run that this issue shows is gone: its records were lost");
  });

  it("to stop or to start speaks of what is: nothing, or a run that waits", async () => {
    const nothing = await house();
    await nothing.take("/ai stop");
    expect(nothing.notice()).toContain("Nothing was stopped: no run of this issue is at work or waits.");
    const waiting = await house(fakeQueue("waiting"));
    await waiting.take("/ai retry");
    expect(waiting.notice()).toContain("a run for this issue waits for its place already");
  });

  it("by the same stranger is answered once in a while, beside all other words", async () => {
    const { take, issue, notice } = await house();
    await take("/ai go", "mallory");
    issue.ours.clear();
    expect(await take("/ai stop", "mallory")).toBe("ignored");
    expect(notice()).toBe("");
  });
});
