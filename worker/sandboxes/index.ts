// The backends there are. The entry points choose one.

export { dockerInsider } from "./docker/privileged-access.ts";
export type { RegistryCredentials } from "./egress/broker.ts";
export { type DockerSandboxesOptions, dockerSandboxes } from "./host-sandboxes.ts";
