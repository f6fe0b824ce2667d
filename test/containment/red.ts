// A proof that cannot fail proves nothing: the same attacks on sandboxes that are weak on purpose, group by group.
// Told to proof.test.ts, because proofs share the addresses of this host and so come one after the other.
import { beforeAll, describe, expect, it } from "@jest/globals";
import type { Proof } from "../../containment/prove.ts";
import { isHeld } from "../../containment/verdict.ts";
import { startCarelessEngine, type Wishes } from "../support/careless-engine.ts";
import { allowedIn, proveIt } from "../support/containment.ts";
import { dying, refusing, runningGitOutside, trusting } from "./weakened.ts";

const both = (attacks: string[]) => attacks.flatMap((attack) => [`${attack} as agent`, `${attack} as root`]);

/** Forgotten all at once: none of these has a part in what another one allows. */
const FORGOTTEN = {
  network: [
    "connects to any IPv4 address of this host",
    "asks a Redis on this host",
    "asks a resolver on this host",
    "asks the metadata address for credentials",
    "connects to a foreign host",
    "connects to an abstract socket of this host",
    "connects to another sandbox",
  ],
  environment: [
    "reads its environment",
    "reads environment and arguments of every process",
    "is described by the engine",
  ],
  seccomp: ["opens a vsock to the hypervisor", "traces the tool server", "sets up io_uring"],
  limits: ["forks without end", "takes all memory", "fills the repository's disk"],
};

function forgetting(wishes: Wishes): Wishes {
  const { Memory, MemorySwap, PidsLimit, ...rest } = wishes.HostConfig ?? {};
  return {
    ...wishes,
    Env: [...(wishes.Env ?? []), `OPENAI_API_KEY=${process.env.OPENAI_API_KEY}`],
    NetworkDisabled: false,
    HostConfig: { ...rest, NetworkMode: "host", SecurityOpt: ["seccomp=unconfined"] },
  };
}

const RIGHTS = [
  "mounts a file system",
  "makes a device",
  "changes the root by chroot",
  "has a capability",
  "reaches a socket of the container engine",
  "writes to files all sandboxes share",
];

function leavingRights(wishes: Wishes): Wishes {
  const socket = { Type: "bind", Source: "/var/run/docker.sock", Target: "/var/run/docker.sock" } as const;
  return {
    ...wishes,
    HostConfig: {
      ...wishes.HostConfig,
      SecurityOpt: ["seccomp=unconfined"],
      CapDrop: [],
      CapAdd: ["ALL"],
      ReadonlyRootfs: false,
      Mounts: [...(wishes.HostConfig?.Mounts ?? []), socket],
    },
  };
}

const BELIEVED = ["set-up: an inner address, though it is allowed", "set-up: a name with an inner address"];
const SETTINGS = ["git's own settings that name programs"];
const CARELESS = [
  "a link to /etc/passwd, read",
  "a folder that is a link, read through",
  "a link swapped for a file while it is read",
  ...SETTINGS,
  "filters and drivers by attributes",
];

/** What was allowed of these attacks. */
const allowedOf = ({ rows, ...proof }: Proof, attacks: string[]) =>
  allowedIn({ ...proof, rows: rows.filter(({ attack }) => attacks.includes(attack)) });

export function describeRed(): void {
  describe("the containment proof is red, on an engine that forgets,", () => {
    let proof: Proof;
    beforeAll(async () => {
      await using engine = await startCarelessEngine("forgets", forgetting);
      const mountings = [{ tree: "overlay", remap: true, disk: false } as const];
      const attacks = Object.values(FORGOTTEN).flat();
      proof = await proveIt({ attacks, sandboxes: { socketPath: engine.socketPath, mountings } });
    });

    it("where the network is not taken away", () => {
      expect(allowedOf(proof, FORGOTTEN.network)).toEqual(both(FORGOTTEN.network));
    });

    it("where the worker's environment is handed on", () => {
      const [own, all] = FORGOTTEN.environment;
      expect(allowedOf(proof, FORGOTTEN.environment)).toEqual([
        ...both([own ?? "", all ?? ""]),
        "is described by the engine as agent",
      ]);
    });

    it("where a kernel call is let through", () => {
      expect(allowedOf(proof, FORGOTTEN.seccomp)).toEqual(expect.arrayContaining(both(["sets up io_uring"])));
    });

    it("where limits are forgotten", () => {
      expect(allowedOf(proof, FORGOTTEN.limits)).toEqual(both(FORGOTTEN.limits));
    });
  });

  describe("the containment proof is red, on an engine that leaves rights,", () => {
    let proof: Proof;
    beforeAll(async () => {
      await using engine = await startCarelessEngine("rights", leavingRights);
      proof = await proveIt({
        attacks: [...RIGHTS, ...SETTINGS],
        sandboxes: { socketPath: engine.socketPath },
        weaken: runningGitOutside,
      });
    });

    it("for root inside", () => {
      expect(allowedOf(proof, RIGHTS).sort()).toEqual(RIGHTS.map((attack) => `${attack} as root`).sort());
    });

    it("where git runs on the host with the repository's own settings", () => {
      expect(allowedOf(proof, SETTINGS)).toEqual(both(SETTINGS));
      const rows = proof.rows.filter(({ attack }) => SETTINGS.includes(attack));
      expect(rows.map(({ observed }) => observed)).toEqual(Array(2).fill("a program ran on the host"));
    });
  });

  describe("the containment proof is red, on a host that believes,", () => {
    let proof: Proof;
    beforeAll(async () => {
      const lookup = async () => [{ address: "203.0.113.78" }];
      proof = await proveIt({
        attacks: [...BELIEVED, ...CARELESS],
        sandboxes: { lookup },
        weaken: trusting,
      });
    });

    it("where names for set-up are believed, whatever they lead to", () => {
      expect(allowedOf(proof, BELIEVED)).toEqual(both(BELIEVED));
    });

    it("where files are read without care, and git is believed", () => {
      expect(allowedOf(proof, CARELESS)).toEqual(
        expect.arrayContaining([
          ...both(CARELESS.slice(0, 2)),
          // The agent's one command is the race itself, so this reader comes too late to it.
          "a link swapped for a file while it is read as root",
          ...both(CARELESS.slice(3)),
        ]),
      );
    });
  });

  describe("the containment proof is red", () => {
    const short = { attacks: ["a link to a file of the host, read"], plant: null };

    it("where everything is refused, honest work too", async () => {
      const proof = await proveIt({ ...short, weaken: refusing });
      expect(allowedIn(proof)).toEqual([]);
      expect(proof.honest.map(({ verdict }) => verdict)).toEqual(["broken"]);
      expect(isHeld(proof)).toBe(false);
    });

    it("where an attack did not come to its end", async () => {
      const proof = await proveIt({ ...short, weaken: dying });
      expect(proof.rows.map(({ verdict }) => verdict)).toEqual(["no-answer", "no-answer"]);
      expect(isHeld(proof)).toBe(false);
    });
  });
}
