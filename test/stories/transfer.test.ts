// A repository goes to another owner while we work on its issues. The app is installed on accounts, not on repositories, so that
// everything has to go on under the installation of the new owner.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { IssueAddress } from "../../local/github/people.ts";
import type { ChatRequest } from "../../local/model/script.ts";
import { eventually } from "../support/eventually.ts";
import { type House, openHouse } from "../support/house.ts";
import { bareProject, says, undecided, writes } from "../support/script.ts";
import { ends, isLetGo, mended, openRepository, quick, scenes, seen } from "../support/story.ts";

const OWNER = "acme";
const NAMED =
  "// Adds numbers.\nconst START = 0;\nexport function sum(numbers) {\n  return numbers.reduce((a, b) => a + b, START);\n}\n";
const coder = (request: ChatRequest, turn: number) =>
  (says(request, "Name the 0.") ? [writes("src/sum.js", NAMED)] : mended)[turn] ?? undecided;
const script = scenes({ "moved-1": quick, "moved-2": { coder }, "moved-3": quick, "moved-4": quick });

describe("a repository that goes to another owner", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ script, files: bareProject, sweepMs: 1_000 });
    await house.github.createRepository({ owner: OWNER, name: "other" });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  async function anIssue(name: string): Promise<IssueAddress> {
    const repository = await openRepository(house, name, bareProject);
    const title = `sum([]) throws (${name})`;
    const { number } = await house.github
      .asUser("ada")
      .openIssue(repository, { title, body: "It should be 0." });
    return { repository, number };
  }
  const label = (address: IssueAddress) => house.github.asUser("ada").label(address, "ai-ready");
  const moved = ({ repository, number }: IssueAddress) => ({
    repository: repository.replace("octo/", `${OWNER}/`),
    number,
  });
  /** The run that the act begins, with the repository gone to its new owner once it is in this phase. */
  async function movedDuring(phase: string, address: IssueAddress, act: () => Promise<unknown>) {
    const begun = house.until((event) => event.kind === "phase-started" && event.phase === phase);
    const end = house.nextEnd();
    await act();
    await begun;
    house.github.transfer(address.repository, OWNER);
    return { ...(await end), ...seen(house, moved(address)) };
  }

  it("while a run works: the run opens its pull request there", async () => {
    const address = await anIssue("moved-1");
    const ended = await movedDuring("work order", address, () => label(address));
    expect(ended).toMatchObject({ outcome: "opened", labels: ["ai-in-review", "ai-ready"] });
    expect(ended.shown).not.toContain("Working");
    expect(ended.pulls).toHaveLength(1);
  });

  it("with an open draft: a review is answered there, on the same pull request", async () => {
    const address = await anIssue("moved-2");
    const opened = await ends(house, address, () => label(address));
    const [pull] = opened.pulls;
    house.github.transfer(address.repository, OWNER);
    const there = moved(address);
    const at = { repository: there.repository, number: pull?.number ?? 0 };
    const comments = [{ path: "src/sum.js", line: 1, body: "Name the 0." }];
    const revised = await ends(house, there, () =>
      house.github.asUser("ada").review(at, { state: "changes_requested", body: "Nearly there.", comments }),
    );
    expect(revised).toMatchObject({ outcome: "revised", labels: ["ai-in-review", "ai-ready"] });
    expect(revised.pulls.map(({ number }) => number)).toEqual([pull?.number]);
  });

  it("that has not chosen it for the app: the run stops, and the issue says so once it is chosen", async () => {
    const address = await anIssue("moved-3");
    const begun = house.until((event) => event.kind === "phase-started" && event.phase === "work order");
    await label(address);
    await begun;
    house.github.transfer(address.repository, OWNER, "chosen");
    const refused = () => house.log.some((line) => line.includes("octo/moved-3") && line.includes("404"));
    await eventually("GitHub refuses", refused);
    await isLetGo(house, moved(address));
    const there = () => seen(house, moved(address));
    house.github.choose(moved(address).repository);
    await eventually("the issue tells the truth", () => !there().labels.includes("ai-working"));
    expect(there().shown).toContain("**Stopped** by `GitHub`");
  });
});

it("a repository that goes to another owner while its run waits: the run begins and ends there", async () => {
  await using house = await openHouse({ script, files: bareProject, sweepMs: 1_000, worker: false });
  await house.github.createRepository({ owner: OWNER, name: "other" });
  const repository = await openRepository(house, "moved-4", bareProject);
  const ada = house.github.asUser("ada");
  const { number } = await ada.openIssue(repository, { title: "sum([]) throws (moved-4)" });
  await ada.label({ repository, number }, "ai-ready");
  await house.github.webhooks.settled();
  house.github.transfer(repository, OWNER);
  const there = { repository: `${OWNER}/moved-4`, number };
  const end = house.nextEnd();
  await using _ = await house.startWorker();
  expect(await end).toMatchObject({ outcome: "opened" });
  await isLetGo(house, there);
  expect(seen(house, there)).toMatchObject({
    labels: ["ai-in-review", "ai-ready"],
    pulls: [{ state: "open" }],
  });
});
