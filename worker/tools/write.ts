// Writes a whole file.
import { z } from "zod";
import { ToolError } from "../../src/domain/errors.ts";
import type { Readable } from "../sandboxes/sandbox.ts";
import { leftOutText } from "./left-out.ts";
import { meantPath } from "./near-path.ts";
import { refuseGitsOwn, repositoryPath } from "./path.ts";
import { replacing, type TakenOver } from "./text-file.ts";
import { linesOf, readText, type ToolFactory, tool } from "./tool.ts";

const Args = z.object({ path: repositoryPath, content: z.string() });

export const write: ToolFactory = (sandbox) =>
  tool({
    name: "write",
    description: "Creates a file, or replaces all of it. Makes missing folders.",
    effect: "changes",
    schema: Args,
    shorter:
      "Write the first part of the file. Then put each further part in place with `edit`: `old` is the last line so far, `new` that line and what follows it.",
    run: async ({ path: given, content }, { signal }) => {
      const path = await meantPath(sandbox, given);
      refuseGitsOwn(path);
      const { bytes, kept } = await inPlaceOf(sandbox, path, content);
      await sandbox.write(path, bytes);
      const size = `${count(linesOf(content).length, "line")}, ${count(bytes.length, "byte")}`;
      const as = kept.length === 0 ? "" : `, with the ${kept.join(" and the ")} of the file that was there`;
      const text = `Wrote ${path}: ${size}${as}.`;
      return { text: `${text}${await leftOutText(sandbox, path, signal)}`, did: { path } };
    },
  });

/** A file that is no text, or cannot be read, is replaced without a look back. */
async function inPlaceOf(sandbox: Readable, path: string, content: string): Promise<TakenOver> {
  const [old] = await Promise.allSettled([readText(sandbox, path)]);
  if (old.status === "rejected" && !(old.reason instanceof ToolError)) throw old.reason;
  return old.status === "rejected"
    ? { bytes: Buffer.from(content), kept: [] }
    : replacing(old.value, content);
}

function count(n: number, one: string): string {
  return `${n} ${n === 1 ? one : `${one}s`}`;
}
