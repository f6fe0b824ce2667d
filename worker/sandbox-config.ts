// What the operator says about the sandboxes of this host, and about git; no model endpoint is needed for it.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { reasonOf } from "../src/domain/errors.ts";
import {
  type ConfigReading,
  complaintsOf,
  type Environment,
  readEnvironment,
  variable,
} from "../src/environment.ts";
import type { RegistryCredentials } from "./sandboxes/egress/broker.ts";
import type { EngineChoice } from "./sandboxes/index.ts";
import { DEFAULT_LIMITS, type Limits } from "./sandboxes/sandbox.ts";

export type SandboxConfig = {
  limits: Limits;
  /** The operator's certificates, readable while set-up runs; null: none needed. */
  caBundlePath: string | null;
  registryCredentials: RegistryCredentials;
  engine: Required<EngineChoice>;
  /** Our own environment; git is given PATH, proxy and certificate settings of it. */
  gitEnvironment: Environment;
};

/** The engine must see the same files as we do, so it cannot be elsewhere. */
const UNIX_SOCKET = /^unix:\/\/(?=\/.)/;
const mib = (fallbackBytes: number, means: string) =>
  variable(
    z.coerce
      .number()
      .positive()
      .default(fallbackBytes / 1024 ** 2),
    { form: { kind: "amount", unit: "MiB", zero: "refused" }, means },
  );

const Credentials = z.record(z.string().regex(/^[a-z0-9.-]+:\d{1,5}$/), z.string().regex(/^[\x20-\x7e]+$/));
const CREDENTIALS_LIKE = '{"packages.example:443":"Bearer some-token"}';

export const SandboxEnvironment = z.object({
  ISSUEWRIGHT_SANDBOX_MEMORY_MIB: mib(DEFAULT_LIMITS.memoryBytes, "The memory of one sandbox"),
  ISSUEWRIGHT_SANDBOX_DISK_MIB: mib(
    DEFAULT_LIMITS.diskBytes,
    "The disk of one sandbox. Limited only while the worker runs as root",
  ),
  ISSUEWRIGHT_CA_BUNDLE: variable(z.string().optional(), {
    form: { kind: "file" },
    means: "Your own certificates, readable while set-up runs",
    unset: "`NODE_EXTRA_CA_CERTS`",
  }),
  ISSUEWRIGHT_REGISTRY_CREDENTIALS: variable(z.string().optional(), {
    form: { kind: "credentials-file" },
    means: `A file with the credentials of private registries that set-up reads from, like \`${CREDENTIALS_LIKE}\`. The worker sends them in place of set-up; no sandbox ever holds them`,
  }),
  ISSUEWRIGHT_RUNTIME: variable(
    z
      .string()
      .regex(/^[\w.-]+$/)
      .optional(),
    {
      form: { kind: "runtime-name", example: "runsc" },
      means: "Another container runtime that your engine knows, like `runsc` (gVisor)",
      unset: "the engine's default",
    },
  ),
  DOCKER_HOST: variable(z.string().regex(UNIX_SOCKET).optional(), {
    form: { kind: "unix-socket", example: "unix:///run/user/1000/docker.sock" },
    means: "The socket of the Docker engine on this machine",
    unset: "`unix:///var/run/docker.sock`",
  }),
  NODE_EXTRA_CA_CERTS: variable(z.string().optional(), {
    form: { kind: "file" },
    means: "Certificates that Node.js itself trusts besides the built-in ones",
  }),
});

export function readSandboxConfig(environment: Environment = process.env): ConfigReading<SandboxConfig> {
  const reading = readEnvironment(SandboxEnvironment, environment);
  const credentials = readCredentials(environment);
  if (reading.kind === "invalid" || credentials.kind === "invalid") {
    return { kind: "invalid", complaints: complaintsOf([reading, credentials]) };
  }
  const values = reading.config;
  return {
    kind: "read",
    config: {
      limits: {
        ...DEFAULT_LIMITS,
        memoryBytes: values.ISSUEWRIGHT_SANDBOX_MEMORY_MIB * 1024 ** 2,
        diskBytes: values.ISSUEWRIGHT_SANDBOX_DISK_MIB * 1024 ** 2,
      },
      caBundlePath: values.ISSUEWRIGHT_CA_BUNDLE ?? values.NODE_EXTRA_CA_CERTS ?? null,
      registryCredentials: credentials.config,
      engine: {
        engine: "docker",
        socketPath: values.DOCKER_HOST?.replace(UNIX_SOCKET, "") ?? null,
        runtime: values.ISSUEWRIGHT_RUNTIME ?? null,
      },
      gitEnvironment: environment,
    },
  };
}

/** The reason of a parser is not passed on, because it would quote the file. */
function readCredentials(environment: Environment): ConfigReading<RegistryCredentials> {
  const variable = "ISSUEWRIGHT_REGISTRY_CREDENTIALS";
  const path = environment[variable]?.trim() || null;
  if (path === null) return { kind: "read", config: {} };
  const unusable = (programSaid: string | null): ConfigReading<RegistryCredentials> => ({
    kind: "invalid",
    complaints: [{ kind: "unusable-credentials", variable, programSaid, example: CREDENTIALS_LIKE }],
  });
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (thrown) {
    return unusable(reasonOf(thrown));
  }
  const parsed = Credentials.safeParse(jsonOf(text));
  return parsed.success ? { kind: "read", config: parsed.data } : unusable(null);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
