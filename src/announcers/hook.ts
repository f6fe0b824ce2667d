// Somebody else's program, by an outgoing webhook: the text that Slack takes, signed as Standard Webhooks says.
import { createHmac } from "node:crypto";
import { PermanentError, TransientError } from "../domain/errors.ts";
import { newsId } from "../domain/news.ts";
import { hookText } from "../messages/hook.ts";
import type { Announcer, AnnouncerDeps, Hook } from "./announcer.ts";

const TIMEOUT_MS = 10_000;

/**
 * Null: no hook is set. A receiver that is away or asks for patience is tried again by whoever owes the news, under the same
 * id. One that sends us elsewhere, or refuses, is not.
 */
export function outgoingHook({ audience }: AnnouncerDeps, timeoutMs = TIMEOUT_MS): Announcer | null {
  const { hook } = audience;
  if (hook === null) return null;
  return {
    name: "hook",
    tellsEach: true,
    async announce(news) {
      const id = newsId(news);
      const text = hookText(news, audience);
      if (id === null || text === null) return;
      await send(hook, id, JSON.stringify({ text }), timeoutMs);
    },
  };
}

async function send(hook: Hook, id: string, body: string, timeoutMs: number): Promise<void> {
  const response = await fetch(hook.url, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "user-agent": "issuewright", ...signed(hook, id, body) },
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  const { status } = response;
  await response.body?.cancel();
  if (response.ok) return;
  // The address itself may be a secret, as Slack's are.
  const { host } = new URL(hook.url);
  if (isPassing(status)) throw new TransientError({ kind: "hook-away", host, status });
  throw new PermanentError({ kind: "hook-refused", host, status });
}

function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function signed({ secret }: Hook, id: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const head = { "webhook-id": id, "webhook-timestamp": timestamp };
  if (secret === null) return head;
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), "base64") : secret;
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { ...head, "webhook-signature": `v1,${signature}` };
}

const PREFIX = "whsec_";
