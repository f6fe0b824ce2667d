// How we hear of what people do on GitHub: it tells us by webhooks, or we ask again and again.
import type { SeenHook } from "./github/survey.ts";

export const INTAKES = ["webhook", "poll"] as const;
export type Intake = (typeof INTAKES)[number];

/** `everyMs`: from the end of one look at GitHub to the next. */
export type Hearing = { everyMs: number } & ({ kind: "webhook" } | { kind: "poll"; because: PollReason });

export type PollReason = "chosen" | "no-secret" | AddressFault["kind"];

export type HearingWish = {
  /** Null: nobody chose. */
  intake: Intake | null;
  sweepMs: number | null;
  webhook: { secrets: string[] };
};

/** Webhooks may be lost, so it is looked for them, too. */
const LOOK_MS = 60_000;
const POLL_MS = 10_000;

/** `hook`: asked for where nobody chose and there is a secret; null where GitHub knows of none. */
export async function hearingFor(
  { intake, sweepMs, webhook }: HearingWish,
  hook: () => Promise<SeenHook | null>,
): Promise<Hearing> {
  const poll = { kind: "poll", everyMs: sweepMs ?? POLL_MS } as const;
  if (intake === "poll") return { ...poll, because: "chosen" };
  if (webhook.secrets.length === 0) return { ...poll, because: "no-secret" };
  const fault = intake === "webhook" ? null : addressFault((await hook())?.url ?? "");
  if (fault !== null) return { ...poll, because: fault.kind };
  return { kind: "webhook", everyMs: sweepMs ?? LOOK_MS };
}

/** The one in app.yml, which is nobody's. */
export const PLACEHOLDER_HOST = "issuewright.example.com";

export type AddressFault = { kind: "no-address" } | { kind: "placeholder" } | { kind: "loopback" };

/** Why GitHub can deliver nothing to this address; null: it may. Whether it arrives shows only when it is tried. */
export function addressFault(url: string): AddressFault | null {
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) return { kind: "no-address" };
  if (address.hostname === PLACEHOLDER_HOST) return { kind: "placeholder" };
  return isLoopback(address.hostname) ? { kind: "loopback" } : null;
}

/** This machine under any of its names, which mean another machine to GitHub. `hostname`: as in a URL that was read. */
export function isLoopback(hostname: string): boolean {
  return /^(?:(?:.*\.)?localhost\.?|127(?:\.\d+){3}|0\.0\.0\.0|\[::(?:1|ffff:7f[\da-f]{2}:[\da-f]+)?\])$/i.test(
    hostname,
  );
}

/** Calls that a look at one repository makes where nothing happens, as `bench/polling.ts` counts them. */
const QUIET_CALLS = 1;
const DRAFT_CALLS = 6;
const FIRST_CALLS_OF_A_TOKEN = 7;
const TOKENS_AN_HOUR = 60 / 50;
const HOUR_MS = 60 * 60_000;

/**
 * For a repository in which nothing happens: without anything of ours, and with one open draft. GitHub counts only the calls to
 * which it does not answer 304, which are the first ones of each new token.
 */
export function costOfPolling(everyMs: number) {
  const looks = HOUR_MS / everyMs;
  return {
    everySeconds: everyMs / 1000,
    quietCallsAnHour: Math.round(looks * QUIET_CALLS),
    draftCallsAnHour: Math.round(looks * DRAFT_CALLS),
    countedAnHour: Math.ceil(FIRST_CALLS_OF_A_TOKEN * TOKENS_AN_HOUR),
  };
}
