// Workers die and are replaced: what they were doing is finished by another, once, and nothing of theirs stays behind.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { IssueAddress } from "../../local/github/people.ts";
import { type ChatRequest, SCRIPTED_MODELS } from "../../local/model/script.ts";
import { slug } from "../../src/domain/repository.ts";
import type { Timing } from "../../src/queue/consume.ts";
import { eventually } from "../support/eventually.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject } from "../support/script.ts";
import { root } from "../support/source.ts";
import { ends, leftovers, quick } from "../support/story.ts";
import { adaOpens, coderWasTold, gitAt, pullOf } from "../support/versions.ts";

const WORKER = join(root, "test/support/worker-process.ts");

describe("a worker in a process of its own", () => {
  let house: House;
  let held = true;
  beforeAll(async () => {
    house = await openHouse({ script: aScript(quick), files: bareProject, worker: false });
    // A reply that came is kept, and given to the next worker: here the second one never comes.
    const isSecond = ({ model, messages }: ChatRequest) =>
      model === SCRIPTED_MODELS.coder && messages.some(({ role }) => role === "assistant");
    house.model.faults.add({
      fault: { kind: "stalled", afterChunks: 0 },
      times: Number.POSITIVE_INFINITY,
      when: (request) => held && isSecond(request),
    });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  function begin(timing: Partial<Timing>): ChildProcess & AsyncDisposable {
    const child = spawn(process.execPath, [WORKER, JSON.stringify(timing)], {
      ...{ cwd: root, env: house.environment, stdio: "ignore" },
    });
    return Object.assign(child, {
      async [Symbol.asyncDispose]() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill("SIGKILL");
        await once(child, "exit");
      },
    });
  }

  async function runOf({ repository, number }: IssueAddress): Promise<string> {
    const known = (await house.ledger.repositories()).find((each) => slug(each) === repository);
    if (known === undefined) return "";
    return (await house.ledger.issue({ repository: known, number }))?.run ?? "";
  }

  it("is killed, and the next is asked to go: each time its containers vanish, and a third ends the one run", async () => {
    await using first = begin({ lockMs: 6_000, stalledMs: 500 });
    const address = await adaOpens(house);
    await house.github.asUser("ada").label(address, "ai-ready");
    await coderWasTold(house, 2);
    const runId = await runOf(address);
    expect((await leftovers(runId)).length).toBeGreaterThan(0);

    first.kill("SIGKILL");
    await eventually("its containers are gone", async () => (await leftovers(runId)).length === 0);
    await using second = begin({ stalledMs: 500 });
    await coderWasTold(house, 3);
    expect((await leftovers(runId)).length).toBeGreaterThan(0);

    second.kill("SIGTERM");
    expect(await once(second, "exit")).toEqual([0, null]);
    expect(await leftovers(runId)).toEqual([]);
    held = false;
    const told = await ends(house, address, () => house.startWorker());

    expect(told).toMatchObject({ outcome: "opened", runId, labels: ["ai-in-review", "ai-ready"] });
    expect(told.sticky).toContain("started again after 2 interruptions");
    const pulls = told.pulls.filter((pull) => pull.body?.includes(`Fixes #${address.number},`));
    expect(pulls).toHaveLength(1);
    const { headSha } = pullOf(house, house.repository, pulls[0]?.number ?? 0);
    expect(await gitAt(house, house.repository, "rev-list", "--count", `main..${headSha}`)).toBe("1");
    expect(await leftovers(runId)).toEqual([]);
    // Spec and order are those of the first worker.
    const architects = house.model.requests.filter(
      ({ request }) => request.model === SCRIPTED_MODELS.architect,
    );
    expect(architects).toHaveLength(2);
  });
});
