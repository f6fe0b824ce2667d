// What every sandbox of this worker has in common.
import type { Clock } from "../../src/clock.ts";
import type { RegistryCredentials } from "./egress/broker.ts";
import type { Lookup } from "./egress/public-address.ts";
import type { Engine } from "./engine.ts";
import type { Fixtures } from "./guest/fixtures.ts";

export type Host = {
  engine: Engine;
  clock: Clock;
  /** Names this process; see `leases/owner.ts`. */
  worker: string;
  dataDir: string;
  fixtures: Fixtures;
  caBundlePath: string | null;
  registryCredentials: RegistryCredentials;
  lookup: Lookup;
};
