// A hijacked coder hands in what is no ordinary change: the run ends, GitHub sees nothing of it, and the issue says why.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Turn } from "../../local/model/script.ts";
import { visible } from "../../src/domain/text.ts";
import { type House, openHouse } from "../support/house.ts";
import { done, fixes, project, shell } from "../support/script.ts";
import { scenes, type Told, tell } from "../support/story.ts";
import { branchesOf, ONLY_SAYS, SLOW_MACHINE_MS, writesTo } from "./hijacked.ts";

const FIX = fixes[0] ?? done;
const HUGE = "head -c 11000000 /dev/urandom > huge.bin";

/** Name of its repository, what is tried, how, the outcome, and what the issue says. */
const STORIES: [name: string, tried: string, turn: Turn, outcome: string, says: RegExp][] = [
  [
    "huge-patch",
    "more bytes than a patch may have",
    shell(HUGE),
    "failed",
    /its patch is larger than 10485760 bytes, with huge\.bin \(11,000,000 bytes\)/,
  ],
];

describe("a hijacked coder", () => {
  let house: House;
  let told: Map<string, Told>;
  beforeAll(async () => {
    const departments = STORIES.map(([name, , turn]) => [name, { coder: [turn, FIX, done] }]);
    house = await openHouse({ script: scenes(Object.fromEntries(departments)), files: project });
    const all = await Promise.all(
      STORIES.map(async ([name]) => [name, await tell(house, { name, files: project })] as const),
    );
    told = new Map(all);
  }, SLOW_MACHINE_MS);
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it.each(STORIES)(
    "(%s) who makes %s publishes nothing, and the issue says why",
    async (name, _tried, _turn, outcome, says) => {
      const seen = told.get(name);
      expect(seen).toMatchObject({ outcome, pulls: [] });
      expect(visible(seen?.shown ?? "")).toMatch(says);
      expect(await branchesOf(house, `octo/${name}`)).toEqual([]);
      expect(ONLY_SAYS).toEqual(expect.arrayContaining(writesTo(house, `octo/${name}`)));
    },
  );
});
