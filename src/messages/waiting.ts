// Why a run waits for its place.
import type { Wait } from "../domain/wait.ts";
import { count } from "./words.ts";

export function whyItWaits(why: Wait): string {
  const ahead =
    why.ahead === 0
      ? "No other run is ahead of it."
      : `${count(why.ahead, "other run")} ${why.ahead === 1 ? "is" : "are"} ahead of it.`;
  return `${becauseOf(why)} ${ahead} It begins by itself; \`/ai stop\` takes it off the queue.`;
}

function becauseOf(why: Wait): string {
  switch (why.kind) {
    case "no-worker":
      return "No worker is there to take the run; whoever operates Issuewright can start one.";
    case "repository-full":
      return `This repository has ${count(why.running, "run")} at work, which is all that it may have at once.`;
    case "all-taken":
      return `All places are taken: ${count(why.running, "run")} ${why.running === 1 ? "is" : "are"} at work.`;
    default:
      return why satisfies never;
  }
}
