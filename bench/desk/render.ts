// The requests of a run as text that a diff can compare: what each role reads, part by part, with its tokens. Pure.
import { estimateTokenCount } from "tokenx";
import type { ChatRequest } from "../../local/model/script.ts";

type Part = { title: string; text: string };

/** One text for each conversation: its last request, which holds all that came before. */
export function deskOf(requests: ChatRequest[]): string {
  const conversations = new Map<string, ChatRequest[]>();
  for (const request of requests) {
    const key = JSON.stringify([request.model, request.messages.slice(0, 2)]);
    conversations.set(key, [...(conversations.get(key) ?? []), request]);
  }
  const texts = [...conversations.values()].map((said) => conversationText(said));
  return `${texts.join("\n\n")}\n`;
}

function conversationText(said: ChatRequest[]): string {
  const [first] = said;
  const last = said.at(-1);
  if (first === undefined || last === undefined) return "";
  const parts = partsOf(last);
  const sent = said.reduce((sum, request) => sum + tokensOf(partsOf(request)), 0);
  return [
    `=== ${last.model}: ${said.length} ${said.length === 1 ? "request" : "requests"}, ${sent} tokens sent in all, ${tokensOf(partsOf(first))} in the first ===`,
    ...parts.map(({ title, text }) => `--- ${title}, ${estimateTokenCount(text)} tokens ---\n${text}`),
  ].join("\n");
}

function partsOf({ tools = [], messages }: ChatRequest): Part[] {
  return [
    ...tools.map(({ function: { name, description, parameters } }) => ({
      title: `tool ${name}`,
      text: `${description}\n${JSON.stringify(parameters)}`,
    })),
    ...messages.map((message) => {
      const calls = message.role === "assistant" ? (message.tool_calls ?? []) : [];
      const written = calls.map((call) => `${call.function.name} ${call.function.arguments}`);
      return { title: message.role, text: [message.content ?? "", ...written].filter(Boolean).join("\n") };
    }),
  ];
}

function tokensOf(parts: Part[]): number {
  return parts.reduce((sum, { text }) => sum + estimateTokenCount(text), 0);
}
