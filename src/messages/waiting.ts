// Why a run waits for its place.
import type { Wait } from "../domain/wait.ts";
import { count } from "./words.ts";

export function whyItWaits(why: Wait): string {
  return `${becauseItWaits(why)} ${aheadOfIt(why)} It begins by itself; \`/ai stop\` takes it off the queue.`;
}

export function aheadOfIt({ ahead }: Wait): string {
  if (ahead === 0) return "No other run is ahead of it.";
  return `${count(ahead, "other run")} ${ahead === 1 ? "is" : "are"} ahead of it.`;
}

export function becauseItWaits(why: Wait): string {
  switch (why.kind) {
    case "no-worker":
      return "No worker is there to take the run; whoever operates Issuewright can start one.";
    case "repository-full":
      return `The repository has ${count(why.running, "run")} at work, which is all that it may have at once.`;
    case "all-taken":
      return `All places are taken: ${count(why.running, "run")} ${why.running === 1 ? "is" : "are"} at work.`;
    default:
      return why satisfies never;
  }
}
