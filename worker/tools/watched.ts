// A tool, watched: each call is told of as a piece of work.
import type { Telemetry } from "../../src/telemetry/telemetry.ts";
import type { Tool } from "./tool.ts";

export function watchedTool(tool: Tool, telemetry: Telemetry): Tool {
  return {
    ...tool,
    run: (args, context) =>
      telemetry.during(
        { kind: "tool", tool: tool.definition.name },
        () => tool.run(args, context),
        ({ text }) => ({
          kind: "tool",
          content: () => ({ arguments: JSON.stringify(args), result: text }),
        }),
      ),
  };
}
