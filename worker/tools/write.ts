// Writes a whole file.
import { z } from "zod";
import { linesOf, type ToolFactory, tool } from "./tool.ts";

const Args = z.object({ path: z.string().min(1), content: z.string() });

export const write: ToolFactory = (sandbox) =>
  tool({
    name: "write",
    description: "Creates a file, or replaces all of it. Makes missing folders.",
    effect: "changes",
    schema: Args,
    run: async ({ path, content }) => {
      const bytes = Buffer.from(content, "utf8");
      await sandbox.write(path, bytes);
      const text = `Wrote ${path}: ${linesOf(content).length} lines, ${bytes.length} bytes.`;
      return { text, did: { path } };
    },
  });
