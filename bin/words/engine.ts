// A finding about the sandboxes' engine as a terminal shows it: what was seen and what to do about it.
import type { SandboxFault } from "../../src/domain/sandbox-fault.ts";
import { imageRemedy, sandboxFaultText } from "../../src/messages/sandbox-fault.ts";
import type { EngineFinding } from "../../worker/sandboxes/engine-finding.ts";

/** `remedy` null: nothing needs to be done. */
export function engineWords(finding: EngineFinding): { detail: string; remedy: string | null } {
  switch (finding.kind) {
    case "engine": {
      const { engine, version, oldest, newEnough } = finding;
      const remedy = newEnough ? null : `Update the engine to ${oldest} or newer`;
      return { detail: `${engine} engine ${version}`, remedy };
    }
    case "no-engine": {
      const detail = `No ${finding.engine} engine answers: ${finding.said}`;
      // If the operator named a socket, bootstrap would start an engine at another one.
      const remedy =
        finding.socket === null
          ? "Run `npm run bootstrap`"
          : "Set DOCKER_HOST to the socket of an engine that runs, or unset it for /var/run/docker.sock";
      return { detail, remedy };
    }
    case "runtime": {
      const { runtime, known } = finding;
      const remedy = known.includes(runtime) ? null : `Install it, or choose one of ${known.join(", ")}`;
      return { detail: `Container runtime ${runtime}`, remedy };
    }
    case "image":
      return finding.reference === null
        ? { detail: `Sandbox image ${finding.image} is not made yet`, remedy: imageRemedy(finding) }
        : { detail: `Sandbox image ${finding.reference}`, remedy: null };
    case "opens": {
      const how = finding.tree === "overlay" ? "an overlay" : "a copy, which is slower";
      const disk = finding.diskLimited ? "each has a disk of its own" : "their disk use is not limited";
      const remedy = finding.diskLimited ? null : "Run the worker as root so that it can limit disk use";
      return { detail: `Sandboxes open; their files are ${how}; ${disk}`, remedy };
    }
    case "does-not-open": {
      const remedy = SAY_THEMSELVES.has(finding.fault.kind) ? null : "Run `npm run bootstrap`";
      return { detail: sandboxFaultText(finding.fault), remedy };
    }
    default:
      return finding satisfies never;
  }
}

/** Their text says what to do. */
const SAY_THEMSELVES = new Set<SandboxFault["kind"]>(["image-missing", "tool-server-missing"]);
