// Attempts to leave a set-up sandbox: through the proxy to where it must not lead, and past it.
import type { Attack, Counterpart, Site } from "./attack.ts";
import { confirmed } from "./egress.ts";
import { withAddress } from "./host-address.ts";
import { type Attacker, type AttackResult, refused } from "./result.ts";
import { type Targets, token } from "./targets.ts";

/** From a range that belongs to nobody (RFC 5737): public for the proxy, ours while an attack runs. */
const REGISTRY = "203.0.113.78";
const REGISTRY_NAME = "registry.containment.invalid";
const NAMES: Record<string, string[][]> = {
  [REGISTRY_NAME]: [[REGISTRY]],
  "inner.containment.invalid": [["127.0.0.1"]],
  "mixed.containment.invalid": [[REGISTRY, "127.0.0.1"]],
  // The first answer meets the check, the second a later look-up. Each try has a name of its own below this one.
  "rebinding.containment.invalid": [[REGISTRY], ["127.0.0.1"]],
};

/** Names as the proxy of the proof sees them: addresses, and names that lead to this host only. */
export function provenLookup(): (host: string) => Promise<{ address: string }[]> {
  const asked = new Map<string, number>();
  return async (host) => {
    const time = asked.get(host) ?? 0;
    asked.set(host, time + 1);
    const answers = NAMES[host.replace(/^(agent|root)\./, "")] ?? [[host]];
    return (answers[time % answers.length] ?? []).map((address) => ({ address }));
  };
}

/** What the rules of the proof allow set-up to reach; the proxy must refuse most of it all the same. */
export function allowedHosts({ tcp }: Targets): string[] {
  const rebinding = ["agent", "root"].map((who) => `${who}.rebinding.containment.invalid`);
  return [
    REGISTRY_NAME,
    "127.0.0.1",
    "inner.containment.invalid",
    "mixed.containment.invalid",
    ...rebinding,
  ].map((host) => `${host}:${tcp.port}`);
}

const REGISTRY_WORKS: Counterpart = {
  name: "set-up reaches the registry it was given",
  attempt: (site) =>
    withAddress(REGISTRY, () => tunnel(site, "agent", `${REGISTRY_NAME}:${site.targets.tcp.port}`)),
};

const through = (name: string, target: (targets: Targets) => string): Attack => ({
  ...{ group: "egress", name: `set-up: ${name}`, expected: "the proxy refuses", short: false },
  by: ["agent", "root"],
  attempt: (site, who) => withAddress(REGISTRY, () => tunnel(site, who, target(site.targets))),
  counterpart: REGISTRY_WORKS,
});

export const SET_UP: Attack[] = [
  through("another host than allowed", ({ tcp }) => `${REGISTRY}:${tcp.port}`),
  through("another port than allowed", ({ spare }) => `${REGISTRY_NAME}:${spare.port}`),
  through("the same name, written otherwise", ({ tcp }) => `${REGISTRY_NAME.toUpperCase()}:${tcp.port}`),
  through("an inner address, though it is allowed", ({ tcp }) => `127.0.0.1:${tcp.port}`),
  through("a name with an inner address", ({ tcp }) => `inner.containment.invalid:${tcp.port}`),
  through("a name with one inner address among others", ({ tcp }) => `mixed.containment.invalid:${tcp.port}`),
  {
    ...through("a name that is rebound after the check", () => ""),
    expected: "only the checked address is reached",
    attempt: (site, who) => withAddress(REGISTRY, () => rebound(site, who)),
  },
  { ...through("past the proxy", () => ""), expected: "no connection", attempt: past },
];

async function tunnel(site: Site, who: Attacker, target: string, words = token()): Promise<AttackResult> {
  const { tcp, spare } = site.targets;
  const cell = await site.setUp();
  const result = await cell.probe(who, "proxy", `CONNECT ${target}`, words);
  const heard = await confirmed(result, tcp, [REGISTRY, "127.0.0.1"], words);
  return heard.kind === "refused" ? await confirmed(heard, spare, [REGISTRY], words) : heard;
}

async function rebound(site: Site, who: Attacker): Promise<AttackResult> {
  const words = token();
  const { tcp } = site.targets;
  const result = await tunnel(site, who, `${who}.rebinding.containment.invalid:${tcp.port}`, words);
  return tcp.heardAt(words) === REGISTRY ? refused("it arrived at the checked address") : result;
}

async function past({ setUp, targets }: Site, who: Attacker): Promise<AttackResult> {
  const { tcp, ipv4 } = targets;
  const cell = await setUp();
  const words = token();
  return await confirmed(await cell.probe(who, "tcp", words, tcp.port, ...ipv4), tcp, ipv4, words);
}
