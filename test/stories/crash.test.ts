// Workers die and are replaced: what they were doing is finished by another, once, and nothing of theirs stays behind.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { IssueAddress } from "../../local/github/people.ts";
import { type ChatRequest, SCRIPTED_MODELS } from "../../local/model/script.ts";
import { issueName } from "../../src/domain/repository.ts";
import { eventually } from "../support/eventually.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject, done, fixes } from "../support/script.ts";
import { root } from "../support/source.ts";
import { ends, leftovers, type Told } from "../support/story.ts";
import { adaOpens, coderWasTold, gitAt, pullOf } from "../support/versions.ts";

const WORKER = join(root, "test/support/worker-process.ts");

describe("a worker in a process of its own", () => {
  let house: House;
  let held: boolean;
  beforeAll(async () => {
    const coder = [...fixes.slice(0, 1), done];
    house = await openHouse({ script: aScript({ coder }), files: bareProject, worker: false });
    // A reply that came is kept, and given to the next worker: here the second one never comes.
    const isSecond = ({ model, messages }: ChatRequest) =>
      model === SCRIPTED_MODELS.coder && messages.some(({ role }) => role === "assistant");
    house.model.faults.add({
      fault: { kind: "stalled", afterChunks: 0 },
      times: Number.POSITIVE_INFINITY,
      when: (request) => held && isSecond(request),
    });
  });
  beforeEach(() => {
    held = true;
    house.model.requests.length = 0;
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  function begin(...words: string[]): ChildProcess & AsyncDisposable {
    const child = spawn(process.execPath, words, { cwd: root, env: house.environment, stdio: "ignore" });
    return Object.assign(child, {
      async [Symbol.asyncDispose]() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill("SIGKILL");
        await once(child, "exit");
      },
    });
  }

  async function labelled(): Promise<IssueAddress> {
    const address = await adaOpens(house);
    await house.github.asUser("ada").label(address, "ai-ready");
    return address;
  }

  async function runOf({ repository, number }: IssueAddress): Promise<string> {
    const runs = await house.ledger.runs(100);
    return runs.find(({ issue }) => issueName(issue) === `${repository}#${number}`)?.runId ?? "";
  }

  async function isWhole(told: Told, runId: string): Promise<void> {
    expect(told).toMatchObject({ outcome: "opened", runId, labels: ["ai-in-review", "ai-ready"] });
    expect(told.sticky).toContain("started again after 1 interruption");
    const pulls = told.pulls.filter((pull) => pull.body?.includes(`Fixes #${told.address.number},`));
    expect(pulls).toHaveLength(1);
    const { headSha } = pullOf(house, house.repository, pulls[0]?.number ?? 0);
    expect(await gitAt(house, house.repository, "rev-list", "--count", `main..${headSha}`)).toBe("1");
    expect(await leftovers(runId)).toEqual([]);
    // Spec and order are those of the first worker.
    const architects = house.model.requests.filter(
      ({ request }) => request.model === SCRIPTED_MODELS.architect,
    );
    expect(architects).toHaveLength(2);
  }

  it("is killed in the middle: its containers vanish, and another finishes the run on one pull request", async () => {
    await using first = begin(WORKER, JSON.stringify({ lockMs: 6_000, stalledMs: 500 }));
    const address = await labelled();
    await coderWasTold(house, 2);
    const runId = await runOf(address);
    expect((await leftovers(runId)).length).toBeGreaterThan(0);

    first.kill("SIGKILL");
    await eventually("its containers are gone", async () => (await leftovers(runId)).length === 0);
    held = false;
    await using second = begin(WORKER, JSON.stringify({ stalledMs: 500 }));
    const told = await ends(house, address, () => once(second, "spawn"));
    await isWhole(told, runId);
  });

  it("is asked to go: `issuewright worker` hands its run back and ends in order, and another finishes it", async () => {
    await using first = begin(join(root, "bin/issuewright.ts"), "worker");
    const address = await labelled();
    await coderWasTold(house, 2);
    const runId = await runOf(address);

    first.kill("SIGTERM");
    expect(await once(first, "exit")).toEqual([0, null]);
    expect(await leftovers(runId)).toEqual([]);
    held = false;
    const told = await ends(house, address, () => house.startWorker());
    await isWhole(told, runId);
  });
});
