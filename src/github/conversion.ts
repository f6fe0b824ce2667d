// Exchanges the code of a manifest for the App's key, which GitHub says once.
// https://docs.github.com/en/rest/apps/apps#create-a-github-app-from-a-manifest
import { z } from "zod";
import { reasonOf } from "../domain/errors.ts";

export type Converted =
  /** As it came; nobody has looked into it. */
  | { kind: "answered"; text: string }
  /** The code was used, or its hour is over. */
  | { kind: "refused"; status: number; githubSaid: string }
  /** It may be tried again. */
  | { kind: "away"; programSaid: string };

const TIMEOUT_MS = 30_000;
const Refused = z.object({ message: z.string() });

export async function convert(apiUrl: string, code: string): Promise<Converted> {
  const address = `${apiUrl}/app-manifests/${encodeURIComponent(code)}/conversions`;
  const [asked] = await Promise.allSettled([ask(address)]);
  if (asked.status === "rejected") return { kind: "away", programSaid: reasonOf(asked.reason) };
  const { status, text } = asked.value;
  if (status === 201) return { kind: "answered", text };
  const githubSaid = await saidIn(text);
  return status >= 500
    ? { kind: "away", programSaid: `${status} ${githubSaid}` }
    : { kind: "refused", status, githubSaid };
}

async function ask(address: string): Promise<{ status: number; text: string }> {
  const response = await fetch(address, {
    method: "POST",
    headers: { accept: "application/vnd.github+json", "user-agent": "issuewright" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, text: await response.text() };
}

async function saidIn(text: string): Promise<string> {
  const [read] = await Promise.allSettled([(async () => Refused.parse(JSON.parse(text)))()]);
  return read.status === "fulfilled" ? read.value.message : "";
}
