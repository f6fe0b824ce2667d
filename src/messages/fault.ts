// What an error carries, in words: what could not be done, because of what, and what to do about it.
import { PermanentError, reasonOf } from "../domain/errors.ts";
import type { Fault } from "../domain/fault.ts";

export type FaultWords = { what: string; because: string; remedy: string };

/** The words for anything thrown, on one line. */
export function saidOfThrown(thrown: unknown): string {
  return thrown instanceof PermanentError && thrown.fault !== null
    ? sentenceOf(wordsOfFault(thrown.fault))
    : reasonOf(thrown);
}

export function sentenceOf({ what, because, remedy }: FaultWords): string {
  return `${what}: ${because}. ${remedy}`;
}

export function wordsOfFault(fault: Fault): FaultWords {
  switch (fault.kind) {
    case "redis-unreachable":
      return {
        what: `Could not reach Redis at ${fault.host}:${fault.port}`,
        because: withoutStop(fault.programSaid ?? "no connection"),
        remedy: "Start it there, or set REDIS_URL to where it is",
      };
    case "redis-not-installed":
      return {
        what: NO_REDIS,
        because: "`redis-server` is not on PATH",
        remedy: "Install it (Debian: apt-get install redis-server) or set REDIS_URL",
      };
    case "redis-port-taken":
      return {
        what: NO_REDIS,
        because: `something else listens on port ${fault.port}`,
        remedy: `Stop that, or delete ${fault.addressFile} to have another port chosen`,
      };
    case "redis-silent":
      return {
        what: NO_REDIS,
        because: withoutStop(fault.programSaid ?? "it did not answer in time"),
        remedy: `Look into ${fault.home}, or set REDIS_URL`,
      };
    case "github-refused-app":
      return {
        what: NO_SIGN_IN,
        because: `GitHub answered ${fault.status}, ${withoutStop(fault.githubSaid)}`,
        remedy: "Check APP_ID and the private key of the app",
      };
    case "github-unreachable":
      return {
        what: NO_SIGN_IN,
        because: withoutStop(fault.programSaid),
        remedy: "Check GITHUB_API_URL, and that this machine can reach it",
      };
    case "app-lacks-permissions":
      return {
        what: `The app ${fault.slug} lacks permissions`,
        because: `it is not given ${fault.lacking.join(", ")}`,
        remedy: "Give them on the settings page of your GitHub App; app.yml names them all",
      };
    default:
      return fault satisfies never;
  }
}

const NO_REDIS = "Could not start Redis";
const NO_SIGN_IN = "Could not sign in to GitHub as the app";
/** The words of others often end with a full stop of their own. */
function withoutStop(said: string): string {
  return said.replace(/(?<!\.)\.$/, "");
}
