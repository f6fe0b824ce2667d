// Where the running page is reached, so that a command beside the server can print a link to it.
import type { Clock } from "../../clock.ts";
import type { Keepsakes } from "../../redis/keepsakes.ts";
import { LINK_MS, sessionsIn } from "./sessions.ts";

const NAME = "page:address";
/** The address of a server that was killed is forgotten after so long. */
const KEPT_MS = 60_000;
const AGAIN_MS = 20_000;

/** Keeps it until disposed, again and again. Rejects where it cannot be kept at first. */
export async function showAddress(
  keepsakes: Keepsakes,
  address: string,
  clock: Pick<Clock, "sleep">,
): Promise<AsyncDisposable> {
  const over = new AbortController();
  const keep = () => keepsakes.put(NAME, address, KEPT_MS);
  await keep();
  const keeping = (async () => {
    while (!over.signal.aborted) {
      await Promise.allSettled([clock.sleep(AGAIN_MS, over.signal)]);
      if (!over.signal.aborted) await Promise.allSettled([keep()]);
    }
  })();
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await keeping;
      await Promise.allSettled([keepsakes.drop(NAME)]);
    },
  };
}

export type Link = { url: string; goodForMs: number };

/** A link that signs in once. Null: no page runs over this Redis. */
export async function oneTimeLink(keepsakes: Keepsakes): Promise<Link | null> {
  const address = await keepsakes.read(NAME);
  if (address === null) return null;
  const secret = await sessionsIn(keepsakes).offer();
  return { url: `${address}/sign-in?link=${secret}`, goodForMs: LINK_MS };
}
