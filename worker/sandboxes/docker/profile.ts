// What a container may do, as the engine is told. Pure: every promise about confinement is a line here.
import type { ContainerCreateOptions, HostConfig, MountSettings } from "dockerode";
import type { BesideSpec, MachineSpec, Mount, Owner } from "../engine.ts";

/** `seccomp`: the profile as JSON. `runtime` null: the engine's default. */
export type Confinement = { seccomp: string; runtime: string | null };

export function containerOptions(
  spec: MachineSpec,
  { seccomp, runtime }: Confinement,
): ContainerCreateOptions {
  const { image, main, owner, limits } = spec;
  return {
    Image: image,
    Entrypoint: main.words,
    Cmd: [],
    User: `${main.uid}:${main.uid}`,
    WorkingDir: "/",
    // Otherwise the id of the container, which is another one for each.
    Hostname: "sandbox",
    Healthcheck: { Test: ["NONE"] },
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    Labels: labels(owner),
    // The dead man's switch: when the worker dies its end of stdin closes, the first process ends, the container goes.
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    // Not `NetworkMode: none`, which costs 65 ms more: without libnetwork there is no /etc/hosts, so one is mounted.
    NetworkDisabled: true,
    HostConfig: {
      ...confined(limits, { seccomp, runtime }),
      Tmpfs: { "/tmp": temporary(spec.temporaryBytes) },
      Mounts: spec.mounts.map((mount) => mountSettings(mount, owner)),
    },
  };
}

/** What holds for whatever runs here. */
function confined(limits: MachineSpec["limits"], { seccomp, runtime }: Confinement): HostConfig {
  return {
    AutoRemove: true,
    Init: true,
    ReadonlyRootfs: true,
    CapDrop: ["ALL"],
    SecurityOpt: ["no-new-privileges", `seccomp=${seccomp}`],
    LogConfig: { Type: "none", Config: {} },
    Memory: limits.memoryBytes,
    MemorySwap: limits.memoryBytes,
    PidsLimit: limits.pids,
    CpuShares: limits.cpuShares,
    ShmSize: 64 * 1024 ** 2,
    Ulimits: [
      { Name: "nofile", Soft: 16_384, Hard: 16_384 },
      { Name: "core", Soft: 0, Hard: 0 },
    ],
    ...(runtime === null ? {} : { Runtime: runtime }),
  };
}

/** What an image says of itself. */
export type ImageWords = { words: string[]; user: string; folder: string };

/**
 * The program of the image is a child of a shell that ends it when the worker lets go of stdin: the program itself may not
 * look at stdin. What images expect below `/run` is made, because that is empty.
 */
const BESIDE = `for name in postgresql mysqld redis; do mkdir -p -m 777 /run/$name; done 2>/dev/null
exec 3<&0
"$@" </dev/null 3<&- & main=$!
{ cat <&3 >/dev/null; kill -KILL $main; } &
exec 3<&-
wait $main`;

/** A container that shares the network of another, and nothing else of it. */
export function besideOptions(
  spec: Omit<BesideSpec, "command" | "user" | "writable" | "room"> & { inMemory: string[] },
  { words, user, folder }: ImageWords,
  machineId: string,
  confinement: Confinement,
): ContainerCreateOptions {
  const bytes = Math.floor(spec.limits.memoryBytes / 2);
  return {
    Image: spec.image,
    Entrypoint: ["/bin/sh", "-c", BESIDE, "service", ...words],
    Cmd: [],
    User: user,
    WorkingDir: folder,
    Healthcheck: { Test: ["NONE"] },
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    Labels: labels(spec.owner),
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      ...confined(spec.limits, confinement),
      NetworkMode: `container:${machineId}`,
      Tmpfs: Object.fromEntries(["/tmp", ...spec.inMemory].map((place) => [place, temporary(bytes)])),
      Mounts: spec.mounts.map((mount) => mountSettings(mount, spec.owner)),
    },
  };
}

function labels(owner: Owner): Record<string, string> {
  return {
    "issuewright.worker": owner.worker,
    "issuewright.run": owner.runId,
    "issuewright.purpose": owner.purpose,
  };
}

function temporary(bytes: number): string {
  return `rw,exec,nosuid,nodev,mode=1777,size=${bytes},nr_inodes=200000`;
}

/** The engine mounts an overlay, as a volume of its local driver: so the worker needs no right to mount. */
function mountSettings(mount: Mount, owner: Owner): MountSettings {
  const { target, readOnly } = mount;
  if (mount.kind === "bind")
    return { Type: "bind", Source: mount.source, Target: target, ReadOnly: readOnly };
  const { name, lowers, upper, work } = mount;
  // Without `redirect_dir`, no folder of a lower layer can be renamed (EXDEV). What it keeps of the old path is an attribute
  // that no program inside can write, and that leads nowhere but into the layers of this very overlay.
  const o = `lowerdir=${lowers.join(":")},upperdir=${upper},workdir=${work},redirect_dir=on,nodev,nosuid`;
  const DriverConfig = { Name: "local", Options: { type: "overlay", device: "overlay", o } };
  return {
    Type: "volume",
    Source: name,
    Target: target,
    ReadOnly: readOnly,
    VolumeOptions: { NoCopy: true, Labels: labels(owner), DriverConfig },
  };
}
