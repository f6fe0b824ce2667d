// Measures what we promise of the coder's loop. Exits with 1 when a promise is missed.
// Arguments: the parts to measure; default: all of them.
import { measureMatrix } from "./agent/matrix.ts";
import { measureMemory } from "./agent/memory.ts";
import { measurePrompt } from "./agent/prompt.ts";
import { measureSteps } from "./agent/steps.ts";
import { holds, type Promised, promiseText } from "./numbers/promise.ts";

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
    process.stdout.write(`${promiseText(promised)}\n`);
    if (!holds(promised)) process.exitCode = 1;
  }
}
