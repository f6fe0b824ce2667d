// What the operator says about the sandboxes of this host; no model endpoint is needed for it.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { type ConfigReading, type Environment, readEnvironment } from "../src/config.ts";
import { reasonOf } from "../src/domain/errors.ts";
import type { RegistryCredentials } from "./sandboxes/index.ts";
import { DEFAULT_LIMITS, type Limits } from "./sandboxes/sandbox.ts";

export type SandboxConfig = {
  limits: Limits;
  /** The operator's certificates, readable while set-up runs; null: none needed. */
  caBundlePath: string | null;
  registryCredentials: RegistryCredentials;
  /** Where the Docker engine listens; null: its usual place. */
  dockerSocket: string | null;
  /** An OCI runtime the engine knows, such as runsc; null: its default. */
  runtime: string | null;
};

/** The engine must see the same files as we do, so it cannot be elsewhere. */
const UNIX_SOCKET = /^unix:\/\/(?=\/.)/;
const mib = (fallback: number) =>
  z.coerce
    .number("is not a number of MiB")
    .positive("is not a number of MiB")
    .default(fallback / 1024 ** 2);

const Credentials = z.record(z.string().regex(/^[a-z0-9.-]+:\d{1,5}$/), z.string().regex(/^[\x20-\x7e]+$/));
const CREDENTIALS_LIKE = '{"packages.example:443":"Bearer some-token"}';
/** No reason of a parser is told: it would quote what it could not read. */
const credentialsFile = z
  .string()
  .transform((path, context) => {
    const read = readCredentials(path);
    if (read.kind === "read") return read.credentials;
    context.addIssue(
      `is the path of a file that cannot be used: ${read.because}. Write it like ${CREDENTIALS_LIKE}`,
    );
    return z.NEVER;
  })
  .default({});

const SandboxEnvironment = z.object({
  ISSUEWRIGHT_SANDBOX_MEMORY_MIB: mib(DEFAULT_LIMITS.memoryBytes),
  ISSUEWRIGHT_SANDBOX_DISK_MIB: mib(DEFAULT_LIMITS.diskBytes),
  ISSUEWRIGHT_CA_BUNDLE: z.string().optional(),
  ISSUEWRIGHT_REGISTRY_CREDENTIALS: credentialsFile,
  ISSUEWRIGHT_RUNTIME: z
    .string()
    .regex(
      /^[\w.-]+$/,
      "is not the name of a runtime. Write it as your engine's configuration does, like runsc",
    )
    .optional(),
  DOCKER_HOST: z
    .string()
    .regex(UNIX_SOCKET, "is not a socket on this machine. Write it like unix:///run/user/1000/docker.sock")
    .optional(),
  NODE_EXTRA_CA_CERTS: z.string().optional(),
});

export function readSandboxConfig(environment: Environment = process.env): ConfigReading<SandboxConfig> {
  const reading = readEnvironment(SandboxEnvironment, environment);
  if (reading.kind === "invalid") return reading;
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
      registryCredentials: values.ISSUEWRIGHT_REGISTRY_CREDENTIALS,
      dockerSocket: values.DOCKER_HOST?.replace(UNIX_SOCKET, "") ?? null,
      runtime: values.ISSUEWRIGHT_RUNTIME ?? null,
    },
  };
}

type CredentialsReading =
  | { kind: "read"; credentials: RegistryCredentials }
  | { kind: "unusable"; because: string };

function readCredentials(path: string): CredentialsReading {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (thrown) {
    return { kind: "unusable", because: reasonOf(thrown) };
  }
  const parsed = Credentials.safeParse(jsonOf(text));
  return parsed.success
    ? { kind: "read", credentials: parsed.data }
    : { kind: "unusable", because: "it does not name one value for each host:port, in JSON" };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
