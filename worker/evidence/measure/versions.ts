// Which versions that a repository asks for its sandboxes do not have.
import type { Note } from "../../../src/domain/note.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { isHeld, versionIn } from "../../toolchains/versions.ts";

const LIMITS = { timeoutMs: 60_000, outputBytes: 4096 };

/** `open`: a sandbox of what set-up left. It is opened only where something is asked for. */
export async function versionsNotHad(
  open: () => Promise<Sandbox>,
  { versions }: Pick<Project, "versions">,
  signal: AbortSignal,
): Promise<Note[]> {
  if (versions.length === 0) return [];
  const notes: Note[] = [];
  await using sandbox = await open();
  for (const version of versions) {
    const { output } = await sandbox.run({ line: version.show, ...LIMITS, signal });
    const { program, from, asked, image } = version;
    if (!isHeld(version, output))
      notes.push({ kind: "version-not-had", program, from, asked, image, had: versionIn(output) });
  }
  signal.throwIfAborted();
  return notes;
}
