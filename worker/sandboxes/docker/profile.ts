// What a container may do, as the engine is told. Pure: every promise about confinement is a line here.
import type { ContainerCreateOptions, MountSettings } from "dockerode";
import type { Limits, OpenOptions } from "../sandbox.ts";

/** The main process must not have the agent's uid: `kill -9 -1` would end the container. */
export const HOLDER_UID = 19_999;
const FORWARD_PORT = 3128;

const PROXY = [
  ...[
    "http_proxy",
    "https_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "npm_config_proxy",
    "npm_config_https_proxy",
  ].map((name) => `${name}=http://127.0.0.1:${FORWARD_PORT}`),
  "no_proxy=localhost,127.0.0.1",
  ...["MAVEN_OPTS", "GRADLE_OPTS"].map(
    (name) => `${name}=-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=${FORWARD_PORT}`,
  ),
];

/** Where programs look for the certificates they trust, one name per family of programs. */
const TRUST = [
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "GIT_SSL_CAINFO",
  "PIP_CERT",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "CARGO_HTTP_CAINFO",
];

/** The files every container sees, by host path. */
export type Fixtures = { toolFolder: string; hosts: string; gitconfig: string; seccomp: string };

export type MachineSpec = {
  image: string;
  worker: string;
  runId: string;
  purpose: OpenOptions["purpose"];
  uid: number;
  limits: Limits;
  fixtures: Fixtures;
  /** Holds `passwd` and `group`. */
  etcFolder: string;
  mirror: string;
  /** Where tool servers meet the worker. */
  wireFolder: string;
  volumes: MountSettings[];
  /** Folder with the proxy's socket; null: no way out. */
  egressFolder: string | null;
  caBundle: string | null;
  runtime: string | null;
};

export function containerOptions(spec: MachineSpec): ContainerCreateOptions {
  return {
    Image: spec.image,
    Entrypoint: holder(spec),
    Cmd: [],
    User: `${HOLDER_UID}:${HOLDER_UID}`,
    WorkingDir: "/",
    Healthcheck: { Test: ["NONE"] },
    Env: environment(spec),
    Labels: labels(spec),
    // The dead man's switch: when the worker dies its end of stdin closes, the holder ends, the container is removed.
    OpenStdin: true,
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    // Not `NetworkMode: none`, which costs 65 ms more: without libnetwork there is no /etc/hosts, so one is mounted.
    NetworkDisabled: true,
    HostConfig: {
      AutoRemove: true,
      Init: true,
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges", `seccomp=${spec.fixtures.seccomp}`],
      LogConfig: { Type: "none", Config: {} },
      Memory: spec.limits.memoryBytes,
      MemorySwap: spec.limits.memoryBytes,
      PidsLimit: spec.limits.pids,
      CpuShares: spec.limits.cpuShares,
      ShmSize: 64 * 1024 ** 2,
      Ulimits: [
        { Name: "nofile", Soft: 16_384, Hard: 16_384 },
        { Name: "core", Soft: 0, Hard: 0 },
      ],
      Tmpfs: { "/tmp": temporary(spec.limits) },
      Mounts: mounts(spec),
      ...(spec.runtime === null ? {} : { Runtime: spec.runtime }),
    },
  };
}

export function labels(owner: { worker: string; runId: string; purpose: string }): Record<string, string> {
  return {
    "issuewright.worker": owner.worker,
    "issuewright.run": owner.runId,
    "issuewright.purpose": owner.purpose,
  };
}

function holder(spec: MachineSpec): string[] {
  const forward = spec.egressFolder === null ? [] : [String(FORWARD_PORT), "/egress/proxy.sock"];
  return ["/opt/tool/tool", "hold", ...forward];
}

function environment(spec: MachineSpec): string[] {
  const always = ["HOME=/home/agent", "LANG=C.UTF-8", "PAGER=cat", "GIT_PAGER=cat", "GIT_TERMINAL_PROMPT=0"];
  const egress = spec.egressFolder === null ? [] : PROXY;
  const bundle = spec.caBundle === null ? [] : TRUST.map((name) => `${name}=/etc/issuewright/ca.pem`);
  return [...always, ...egress, ...bundle];
}

/** Pages of a tmpfs count as memory and cannot be freed: together they stay well under the limit. */
function temporary(limits: Limits): string {
  return `rw,exec,nosuid,nodev,mode=1777,size=${Math.floor(limits.memoryBytes / 4)},nr_inodes=200000`;
}

function mounts(spec: MachineSpec): MountSettings[] {
  const files: [string, string][] = [
    [spec.fixtures.toolFolder, "/opt/tool"],
    [spec.fixtures.hosts, "/etc/hosts"],
    [spec.fixtures.gitconfig, "/etc/gitconfig"],
    [`${spec.etcFolder}/passwd`, "/etc/passwd"],
    [`${spec.etcFolder}/group`, "/etc/group"],
    [spec.mirror, "/mirror"],
    [spec.wireFolder, "/wire"],
  ];
  if (spec.egressFolder !== null) files.push([spec.egressFolder, "/egress"]);
  if (spec.caBundle !== null) files.push([spec.caBundle, "/etc/issuewright/ca.pem"]);
  const bound = files.map(
    ([Source, Target]): MountSettings => ({ Type: "bind", Source, Target, ReadOnly: true }),
  );
  return [...bound, ...spec.volumes];
}
