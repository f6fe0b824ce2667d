// Compares the time that the evidence takes with one run of the project's own checks, in the phases of real runs.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Evidence } from "../../src/domain/evidence.ts";
import { issueName } from "../../src/domain/repository.ts";
import { type House, openHouse } from "../../test/support/house.ts";
import { aScript, project, wish } from "../../test/support/script.ts";
import type { Promised } from "../numbers/promise.ts";
import { median } from "../numbers/quantile.ts";

const ROUNDS = 5;
const TIMES = 3.5;
const SET_UP_SECONDS = 3;
/**
 * A test that computes for seconds, so that parallel sandboxes compete. It is shorter than most real tests: opening
 * sandboxes takes a larger share of the time here than it usually does.
 */
const BUSY = `import assert from "node:assert/strict";
import { test } from "node:test";
import { sum } from "../src/sum.js";

test("adds many numbers", () => {
  let odd = 0;
  for (let n = 0; n < 6_000_000_000; n += 1) odd += n & 1;
  assert.equal(sum([odd, 1]), 3_000_000_001);
});
`;
const RULES = `setup: ['sleep ${SET_UP_SECONDS} && mkdir -p node_modules && date +%N >node_modules/made']
checks: [{ name: test, run: 'cat node_modules/made && npm test', kind: test }]
`;

type Round = { plainMs: number; verifyMs: number; baselineMs: number; madeAt: string };

export async function measureMatrix(): Promise<Promised[]> {
  const files = {
    ...project,
    ".gitignore": "node_modules/\n",
    ".github/issuewright.yml": RULES,
    "test/busy.test.js": BUSY,
  };
  // As an operator has it who sets nothing.
  const environment = { ISSUEWRIGHT_TEST_QUALITY_MINUTES: "5" };
  await using house = await openHouse({ script: aScript(), files, environment });
  const [first, ...rounds] = await inTurn(ROUNDS + 1, () => oneRun(house));
  if (first === undefined) throw new Error("There was no run");
  const ratios = rounds.map((round) => round.verifyMs / round.plainMs);
  const of = (part: (round: Round) => number) => `${median(rounds.map(part)).toFixed(0)} ms`;
  const setUps = new Set([first, ...rounds].map((round) => round.madeAt)).size;
  return [
    {
      what: "time of the evidence with all its controls, in times of the plain checks",
      measured: median(ratios),
      unit: "x",
      most: TIMES,
      details: [
        "evidence: the head's checks, the base's tests against the new code, the new tests against the old, controls, parts taken out, repeats, coverage, mutants; with every sandbox that this opens",
        `plain: the checks' own commands on the base, without opening a sandbox; medians of ${ROUNDS} runs`,
        `plain ${of((r) => r.plainMs)}, verify phase ${of((r) => r.verifyMs)}, ratios ${ratios.map((r) => r.toFixed(2)).join(", ")}`,
      ],
    },
    {
      what: "set-ups for all these runs and their sandboxes",
      measured: setUps,
      unit: "set-ups",
      most: 1,
      details: [
        `a set-up of ${SET_UP_SECONDS} s; baseline phase of the first run ${first.baselineMs} ms, of later runs ${of((r) => r.baselineMs)}`,
      ],
    },
  ];
}

async function oneRun(house: House): Promise<Round> {
  const ada = house.github.asUser("ada");
  const { number } = await ada.openIssue(house.repository, wish);
  const issue = `${house.repository}#${number}`;
  const spent: Record<string, number> = {};
  const end = house.nextEnd(issue);
  const timed = house.until((event) => {
    if (issueName(event.issue) !== issue) return false;
    if (event.kind === "phase-ended") spent[event.phase] = event.durationMs;
    return event.kind === "ended";
  });
  await ada.label({ repository: house.repository, number }, "ai-ready");
  const [{ outcome, runId }] = await Promise.all([end, timed]);
  if (outcome !== "opened") throw new Error(`The run ended ${outcome}: ${house.sticky(number)}`);
  const kept = await readFile(join(house.dataDir, "runs", runId, "evidence.json"), "utf8");
  const evidence: Pick<Evidence, "base"> = JSON.parse(kept);
  return {
    plainMs: evidence.base.reduce((sum, result) => sum + result.durationMs, 0),
    verifyMs: spent.verify ?? Number.NaN,
    baselineMs: spent.baseline ?? Number.NaN,
    madeAt: /^\d+/m.exec(evidence.base[0]?.output ?? "")?.[0] ?? "",
  };
}

async function inTurn<Result>(times: number, act: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let turn = 0; turn < times; turn++) results.push(await act());
  return results;
}
