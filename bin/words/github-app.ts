// What `doctor` says of the settings of the GitHub App: its events, its webhook, and what it reaches.
import type { PollReason } from "../../src/hearing.ts";
import type { HookFault, Observation, Reach } from "../doctor/observation.ts";

type Setting = Extract<Observation, { kind: "events" | "hook" | "polling" | "reach" }>;
type Words = { detail: string; remedy: string | null };

const ON_THE_PAGE = "on the settings page of your GitHub App";

export function settingWords(setting: Setting): Words {
  switch (setting.kind) {
    case "events":
      return setting.lacking.length === 0
        ? { detail: "it subscribed to every event that is needed", remedy: null }
        : {
            detail: `it does not hear of ${setting.lacking.join(", ")}`,
            remedy: `Subscribe to these events ${ON_THE_PAGE}, under "Permissions & events"`,
          };
    case "hook":
      return setting.fault === null
        ? { detail: `GitHub delivers to ${setting.url}`, remedy: null }
        : hookWords(setting.url, setting.fault);
    case "polling":
      return { detail: pollingWords(setting), remedy: null };
    case "reach":
      return reachWords(setting.reach);
    default:
      return setting satisfies never;
  }
}

function pollingWords({ because, cost }: Extract<Setting, { kind: "polling" }>): string {
  const { everySeconds, quietCallsAnHour, draftCallsAnHour, countedAnHour } = cost;
  return `${POLLED_BECAUSE[because]}, so GitHub is asked every ${everySeconds} seconds. That makes ${quietCallsAnHour} calls an hour for a quiet repository and ${draftCallsAnHour} for one with an open draft, of which GitHub counts ${countedAnHour}`;
}

const POLLED_BECAUSE: Record<PollReason, string> = {
  chosen: "no webhook is wanted (ISSUEWRIGHT_INTAKE=poll, or no address on the set-up page)",
  "no-secret": "WEBHOOK_SECRET is not set",
  "no-address": "the App has no webhook address",
  placeholder: "the App's webhook address is the example of app.yml",
  loopback: "the App's webhook address is of this machine, which GitHub cannot reach",
};

function hookWords(url: string, fault: HookFault): Words {
  switch (fault.kind) {
    case "no-address":
      return {
        detail: "GitHub has no address to deliver to",
        remedy: `Set the webhook URL ${ON_THE_PAGE} to the address of your server, and tick "Active"`,
      };
    case "placeholder":
      return {
        detail: `GitHub delivers to ${url}, the example of app.yml`,
        remedy: `Set the webhook URL ${ON_THE_PAGE} to the address of your server`,
      };
    case "loopback":
      return {
        detail: `GitHub delivers to ${url}, which is another machine to GitHub`,
        remedy: `Set the webhook URL ${ON_THE_PAGE} to an address that GitHub can reach, or set ISSUEWRIGHT_INTAKE=poll`,
      };
    case "other-path":
      return {
        detail: `GitHub delivers to ${url}, and the server listens at ${fault.path}`,
        remedy: `Let the webhook URL ${ON_THE_PAGE} end in ${fault.path}, or set WEBHOOK_PATH. Ignore this if a proxy rewrites it`,
      };
    case "no-secret":
      return {
        detail: "GitHub signs no delivery, so each one is refused",
        remedy: `Set the webhook secret ${ON_THE_PAGE} to the value of WEBHOOK_SECRET`,
      };
    default:
      return fault satisfies never;
  }
}

function reachWords(reach: Reach): Words {
  const { accounts, suspended, behind, repositories, bypasses, unreviewed, unverified, unlooked } = reach;
  if (accounts.length === 0)
    return {
      detail: "it is installed nowhere",
      remedy: `Install it on a repository: "Install App" ${ON_THE_PAGE}`,
    };
  const rest = unlooked === 0 ? "" : ` (${unlooked} of them were not looked into)`;
  const seen = `it is installed for ${accounts.join(", ")} and reaches ${repositories} ${repositories === 1 ? "repository" : "repositories"}${rest}`;
  const faults = [
    ...(suspended.length === 0 ? [] : [`is suspended for ${suspended.join(", ")}`]),
    ...(behind.length === 0 ? [] : [`was not granted its permissions by ${behind.join(", ")}`]),
    ...(bypasses.length === 0 ? [] : [`may bypass ${bypasses.map(bypassedWords).join(", ")}`]),
    ...(unverified.length === 0
      ? []
      : [`makes commits that GitHub does not verify in ${unverified.join(", ")}`]),
  ];
  const remedies = [
    ...(suspended.length === 0
      ? []
      : ['Unsuspend it in the settings of these accounts, under "GitHub Apps"']),
    ...(behind.length === 0
      ? []
      : ['Let an owner of these accounts accept the new permissions, under "GitHub Apps"']),
    ...(bypasses.length === 0
      ? []
      : [
          "Take it off the bypass list of these rules: no run begins there unless the rules say `bypass: accepted`",
        ]),
    ...(unverified.length === 0 ? [] : ["Let the owner of the GitHub server turn on web commit signing"]),
    ...(unreviewed.length === 0 ? [] : ["A rule of the branch that asks for a review rules that out"]),
    ...(repositories > 0 ? [] : ["Give it repositories in the settings of its installation"]),
  ];
  const unasked =
    unreviewed.length === 0
      ? ""
      : `. Nothing asks for a review of what gets into the default branch of ${unreviewed.join(", ")}: Issuewright never pushes there or merges, but GitHub would let the app`;
  return {
    detail: `${faults.length === 0 ? seen : `${seen}; it ${faults.join(", and ")}`}${unasked}`,
    remedy: remedies.length === 0 ? null : remedies.join("; "),
  };
}

function bypassedWords({ repository, rulesets, branches }: Reach["bypasses"][number]): string {
  const names = [
    ...rulesets.map((each) => `"${each}"`),
    ...branches.map((each) => `the protection of ${each}`),
  ];
  return `${names.join(" and ")} of ${repository}`;
}
