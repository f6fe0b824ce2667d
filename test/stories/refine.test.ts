// People change their mind in plain words, before, during and after a run: the newest version is what gets built.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { A_PICTURE, type ChatRequest } from "../../local/model/script.ts";
import { eventually } from "../support/eventually.ts";
import { type House, openHouse } from "../support/house.ts";
import { aPng } from "../support/pictures.ts";
import { aScript, bareProject, says } from "../support/script.ts";
import { ends, isLetGo, leftovers, openRepository, seen } from "../support/story.ts";
import {
  adaOpens,
  coderWasTold,
  endings,
  gitAt,
  hangs,
  more,
  moreCriterion,
  pullOf,
  toldTo,
  twoVersions,
} from "../support/versions.ts";

describe("an issue that is refined", () => {
  let house: House;
  /** While true, every coder hangs after its first reply. */
  let held: boolean;
  beforeAll(async () => {
    const versions = twoVersions();
    const coder = (request: ChatRequest, turn: number) =>
      held && turn > 0 ? hangs : versions.coder(request, turn);
    house = await openHouse({ script: aScript({ ...versions, coder }), files: bareProject });
  });
  beforeEach(() => {
    held = false;
    house.model.requests.length = 0;
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it("gets v2 on the same pull request, on a base that moved, with a person's commit kept, even if a remark interrupts it", async () => {
    const repository = await openRepository(house, "moving", bareProject);
    const ada = house.github.asUser("ada");
    const address = await adaOpens(house, repository);
    const seenThere = house.github.upload(aPng());
    await ada.comment(
      address,
      `I saw this on the first page. <img width="40" alt="Image" src="${seenThere}" />`,
    );
    const first = await ends(house, address, () => ada.label(address, "ai-ready"));
    expect(first.outcome).toBe("opened");
    const told = toldTo(house, "architect")[0];
    expect(told).toContain("I saw this on the first page.");
    expect(told).toContain(`The pictures of this message, in their order:\n1. ${seenThere}`);
    expect(told).toContain(A_PICTURE);
    const v1 = pullOf(house, repository, 2);
    expect(v1.body).toContain("built from **spec v1**");

    const base = await ada.push(repository, "main", { "README.md": "# Sum\n" }, "Say what it is");
    const hers = await ada.push(repository, v1.head, { "NOTES.md": "By hand.\n" }, "Add notes");
    held = true;
    house.model.requests.length = 0;
    await ada.editIssue(address, { body: more });
    await coderWasTold(house, 2);
    held = false;
    const comments = [{ path: "src/sum.js", line: 3, body: "Is 0 right?" }];
    await ada.review({ repository, number: 2 }, { state: "commented", comments });
    const runs = await endings(house, address, 2, () => ada.comment(address, "I pushed my notes."));

    expect(runs.map((run) => run.outcome)).toEqual(["superseded", "revised"]);
    await isLetGo(house, address);
    const second = seen(house, address);
    expect(second.shown).toMatch(
      /^\*\*Revised\*\* \[#2\]\(.*\) with [0-9a-f]{40}, which answers 1 review thread\. Measured: 0 of 2 criteria proven\.$/,
    );
    expect(second.sticky).toContain("### Spec v2");
    expect(second.labels).toEqual(["ai-in-review", "ai-ready"]);
    expect(second.pulls.map((pull) => pull.number)).toEqual([2]);
    const v2 = pullOf(house, repository, 2);
    // Her commit is a part of the change that this run did not make, so the title stays.
    expect([v1.title, v2.title]).toEqual(["Make the sum of nothing 0", "Make the sum of nothing 0"]);
    expect(v2).toMatchObject({ draft: true, state: "open", base: "main" });
    expect(v2.body).toContain("Fixes #1, built from **spec v2**");
    expect(v2.body).toContain(`| **AC2** ${moreCriterion} |`);
    expect(await gitAt(house, repository, "log", "-1", "--format=%P", v2.headSha)).toBe(`${hers} ${base}`);
    expect(v2.body).toContain("The branch holds 1 commit by people; the run continued from them.");
    expect(await gitAt(house, repository, "show", `${v2.headSha}:NOTES.md`)).toBe("By hand.");
    const changed = await gitAt(house, repository, "diff", "--stat=200", "main...issuewright/1-sum-throws");
    expect(changed).toMatch(/NOTES\.md\s+\| 1 .*\n\s*src\/sum\.js\s+\| 2 .*\n 2 files changed/);
    // The review waited behind the run, and the remark took its place.
    const [thread, answer, ...others] = house.github.repository(repository).reviewComments;
    expect(answer).toMatchObject({ inReplyTo: thread?.id, author: "issuewright[bot]" });
    expect(answer?.body).toContain(v2.headSha);
    expect(others).toEqual([]);
  });

  it("stops the run of v1 for good when a comment comes, and builds v2 afresh", async () => {
    held = true;
    const address = await adaOpens(house);
    const ada = house.github.asUser("ada");
    await ada.label(address, "ai-ready");
    await coderWasTold(house, 2);
    held = false;
    const before = house.model.requests.length;

    const [v1, v2] = await endings(house, address, 2, () => ada.comment(address, more));

    expect([v1?.outcome, v2?.outcome]).toEqual(["superseded", "opened"]);
    await eventually(
      "the containers of v1 are gone",
      async () => (await leftovers(v1?.runId ?? "")).length === 0,
    );
    const shown = seen(house, address);
    expect(shown.sticky).toContain("### Spec v2");
    expect(shown.sticky).toContain(
      `#### What changed since v1\n\n- Acceptance criteria, added: ${moreCriterion}`,
    );
    expect(shown.labels).toEqual(["ai-in-review", "ai-ready"]);
    expect(shown.pulls.map((pull) => pull.title)).toEqual(["Count strings of digits"]);
    const requests = house.model.requests.slice(before).map(({ request }) => request);
    expect(requests.filter((request) => says(request, "the old one"))).toEqual([]);
    const carried = requests.filter((request) => request.messages.some((said) => said.role === "assistant"));
    expect(carried.filter((request) => says(request, "a + b, 0"))).toEqual([]);
  });
});
