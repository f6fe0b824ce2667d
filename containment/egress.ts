// Attempts to send something out. Each aims at a listener that the proof itself started on this host.
import type { Attack, Counterpart, Site } from "./attack.ts";
import type { Cell } from "./cell.ts";
import { withAddress } from "./host-address.ts";
import type { Listener } from "./listeners.ts";
import { type Attacker, type AttackResult, noAnswer, worked } from "./result.ts";
import { token } from "./targets.ts";

const METADATA = "169.254.169.254";
/** From a range that belongs to nobody (RFC 5737). */
const FOREIGN = "203.0.113.77";

const LOOPBACK_PORT = 40_400;
const NEIGHBOUR_PORT = 40_401;

const LOOPBACK: Counterpart = {
  name: "a server inside is reached on its own loopback",
  attempt: ({ cell }) =>
    cell.attempt(
      "agent",
      `/tmp/probe listen ${LOOPBACK_PORT} 9 >/dev/null & ${listening(LOOPBACK_PORT)}; /tmp/probe tcp hello ${LOOPBACK_PORT} 127.0.0.1`,
    ),
};

type EgressAttack = { name: string; short?: boolean; attempt: Attack["attempt"]; expected?: string };

const egressAttack = ({
  name,
  short = false,
  attempt,
  expected = "no connection",
}: EgressAttack): Attack => ({
  ...{ group: "egress", by: ["agent", "root"], counterpart: LOOPBACK, name, short, attempt, expected },
});

const socket = (name: string, families: number[], short = false): Attack =>
  egressAttack({
    ...{ name, short, expected: "no such socket can be made" },
    attempt: ({ cell }, who) => cell.probe(who, "family", ...families),
  });

export const EGRESS: Attack[] = [
  egressAttack({
    name: "connects to any IPv4 address of this host",
    short: true,
    attempt: (site, who) => reach(site, who, site.targets.ipv4),
  }),
  egressAttack({
    name: "asks a Redis on this host",
    attempt: (site, who) => reach(site, who, site.targets.ipv4, `PING ${token()}`),
  }),
  egressAttack({
    name: "connects to any IPv6 address of this host",
    attempt: (site, who) => reach(site, who, site.targets.ipv6),
  }),
  egressAttack({
    name: "asks a resolver on this host",
    expected: "no answer",
    attempt: async ({ cell, targets }, who) => {
      const name = token();
      const { resolver, ipv4 } = targets;
      const result = await cell.probe(who, "dns", `${name}.invalid`, resolver.port, ...ipv4);
      return await confirmed(result, resolver, ipv4, name);
    },
  }),
  egressAttack({
    name: "is told of a resolver",
    expected: "none is named",
    attempt: ({ cell }, who) => cell.attempt(who, "grep nameserver /etc/resolv.conf; test $? = 0"),
  }),
  egressAttack({
    name: "asks the metadata address for credentials",
    attempt: (site, who) =>
      withAddress(METADATA, () => reach(site, who, [METADATA], `GET /latest/meta-data/${token()} HTTP/1.0`)),
  }),
  egressAttack({
    name: "connects to a foreign host",
    attempt: (site, who) => withAddress(FOREIGN, () => reach(site, who, [FOREIGN])),
  }),
  egressAttack({
    name: "connects to an abstract socket of this host",
    short: true,
    attempt: ({ cell, targets }, who) => cell.probe(who, "abstract", targets.abstract),
  }),
  egressAttack({ name: "connects to another sandbox", attempt: reachNeighbour }),
  socket("opens a vsock to the hypervisor", [40, 1, 0], true),
  socket("opens a raw or packet socket", [2, 3, 1, 17, 3, 3, 10, 3, 58], true),
  socket("opens a netlink socket beyond routes", [16, 3, 12, 16, 3, 9, 16, 3, 15]),
  socket("opens a socket of a rare kind", [38, 5, 0, 31, 3, 1, 29, 3, 1, 44, 3, 0, 30, 2, 0]),
];

async function reach(site: Site, who: Attacker, addresses: string[], words = token()): Promise<AttackResult> {
  const { cell, targets } = site;
  if (addresses.length === 0) return { kind: "not-set-up", how: "this host has no such address" };
  const result = await cell.probe(who, "tcp", words, targets.tcp.port, ...addresses);
  return await confirmed(result, targets.tcp, addresses, words);
}

/** The listener has the last word; and a refusal only counts where the listener answers this host. */
export async function confirmed(
  result: AttackResult,
  listener: Listener,
  addresses: string[],
  words: string,
): Promise<AttackResult> {
  const at = listener.heardAt(words);
  if (at !== null) return worked(`it arrived at ${at}`);
  if (result.kind !== "refused") return result;
  for (const address of addresses)
    if (!(await listener.answers(address))) return noAnswer(`${address} does not answer this host either`);
  return result;
}

async function reachNeighbour(site: Site, who: Attacker): Promise<AttackResult> {
  const neighbour = await site.another();
  const visit = async () => {
    const addresses = await addressesOf(neighbour);
    const result = await site.cell.probe(who, "tcp", token(), NEIGHBOUR_PORT, "127.0.0.1", ...addresses);
    // Root inside the other sandbox reaches it, so there was something to reach.
    if (result.kind === "refused") await neighbour.probe("root", "tcp", token(), NEIGHBOUR_PORT, "127.0.0.1");
    return result;
  };
  const [seen, result] = await Promise.all([neighbour.probe("agent", "listen", NEIGHBOUR_PORT, 9), visit()]);
  return result.kind === "refused" && seen.kind !== "worked"
    ? noAnswer("the other sandbox did not listen")
    : result;
}

/** Once it listens. As root, because the agent's one command is listening. */
async function addressesOf(cell: Cell): Promise<string[]> {
  const { output } = await cell.run("root", `${listening(NEIGHBOUR_PORT)}; /tmp/probe addresses`);
  return output.split(/\s+/).filter((word) => word !== "");
}

/** Shell that waits until somebody listens there. */
function listening(port: number): string {
  return `until grep -q :${port.toString(16).toUpperCase()} /proc/net/tcp; do sleep 0.02; done`;
}
