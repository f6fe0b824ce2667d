// Real sandboxes for tests.
import { join } from "node:path";
import { hostSandboxes, type SandboxesOptions } from "../../worker/sandboxes/index.ts";
import type { Sandboxes } from "../../worker/sandboxes/sandbox.ts";

/** Where `script/bootstrap` put the tool server. */
export const DATA_DIR = process.env.ISSUEWRIGHT_DATA_DIR ?? join(import.meta.dirname, "../../.data");

export function realSandboxes(options: Partial<SandboxesOptions> = {}): Sandboxes {
  return hostSandboxes({ dataDir: DATA_DIR, layerCaps: { count: 0, bytes: 0 }, ...options });
}
