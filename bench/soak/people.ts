// What people do on one issue: they label it, and then leave it, refine it or review what came of it.
import { setTimeout as sleep } from "node:timers/promises";
import type { IssueAddress } from "../../local/github/people.ts";
import { refOf, seen } from "../../test/support/story.ts";
import { more, moreCriterion } from "../../test/support/versions.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";
import { asked, titleOf } from "./script.ts";

const MOMENTS = ["label", "refine", "review"] as const;
export type Moment = (typeof MOMENTS)[number];
/** `unheard`: nothing came of what they did within the time. */
export type Told = { number: number; moment: Moment; unheard: boolean };

/** `facts`: the outcome as JSON. */
export type End = { runId: string; outcome: string; facts: string };
export type Ends = ReadonlyMap<number, readonly End[]>;

/** A run that meets one failure after another is tried later and later. */
const LONGEST_MS = 15 * 60_000;
const LOOK_EVERY_MS = 500;

export async function live(
  place: Place,
  index: number,
  { ends, random }: { ends: Ends; random: Random },
): Promise<Told> {
  const moment = MOMENTS[index % MOMENTS.length] ?? "label";
  const ada = place.github.asUser("ada");
  await sleep(random.number(3_000));
  const issue = await ada.openIssue(place.repository, { title: titleOf(index), body: "" });
  const { number } = issue;
  const address = { repository: place.repository, number };
  await ada.label(address, "ai-ready");
  const isEarly = moment === "refine" && random.chance(0.4);
  if (isEarly) await sleep(5_000 + random.number(20_000));
  else {
    const opened = await isOver(place, address, { ends, count: 1 });
    if (!opened || moment === "label" || lastOf(ends, number) !== "opened")
      return { number, moment, unheard: !opened };
  }
  const pull = pullFor(place, number);
  if (moment === "refine") await ada.comment(address, more);
  else if (pull !== null)
    await ada.review(pull, {
      state: "commented",
      comments: [{ path: "src/sum.js", line: 3, body: asked }],
    });
  // A comment on a run that only waits replaces it: then one run does both.
  const count = isEarly ? 1 : 2;
  const answered = await isOver(place, address, {
    ends,
    count,
    until: moment === "refine" ? moreCriterion : "",
  });
  return { number, moment, unheard: !answered };
}

function lastOf(ends: Ends, number: number): string {
  return ends.get(number)?.at(-1)?.outcome ?? "";
}

export function pullFor(place: Pick<Place, "github" | "repository">, issue: number): IssueAddress | null {
  const { pulls } = seen(place, { repository: place.repository, number: issue });
  const found = pulls.find(({ body }) => (body ?? "").includes(`issuewright:pull issue=${issue} `));
  return found === undefined ? null : { repository: place.repository, number: found.number };
}

async function isOver(
  place: Place,
  address: IssueAddress,
  { ends, count, until: words = "" }: { ends: Ends; count: number; until?: string },
): Promise<boolean> {
  const { number } = address;
  const ref = refOf(place, address);
  const until = performance.now() + LONGEST_MS;
  while (performance.now() < until) {
    const runs = new Set(ends.get(number)?.map(({ runId }) => runId));
    // Redis may be dead just now.
    const [running] = await Promise.allSettled([place.queue.isRunning(ref)]);
    const isDone = runs.size >= count && seen(place, address).sticky.includes(words);
    if (isDone && running.status === "fulfilled" && !running.value) return true;
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}
