// What a look at the engine of this host found, and whether runs would fail because of it.
import type { ImageSource, SandboxFault } from "../../src/domain/sandbox-fault.ts";

/** One thing that was looked at. `said` is the engine's or the operating system's. */
export type EngineFinding =
  | { kind: "engine"; engine: string; version: string; oldest: string; newEnough: boolean }
  /** `socket` null: the engine's usual one. */
  | { kind: "no-engine"; engine: string; said: string; socket: string | null }
  | { kind: "runtime"; runtime: string; known: string[] }
  /** `reference` null: it is not on this host. Every run needs a `required` image; a project of its kind needs another. */
  | { kind: "image"; image: string; reference: string | null; source: ImageSource; required: boolean }
  /** A sandbox was really opened. `diskLimited` false: what it writes is not limited. */
  | { kind: "opens"; tree: "overlay" | "copy"; diskLimited: boolean }
  | { kind: "does-not-open"; fault: SandboxFault };

/** This host lacks what every run needs. */
export class EngineLacking extends Error {
  override name = "EngineLacking";
  readonly findings: EngineFinding[];

  constructor(findings: EngineFinding[]) {
    super(JSON.stringify(findings));
    this.findings = findings;
  }
}

/** EngineLacking, with everything that is not there. */
export async function requireEngine(sandboxes: { inspect(): Promise<EngineFinding[]> }): Promise<void> {
  const lacking = (await sandboxes.inspect()).filter(isLacking);
  if (lacking.length > 0) throw new EngineLacking(lacking);
}

/** Whether runs would fail because of it. */
export function isLacking(finding: EngineFinding): boolean {
  switch (finding.kind) {
    case "engine":
      return !finding.newEnough;
    case "no-engine":
    case "does-not-open":
      return true;
    case "runtime":
      return !finding.known.includes(finding.runtime);
    case "image":
      return finding.required && finding.reference === null;
    case "opens":
      return false;
    default:
      return finding satisfies never;
  }
}
