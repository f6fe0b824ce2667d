// Ways out of a set-up sandbox: through the proxy to where it must not lead, and past it.
import { type Attack, type Counterpart, type Got, type Ground, refused, type Who } from "./attack.ts";
import { confirmed } from "./egress.ts";
import { token, withAddress } from "./targets.ts";

/** From a range that belongs to nobody (RFC 5737): public for the proxy, ours while an attack runs. */
const REGISTRY = "203.0.113.78";
const NAMES: Record<string, string[][]> = {
  "registry.containment.invalid": [[REGISTRY]],
  "inner.containment.invalid": [["127.0.0.1"]],
  "mixed.containment.invalid": [[REGISTRY, "127.0.0.1"]],
  // The first answer is for whoever checks, the second for whoever asks again. Each try has a name of its own below it.
  "rebinding.containment.invalid": [[REGISTRY], ["127.0.0.1"]],
};

/** Names as the proxy of the proof sees them: addresses, and names that lead to this host only. */
export function provenLookup(): (host: string) => Promise<{ address: string }[]> {
  const asked = new Map<string, number>();
  return async (host) => {
    const time = asked.get(host) ?? 0;
    asked.set(host, time + 1);
    const answers = NAMES[host.replace(/^[0-9a-f]{16}\./, "")] ?? [[host]];
    return (answers[time % answers.length] ?? []).map((address) => ({ address }));
  };
}

const registry = (ground: Ground) => `registry.containment.invalid:${ground.targets.tcp.port}`;

const REGISTRY_WORKS: Counterpart = {
  name: "set-up reaches the registry it was given",
  attempt: (ground) =>
    withAddress(REGISTRY, () =>
      tunnel(ground, "agent", { target: registry(ground), allow: [registry(ground)] }),
    ),
};

type Try = { target: string; allow: string[] };

const through = (name: string, chosen: (ground: Ground) => Try): Attack => ({
  ...{ group: "egress", name: `set-up: ${name}`, expected: "the proxy refuses", short: false },
  by: ["agent", "root"],
  attempt: (ground, who) => withAddress(REGISTRY, () => tunnel(ground, who, chosen(ground))),
  counterpart: REGISTRY_WORKS,
});

/** Though the rules allowed it. */
const allowed = (name: string, host: string): Attack =>
  through(name, ({ targets }) => ({
    target: `${host}:${targets.tcp.port}`,
    allow: [`${host}:${targets.tcp.port}`],
  }));

export const SET_UP: Attack[] = [
  through("another host than allowed", (ground) => ({
    target: `${REGISTRY}:${ground.targets.tcp.port}`,
    allow: [registry(ground)],
  })),
  through("another port than allowed", (ground) => ({
    target: registry(ground),
    allow: ["registry.containment.invalid:443"],
  })),
  through("the same name, written otherwise", (ground) => ({
    target: registry(ground).toUpperCase(),
    allow: [registry(ground)],
  })),
  allowed("an inner address", "127.0.0.1"),
  allowed("a name with an inner address", "inner.containment.invalid"),
  allowed("a name with one inner address among others", "mixed.containment.invalid"),
  {
    ...through("a name that is rebound after the check", rebinding),
    expected: "only the checked address is reached",
    attempt: (ground, who) => withAddress(REGISTRY, () => rebound(ground, who)),
  },
  {
    ...through("past the proxy", rebinding),
    expected: "no connection",
    attempt: past,
  },
];

function rebinding({ targets }: Ground): Try {
  const target = `${token()}.rebinding.containment.invalid:${targets.tcp.port}`;
  return { target, allow: [target] };
}

async function rebound(ground: Ground, who: Who): Promise<Got> {
  const words = token();
  const got = await tunnel(ground, who, rebinding(ground), words);
  const at = ground.targets.tcp.heardAt(words);
  return at === REGISTRY ? refused("it arrived at the checked address") : got;
}

async function tunnel(ground: Ground, who: Who, { target, allow }: Try, words = token()): Promise<Got> {
  const cell = await ground.another({ allow });
  const { tcp } = ground.targets;
  const got = await cell.probe(who, "proxy", `CONNECT ${target}`, words);
  return await confirmed(got, tcp, [REGISTRY], words);
}

async function past(ground: Ground, who: Who): Promise<Got> {
  const { tcp, ipv4 } = ground.targets;
  const cell = await ground.another({ allow: [registry(ground)] });
  const words = token();
  const got = await cell.probe(who, "tcp", words, tcp.port, ...ipv4);
  return await confirmed(got, tcp, ipv4, words);
}
