// The backends there are. The entry points choose one.
export type { RegistryCredentials } from "./docker/broker.ts";
export { type DockerSandboxesOptions, dockerSandboxes } from "./docker/docker.ts";
export { dockerInsider } from "./docker/insider.ts";
