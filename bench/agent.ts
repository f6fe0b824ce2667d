// What is promised of the coder's loop, measured: each promise with its value, and ok or MISSED. Ends with 1 when one is missed.
// Argument: names of the parts to measure; default: all of them.
import { measureMatrix } from "./agent/matrix.ts";
import { measureMemory } from "./agent/memory.ts";
import { type Promised, textOf } from "./agent/promised.ts";
import { measurePrompt } from "./agent/prompt.ts";
import { measureSteps } from "./agent/steps.ts";

const parts: Record<string, () => Promise<Promised[]>> = {
  steps: measureSteps,
  prompt: measurePrompt,
  memory: measureMemory,
  matrix: measureMatrix,
};

const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const promised of await measure()) {
    process.stdout.write(textOf(promised));
    if (!promised.holds) process.exitCode = 1;
  }
}
