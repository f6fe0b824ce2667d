// Writes a whole file.
import { z } from "zod";
import { leftOutText } from "./left-out.ts";
import { meantPath } from "./near-path.ts";
import { refuseGitsOwn, repositoryPath } from "./path.ts";
import { linesOf, type ToolFactory, tool } from "./tool.ts";

const Args = z.object({ path: repositoryPath, content: z.string() });

export const write: ToolFactory = (sandbox) =>
  tool({
    name: "write",
    description: "Creates a file, or replaces all of it. Makes missing folders.",
    effect: "changes",
    schema: Args,
    run: async ({ path: given, content }, { signal }) => {
      const path = await meantPath(sandbox, given);
      refuseGitsOwn(path);
      const bytes = Buffer.from(content, "utf8");
      await sandbox.write(path, bytes);
      const text = `Wrote ${path}: ${count(linesOf(content).length, "line")}, ${count(bytes.length, "byte")}.`;
      return { text: `${text}${await leftOutText(sandbox, path, signal)}`, did: { path } };
    },
  });

function count(n: number, one: string): string {
  return `${n} ${n === 1 ? one : `${one}s`}`;
}
