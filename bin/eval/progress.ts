// What a person watches while cases run: a line for each case that ended, and on a terminal the phase of each other case.
import { styleText } from "node:util";

import type { Progress } from "../../worker/eval/evaluate.ts";
import type { CaseStep } from "../../worker/eval/evaluate-case.ts";
import type { CaseResult } from "../../worker/eval/result.ts";
import { caseLine } from "./table.ts";

const STYLES = {
  resolved: "green",
  "false-success": "red",
  "honest-stop": "dim",
  "broken-case": "yellow",
  error: "magenta",
} as const;

/** A phase of the run is named as it is. */
const STEP_WORDS: Partial<Record<CaseStep, string>> = {
  read: "reading",
  "hidden-on-base": "hidden tests on the base",
  "hidden-on-change": "hidden tests on the change",
};

export function showProgress(names: string[]): { tell(progress: Progress): void; end(): void } {
  const width = Math.max(...names.map((name) => name.length));
  const terminal = process.stderr.isTTY;
  const running = new Map<string, string>();
  let done = 0;
  const status = () => {
    if (!terminal) return;
    const doing = [...running].map(([name, what]) => `${name} (${what})`).join(", ");
    const line = [`${done} of ${names.length} done`, doing].filter((part) => part !== "").join("; ");
    // A terminal that does not know its width says 0.
    process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
  };
  const say = (line: string) => {
    if (terminal) process.stderr.write("\r\u001b[K");
    console.log(line);
  };
  return {
    tell(progress) {
      switch (progress.kind) {
        case "step":
          running.set(progress.name, STEP_WORDS[progress.step] ?? progress.step);
          break;
        case "stopped":
          running.delete(progress.name);
          say(`${progress.name}: stopped; it runs again next time`);
          break;
        case "ended":
        case "stands": {
          running.delete(progress.result.name);
          done = progress.done;
          const again = progress.kind === "stands" ? styleText("dim", "  (from last time)") : "";
          say(`${`[${done}/${progress.of}]`.padStart(7)}  ${styled(progress.result, width)}${again}`);
          break;
        }
        default:
          progress satisfies never;
      }
      status();
    },
    end: () => {
      if (terminal) process.stderr.write("\r\u001b[K");
    },
  };
}

function styled(result: CaseResult, width: number): string {
  return styleText(STYLES[result.verdict], caseLine(result, width));
}
