// What people do on one issue: they label it, and then leave it, refine it or review what came of it.
import { setTimeout as sleep } from "node:timers/promises";
import type { IssueAddress } from "../../local/github/people.ts";
import type { House } from "../../test/support/house.ts";
import { seen } from "../../test/support/story.ts";
import type { Random } from "./random.ts";

const MOMENTS = ["label", "refine", "review"] as const;
export type Moment = (typeof MOMENTS)[number];
/** `unheard`: nothing came of what they did within the time. */
export type Told = { number: number; moment: Moment; unheard: boolean };

export type Ends = ReadonlyMap<number, readonly { runId: string; outcome: string }[]>;

/** A run that meets one failure after another is tried later and later. */
const LONGEST_MS = 15 * 60_000;
const LOOK_EVERY_MS = 500;

export async function live(
  house: House,
  index: number,
  { ends, random }: { ends: Ends; random: Random },
): Promise<Told> {
  const moment = MOMENTS[index % MOMENTS.length] ?? "label";
  const ada = house.github.asUser("ada");
  await sleep(random.number(5_000));
  const issue = await ada.openIssue(house.repository, { title: `sum([]) throws (${index})`, body: "" });
  const { number } = issue;
  const address = { repository: house.repository, number };
  await ada.label(address, "ai-ready");
  const opened = await isOver(house, address, { ends, count: 1 });
  if (!opened || moment === "label" || lastOf(ends, number) !== "opened")
    return { number, moment, unheard: !opened };
  const pull = pullFor(house, number);
  if (moment === "refine") await ada.comment(address, "Please say in one line what it does.");
  else if (pull !== null)
    await ada.review(pull, { state: "commented", body: "Please say in one line what it does." });
  const answered = await isOver(house, address, { ends, count: 2 });
  return { number, moment, unheard: !answered };
}

function lastOf(ends: Ends, number: number): string {
  return ends.get(number)?.at(-1)?.outcome ?? "";
}

export function pullFor(house: House, issue: number): IssueAddress | null {
  const { pulls } = seen(house, { repository: house.repository, number: issue });
  const found = pulls.find(({ body }) => (body ?? "").includes(`issuewright:pull issue=${issue} `));
  return found === undefined ? null : { repository: house.repository, number: found.number };
}

async function isOver(
  house: House,
  { repository, number }: IssueAddress,
  { ends, count }: { ends: Ends; count: number },
): Promise<boolean> {
  const [owner = "", name = ""] = repository.split("/");
  const ref = { repository: { owner, name }, number };
  const until = performance.now() + LONGEST_MS;
  while (performance.now() < until) {
    const runs = new Set(ends.get(number)?.map(({ runId }) => runId));
    if (runs.size >= count && !(await house.queue.isRunning(ref))) return true;
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}
