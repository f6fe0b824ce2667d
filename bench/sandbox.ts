// What a sandbox costs, and every number we promise of it. Ends with 1 when one of them is missed.
import { openGround } from "./sandbox/ground.ts";
import { killed } from "./sandbox/killed.ts";
import { memory } from "./sandbox/memory.ts";
import { holds, promiseLine } from "./sandbox/promise.ts";
import { times } from "./sandbox/times.ts";

await using ground = await openGround();
const measured = await times(ground);
const promised = [...measured.promised, ...(await memory(ground)), ...(await killed(ground))];
process.stdout.write([...measured.table, "", ...promised.map(promiseLine), ""].join("\n"));
if (!promised.every(holds)) process.exitCode = 1;
