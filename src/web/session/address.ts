// Where the running page is reached, so that a command beside the server can print a link to it.
import type { Keepsakes } from "../../redis/keepsakes.ts";
import { LINK_MS, sessionsIn } from "./sessions.ts";

const NAME = "page:address";
const KEPT_MS = 30 * 24 * 60 * 60_000;

export async function keepAddress(keepsakes: Keepsakes, address: string): Promise<void> {
  await keepsakes.put(NAME, address, KEPT_MS);
}

export async function dropAddress(keepsakes: Keepsakes): Promise<void> {
  await keepsakes.drop(NAME);
}

export type Link = { url: string; goodForMs: number };

/** A link that signs in once. Null: no page runs over this Redis. */
export async function oneTimeLink(keepsakes: Keepsakes): Promise<Link | null> {
  const address = await keepsakes.read(NAME);
  if (address === null) return null;
  const secret = await sessionsIn(keepsakes).offer();
  return { url: `${address}/sign-in?link=${secret}`, goodForMs: LINK_MS };
}
