// What stands inside every machine: its first process, its environment, the files of ours, and its folders. Pure.
import type { MachineSpec, Mount, Owner } from "../engine.ts";
import type { Limits } from "../sandbox.ts";
import type { Fixtures } from "./fixtures.ts";

/** The first process must not have the agent's uid: `kill -9 -1` would end the machine. */
export const HOLDER_UID = 19_999;
const FORWARD_PORT = 3128;

const PROXY = `http://127.0.0.1:${FORWARD_PORT}`;
const JAVA_PROXY = `-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=${FORWARD_PORT}`;
const SETUP_VARIABLES = {
  // The root is read-only, and what set-up installs at home is on PATH.
  npm_config_prefix: "/home/agent/.local",
  http_proxy: PROXY,
  https_proxy: PROXY,
  HTTP_PROXY: PROXY,
  HTTPS_PROXY: PROXY,
  npm_config_proxy: PROXY,
  npm_config_https_proxy: PROXY,
  no_proxy: "localhost,127.0.0.1",
  MAVEN_OPTS: JAVA_PROXY,
  GRADLE_OPTS: JAVA_PROXY,
};

/** Where programs look for the certificates they trust, one name per family of programs. */
const TRUST_VARIABLES = [
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "GIT_SSL_CAINFO",
  "PIP_CERT",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "CARGO_HTTP_CAINFO",
];

export type GuestSpec = {
  /** An image reference. */
  image: string;
  owner: Owner;
  limits: Limits;
  fixtures: Fixtures;
  /** Holds `passwd` and `group`. */
  etcFolder: string;
  /** Null: nothing is at `/mirror`. */
  mirror: string | null;
  /** Where tool servers join the worker. */
  socketFolder: string;
  /** The repository, home, and what else this machine works on. */
  mounts: Mount[];
  /** Folder with the proxy's socket; null: nothing outside is reached. */
  egressFolder: string | null;
  /** File of certificates; null: those of the image. */
  caBundle: string | null;
};

export function machineSpec(spec: GuestSpec): MachineSpec {
  const { image, owner, limits } = spec;
  return {
    ...{ image, owner, limits },
    main: { words: holder(spec), uid: HOLDER_UID },
    environment: environment(spec),
    mounts: [...fixtures(spec), ...spec.mounts],
    // Pages of a tmpfs count as memory and cannot be freed: together they stay well under the limit.
    temporaryBytes: Math.floor(limits.memoryBytes / 4),
  };
}

function holder({ egressFolder }: GuestSpec): string[] {
  const forward = egressFolder === null ? [] : [String(FORWARD_PORT), "/egress/proxy.sock"];
  return ["/opt/tool/tool", "hold", ...forward];
}

function environment({ egressFolder, caBundle }: GuestSpec): Record<string, string> {
  const trust = caBundle === null ? [] : TRUST_VARIABLES.map((name) => [name, "/etc/issuewright/ca.pem"]);
  return {
    HOME: "/home/agent",
    USER: "agent",
    LOGNAME: "agent",
    SHELL: "/bin/sh",
    LANG: "C.UTF-8",
    PAGER: "cat",
    GIT_PAGER: "cat",
    GIT_TERMINAL_PROMPT: "0",
    ...(egressFolder === null ? {} : SETUP_VARIABLES),
    ...Object.fromEntries(trust),
  };
}

function fixtures(spec: GuestSpec): Mount[] {
  const files: [source: string | null, target: string][] = [
    [spec.fixtures.toolFolder, "/opt/tool"],
    [spec.fixtures.hosts, "/etc/hosts"],
    [spec.fixtures.gitconfig, "/etc/gitconfig"],
    [`${spec.etcFolder}/passwd`, "/etc/passwd"],
    [`${spec.etcFolder}/group`, "/etc/group"],
    [spec.mirror, "/mirror"],
    [spec.socketFolder, "/wire"],
    [spec.egressFolder, "/egress"],
    [spec.caBundle, "/etc/issuewright/ca.pem"],
  ];
  return files.flatMap(([source, target]): Mount[] =>
    source === null ? [] : [{ kind: "bind", source, target, readOnly: true }],
  );
}
