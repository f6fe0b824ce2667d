// A worker to be killed: opens one sandbox, says so, and waits. Arguments: data directory, tree, and a layer to be at work on.
import { realSandboxes } from "./sandboxes.ts";
import { openOptions } from "./trees.ts";

const [dataDir = "", tree = "", key] = process.argv.slice(2);
const sandboxes = realSandboxes({ dataDir });
if (key !== undefined) await sandboxes.seekLayer(JSON.parse(key), new AbortController().signal);
const sandbox = await sandboxes.open(openOptions(JSON.parse(tree), { runId: "killed" }));
process.stdout.write(`${sandbox.id}\n`);
setInterval(() => {}, 60_000);
