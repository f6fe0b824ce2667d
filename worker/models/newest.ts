// What is new in a request to a model. Pure.
import type { Message } from "./model.ts";

/** What was said since the last reply of the model: no earlier request held it. */
export function newestMessages(messages: readonly Message[]): Message[] {
  return messages.slice(messages.findLastIndex(({ role }) => role === "assistant") + 1);
}
