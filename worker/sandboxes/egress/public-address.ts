// From a host name to one public address: checked here, and then connected to as it is.
import { lookup as lookUp } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { RefusalReason } from "../sandbox.ts";

const INNER_IPV4: [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
];

/** All that carry an IPv4 address inside are among them. */
const INNER_IPV6: [string, number][] = [
  ["::", 95],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 32],
  ["100::", 64],
  ["2001::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 9],
  ["ff00::", 8],
];

/** A list for each family: in one for both, the mapped addresses would stand for every IPv4 address there is. */
export function isInner(address: string): boolean {
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  const inner = new BlockList();
  for (const [network, bits] of family === "ipv6" ? INNER_IPV6 : INNER_IPV4)
    inner.addSubnet(network, bits, family);
  return inner.check(address, family);
}

/** Every address of a name. */
export type Lookup = (host: string) => Promise<{ address: string }[]>;

/** As this host resolves names. */
export const hostLookup: Lookup = (host) => lookUp(host, { all: true });

export type Resolved =
  | { kind: "public-address"; address: string }
  | Extract<RefusalReason, { kind: "inner-address" | "no-address" | "unreachable" }>;

/** One inner address among several is reason enough: the name is not to be trusted. */
export async function resolvePublic(host: string, lookup: Lookup = hostLookup): Promise<Resolved> {
  try {
    const found = await lookup(host);
    const inner = found.find(({ address }) => isInner(address));
    if (inner !== undefined) return { kind: "inner-address", address: inner.address };
    const [first] = found;
    return first === undefined ? { kind: "no-address" } : { kind: "public-address", address: first.address };
  } catch (thrown) {
    return isUnknown(thrown) ? { kind: "no-address" } : { kind: "unreachable", said: reasonOf(thrown) };
  }
}

/** The resolver answered that there is no such name; any other failure is its own. */
function isUnknown(thrown: unknown): boolean {
  return (
    thrown instanceof Error && "code" in thrown && ["ENOTFOUND", "ENODATA"].includes(String(thrown.code))
  );
}
