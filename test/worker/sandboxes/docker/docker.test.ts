// The Docker backend keeps every promise of the port.
import { describeSandboxes } from "../../../contracts/sandboxes.ts";
import { realSandboxes } from "../../../support/sandboxes.ts";

describeSandboxes("a Docker engine", () => realSandboxes());
