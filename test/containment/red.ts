// A proof that cannot fail proves nothing: the same attacks on sandboxes that are weak on purpose, group by group.
// Told to proof.test.ts, because proofs share the addresses of this host and so come one after the other.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { isHeld } from "../../containment/verdict.ts";
import { SandboxError, ToolError } from "../../src/domain/errors.ts";
import type { Sandbox, Sandboxes } from "../../worker/sandboxes/sandbox.ts";
import { startCarelessEngine, type Wishes } from "../support/careless-engine.ts";
import { allowedIn, proveIt } from "../support/containment.ts";
import { emptyRepository } from "../support/git.ts";

const both = (attacks: string[]) => attacks.flatMap((attack) => [`${attack} as agent`, `${attack} as root`]);

/** The proof of some attacks on an engine that forgets. */
async function proveCareless(name: string, attacks: string[], forget: (wishes: Wishes) => Wishes) {
  await using engine = await startCarelessEngine(name, forget);
  return await proveIt({ attacks, sandboxes: { socketPath: engine.socketPath } });
}

export function describeRed(): void {
  describe("the containment proof is red", () => {
    it("where the network is not taken away", async () => {
      const attacks = [
        "connects to any IPv4 address of this host",
        "asks a Redis on this host",
        "asks a resolver on this host",
        "asks the metadata address for credentials",
        "connects to a foreign host",
        "connects to an abstract socket of this host",
        "connects to another sandbox",
      ];
      const proof = await proveCareless("network", attacks, (wishes) => ({
        ...wishes,
        NetworkDisabled: false,
        HostConfig: { ...wishes.HostConfig, NetworkMode: "host" },
      }));
      expect(allowedIn(proof)).toEqual(both(attacks));
    });

    it("where names for set-up are believed, whatever they lead to", async () => {
      const attacks = [
        "set-up: an inner address, though it is allowed",
        "set-up: a name with an inner address",
      ];
      const lookup = async () => [{ address: "203.0.113.78" }];
      expect(allowedIn(await proveIt({ attacks, sandboxes: { lookup } }))).toEqual(both(attacks));
    });

    it("where the worker's environment is handed on", async () => {
      const attacks = [
        "reads its environment",
        "reads environment and arguments of every process",
        "is described by the engine",
      ];
      const proof = await proveCareless("environment", attacks, (wishes) => ({
        ...wishes,
        Env: [...(wishes.Env ?? []), `OPENAI_API_KEY=${process.env.OPENAI_API_KEY}`],
      }));
      expect(allowedIn(proof)).toEqual([...both(attacks.slice(0, 2)), "is described by the engine as agent"]);
    });

    it("where a kernel call is let through", async () => {
      const attacks = ["opens a vsock to the hypervisor", "traces the tool server", "sets up io_uring"];
      const proof = await proveCareless("seccomp", attacks, (wishes) => ({
        ...wishes,
        HostConfig: { ...wishes.HostConfig, SecurityOpt: ["seccomp=unconfined"] },
      }));
      expect(allowedIn(proof)).toEqual(expect.arrayContaining(both(["sets up io_uring"])));
    });

    it("where rights are left, for root inside", async () => {
      const attacks = [
        "mounts a file system",
        "makes a device",
        "changes the root by chroot",
        "has a capability",
        "reaches a socket of the container engine",
        "writes to files all sandboxes share",
      ];
      const socket = {
        Type: "bind",
        Source: "/var/run/docker.sock",
        Target: "/var/run/docker.sock",
      } as const;
      const proof = await proveCareless("rights", attacks, (wishes) => ({
        ...wishes,
        HostConfig: {
          ...wishes.HostConfig,
          SecurityOpt: ["seccomp=unconfined"],
          CapDrop: [],
          CapAdd: ["ALL"],
          ReadonlyRootfs: false,
          Mounts: [...(wishes.HostConfig?.Mounts ?? []), socket],
        },
      }));
      expect(allowedIn(proof).sort()).toEqual(attacks.map((attack) => `${attack} as root`).sort());
    });

    it("where limits are forgotten", async () => {
      const attacks = ["forks without end", "takes all memory", "fills the repository's disk"];
      await using engine = await startCarelessEngine("limits", (wishes) => {
        const { Memory, MemorySwap, PidsLimit, ...rest } = wishes.HostConfig ?? {};
        return { ...wishes, HostConfig: rest };
      });
      const mountings = [{ tree: "overlay", remap: true, disk: false } as const];
      const proof = await proveIt({ attacks, sandboxes: { socketPath: engine.socketPath, mountings } });
      expect(allowedIn(proof)).toEqual(both(attacks));
    });

    it("where files are read without care, and git is believed", async () => {
      const attacks = [
        "a link to /etc/passwd, read",
        "a folder that is a link, read through",
        "a link swapped for a file while it is read",
        "git's own settings that name programs",
        "filters and drivers by attributes",
      ];
      const proof = await proveIt({ attacks, weaken: trusting });
      expect(allowedIn(proof)).toEqual(
        expect.arrayContaining([
          ...both(attacks.slice(0, 2)),
          // The agent's one command is the race itself, so this reader comes too late to it.
          "a link swapped for a file while it is read as root",
          ...both(attacks.slice(3)),
        ]),
      );
    });

    it("where git runs on the host with the repository's own settings", async () => {
      const attacks = ["git's own settings that name programs"];
      const proof = await proveIt({ attacks, weaken: runningGitOutside });
      expect(allowedIn(proof)).toEqual(both(attacks));
      expect(proof.rows.map(({ observed }) => observed)).toEqual(Array(2).fill("a program ran on the host"));
    });

    it("where everything is refused, honest work too", async () => {
      const proof = await proveIt({ attacks: ["a FIFO, read"], weaken: refusing });
      expect(allowedIn(proof)).toEqual([]);
      expect(proof.honest.map(({ verdict }) => verdict)).toEqual(["broken"]);
      expect(isHeld(proof)).toBe(false);
    });

    it("where an attack did not come to its end", async () => {
      const proof = await proveIt({ attacks: ["a FIFO, read"], weaken: dying });
      expect(proof.rows.map(({ verdict }) => verdict)).toEqual(["no-answer", "no-answer"]);
      expect(isHeld(proof)).toBe(false);
    });
  });
}

/** Reads nothing but the probe. */
function refusing(sandboxes: Sandboxes): Sandboxes {
  return reading(sandboxes, () => new ToolError("Could not read it: it is forbidden. Do without"));
}

function dying(sandboxes: Sandboxes): Sandboxes {
  return reading(sandboxes, () => new SandboxError({ kind: "ended", said: null }));
}

function reading(sandboxes: Sandboxes, fault: () => Error): Sandboxes {
  return {
    ...sandboxes,
    open: async (options, signal) => {
      const sandbox = await sandboxes.open(options, signal);
      const read: Sandbox["read"] = async (path, limit) => {
        if (path.startsWith("probe")) return await sandbox.read(path, limit);
        throw fault();
      };
      return { ...sandbox, read };
    },
  };
}

/** Follows every link, and makes patches by the repository's own git. */
function trusting(sandboxes: Sandboxes): Sandboxes {
  return {
    ...sandboxes,
    open: async (options, signal) => {
      const sandbox = await sandboxes.open(options, signal);
      const said = async (line: string) =>
        (await sandbox.run({ line, timeoutMs: 60_000, outputBytes: 4 * 1024 ** 2 })).output;
      const weak: Pick<Sandbox, "read" | "patch"> = {
        read: async (path, limit) =>
          path.startsWith("trick") || path.startsWith("race")
            ? Buffer.from(await said(`cat ${path}`))
            : await sandbox.read(path, limit),
        patch: async () => {
          const diff = await said("git add -A 2>/dev/null; git --no-pager diff --cached");
          return { diff: Buffer.from(diff), uncarried: [] };
        },
      };
      return { ...sandbox, ...weak };
    },
  };
}

/** Looks at a copy of the repository's settings from outside, as `git status` in its folder would. */
function runningGitOutside(sandboxes: Sandboxes): Sandboxes {
  return {
    ...sandboxes,
    open: async (options, signal) => {
      const sandbox = await sandboxes.open(options, signal);
      const patch: Sandbox["patch"] = async (limit) => {
        using copy = emptyRepository();
        await writeFile(
          join(copy.path, ".git/config"),
          await sandbox.read(".git/config", { maxBytes: 65_536 }),
        );
        copy.git("status");
        return await sandbox.patch(limit);
      };
      return { ...sandbox, patch };
    },
  };
}
