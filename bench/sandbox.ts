// Measures what a sandbox costs, and every number we promise of it. Exits with 1 when a promise is missed.
import { holds, promiseText } from "./numbers/promise.ts";
import { killed } from "./sandbox/killed.ts";
import { memory } from "./sandbox/memory.ts";
import { openParts } from "./sandbox/parts.ts";
import { times } from "./sandbox/times.ts";

await using parts = await openParts();
const measured = await times(parts);
const promised = [...measured.promised, ...(await memory(parts)), ...(await killed(parts))];
process.stdout.write([...measured.table, "", ...promised.map(promiseText), ""].join("\n"));
if (!promised.every(holds)) process.exitCode = 1;
